using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Domains;

/// <summary>Explains why a field, layout, template or case rule is not found.</summary>
internal static class MissingResource
{
    private const int MaxExplained = 3;

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

    /// <summary>Says which texts are names of resources. Returns null if none is a name.</summary>
    public static string? FindByName<TResource>(CasesDbContext db, Domain domain, params IReadOnlyCollection<string> texts)
        where TResource : DomainResource
    {
        var property = IdProperty<TResource>();
        var named = db.Set<TResource>().Where(resource => resource.DomainKey == domain.Key).OrderBy(resource => resource.Deleted)
            .Select(resource => new { resource.Name, resource.Deleted, Id = EF.Property<string>(resource, property) })
            .ToLookup(resource => resource.Name, StringComparer.OrdinalIgnoreCase);
        var sentences = texts.Where(named.Contains).Take(MaxExplained).Select(text => (Text: text, Resource: named[text].First())).Select(meant =>
            $"'{Excerpt.Of(meant.Text)}' is the name of the {DomainResourceLifecycle.KindOf<TResource>()} '{meant.Resource.Id}'"
                + (meant.Resource.Deleted ? ", which is deleted." : "; use its id."));
        return string.Join(' ', sentences) is { Length: > 0 } all ? all : null;
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
