using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Domains;

/// <summary>Explains why a field, layout, template or case rule is not found.</summary>
internal static class MissingResource
{
    /// <param name="db">The database.</param>
    /// <param name="domain">The domain in which the resource does not exist.</param>
    /// <param name="id">The id in the request. It can be a name.</param>
    public static ResourceNotFoundException Explain<TResource>(CasesDbContext db, Domain domain, string id)
        where TResource : DomainResource
    {
        var type = typeof(TResource).Name;
        return new(type, id, ErrorText.Whole(FindInArn(id) ?? FindByName<TResource>(db, domain, id) ?? FindElsewhere<TResource>(db, id)
            ?? $"List{type}s shows the ids of domain '{domain.Name}'."));
    }

    /// <summary>Returns the hint for an ARN that is sent in place of an id.</summary>
    public static string? FindInArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal) && text.Contains('/', StringComparison.Ordinal)
        ? $"Send only the last part of the ARN: '{Excerpt.Of(text[(text.LastIndexOf('/') + 1)..])}'."
        : null;

    public static string? FindByName<TResource>(CasesDbContext db, Domain domain, string name)
        where TResource : DomainResource
    {
        var property = IdProperty<TResource>();
        var live = db.Set<TResource>().Of(domain).Select(resource => new { resource.Name, Id = EF.Property<string>(resource, property) });
        return live.AsEnumerable().FirstOrDefault(resource => resource.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named
            ? $"'{Excerpt.Of(name)}' is the name of the {DomainResourceLifecycle.KindOf<TResource>()} '{named.Id}'; use its id."
            : null;
    }

    public static string? FindElsewhere<TResource>(CasesDbContext db, string id)
        where TResource : DomainResource
    {
        var property = IdProperty<TResource>();
        return db.Domains.Where(other => other.DeletedTime == null).FirstOrDefault(other => db.Set<TResource>().Any(resource =>
            resource.DomainKey == other.Key && EF.Property<string>(resource, property) == id)) is { } owner
            ? $"It exists in {owner.Place}."
            : null;
    }

    private static string IdProperty<TResource>() => $"{typeof(TResource).Name}Id";
}
