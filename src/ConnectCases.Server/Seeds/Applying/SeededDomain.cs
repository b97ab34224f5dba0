using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>A domain to which a seed is applied. Finds the resources that the seed names.</summary>
/// <param name="run">The application.</param>
/// <param name="domain">The domain.</param>
internal sealed class SeededDomain(SeedRun run, Domain domain)
{
    private readonly Dictionary<(string Kind, string Name), string> ids = [];
    private Dictionary<string, Field>? fieldsById;
    private Dictionary<string, Field>? fieldsByName;

    public SeedRun Run => run;

    public CasesDbContext Unit => run.Unit;

    public Domain Domain => domain;

    public string Id => domain.DomainId;

    public SeedRecords Records { get; } = new(run.Unit, domain.Key);

    /// <summary>Returns the path of a resource in all domains. The ids derive from this path.</summary>
    public string FullPath(string path) => $"{domain.Name}/{path}";

    public void Add(SeedAction action, string path, string id, IReadOnlyList<string>? members = null) =>
        run.Add(action, FullPath(path), id, members);

    /// <summary>Finds the resource of an entry, or the id of the resource to create.</summary>
    /// <param name="kind">The kind, as the first part of the path.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="idOf">Returns the id of a resource.</param>
    /// <exception cref="DocumentException">
    /// The id belongs to a deleted resource, or another resource has the name.
    /// </exception>
    public Target<TResource> Find<TResource>(string kind, SeedResourceEntry entry, Func<TResource, string> idOf)
        where TResource : DomainResource
    {
        var all = Unit.Set<TResource>().AsNoTracking().Where(resource => resource.DomainKey == domain.Key).ToDictionary(idOf);
        var path = $"{kind}/{entry.Name.Value}";
        var recorded = Records.Find(path) is { } known && all.GetValueOrDefault(known) is { Deleted: false } ? known : null;
        var id = entry.Id?.Value ?? recorded ?? DeriveId(path, candidate => all.GetValueOrDefault(candidate)?.Deleted == true);
        var existing = all.GetValueOrDefault(id);
        if (existing?.Deleted == true)
        {
            throw entry.Id!.At.Error(
                $"The {Noun(kind)} with the id '{id}' is deleted. The id of a deleted resource cannot be used again.");
        }

        if (existing?.Name != entry.Name.Value
            && all.Values.FirstOrDefault(other => !other.Deleted && other.Name == entry.Name.Value) is { } other)
        {
            throw entry.At.Error(
                $"The domain already has a {Noun(kind)} '{other.Name}' with the id '{idOf(other)}'. The seed would use the id '{id}'. "
                + $"State the id of the existing resource, or choose another name.");
        }

        if (existing is null || entry.Id is null || Records.IsOwned(path, id))
        {
            Records.Keep(path, id);
        }

        return new(path, id, existing);
    }

    /// <summary>Returns a live field by its id or name.</summary>
    /// <exception cref="DocumentException">The field does not exist.</exception>
    public Field Field(SeedText name)
    {
        LoadFields();
        return fieldsById!.GetValueOrDefault(name.Value) ?? fieldsByName!.GetValueOrDefault(name.Value) switch
        {
            null => throw name.At.Error($"The field '{name.Value}' does not exist. Expected the name of a field of the domain, or an id."),
            { Namespace: FieldNamespace.System } system => throw name.At.Error(
                $"'{name.Value}' is the name of the system field '{system.FieldId}'. Use the id of a system field."),
            var field => field,
        };
    }

    public string FieldId(SeedText name) => Field(name).FieldId;

    /// <summary>Reads the fields and options again at the next use.</summary>
    public void ForgetFields() => fieldsById = null;

    /// <summary>Returns the id of a live resource by its id or name. The seed no longer changes resources of this kind.</summary>
    /// <exception cref="DocumentException">The resource does not exist.</exception>
    public string IdOf<TResource>(string kind, SeedText name, Func<TResource, string> idOf)
        where TResource : DomainResource
    {
        if (ids.TryGetValue((kind, name.Value), out var known))
        {
            return known;
        }

        var live = Unit.Set<TResource>().AsNoTracking().Of(domain).AsEnumerable().ToList();
        return (live.Find(resource => idOf(resource) == name.Value) ?? live.Find(resource => resource.Name == name.Value)) is { } found
            ? ids[(kind, name.Value)] = idOf(found)
            : throw name.At.Error($"The {Noun(kind)} '{name.Value}' does not exist. Expected the name of a {Noun(kind)} of the domain, or an id.");
    }

    private static string Noun(string kind) => kind == CaseRuleChanges.Kind ? "case rule" : kind;

    /// <summary>Returns the first derived id that no removed resource has.</summary>
    public string DeriveId(string path, Func<string, bool> isUsed)
    {
        var generation = 1;
        string id;
        do
        {
            id = SeedIds.Of(SeedIds.Generation(FullPath(path), generation++));
        }
        while (isUsed(id));
        return id;
    }

    private void LoadFields()
    {
        if (fieldsById is null)
        {
            var fields = Unit.Fields.AsNoTracking().Of(domain).Include(field => field.Options).ToList();
            fieldsById = fields.ToDictionary(field => field.FieldId);
            fieldsByName = fields.ToDictionary(field => field.Name);
        }
    }
}

/// <summary>The resource that an entry of a seed describes.</summary>
/// <param name="Path">The path in the domain.</param>
/// <param name="Id">The id.</param>
/// <param name="Existing">The resource, or null if the resource must be created.</param>
internal sealed record Target<TResource>(string Path, string Id, TResource? Existing)
    where TResource : class, ITagged;
