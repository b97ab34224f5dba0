using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>The resources that seeds created in a domain, by their paths in the domain.</summary>
internal sealed class SeedRecords
{
    private const string ItemPart = $"/{ItemChanges.Kind}/";

    private readonly CasesDbContext unit;
    private readonly long domainKey;
    private readonly Dictionary<string, string> stored;
    private readonly HashSet<(string Kind, string Id)> owned;
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);

    public SeedRecords(CasesDbContext unit, long domainKey)
    {
        (this.unit, this.domainKey) = (unit, domainKey);
        stored = unit.SeedResources.AsNoTracking().Where(resource => resource.DomainKey == domainKey)
            .ToDictionary(resource => resource.Path, resource => resource.ResourceId, StringComparer.Ordinal);
        owned = IdsOf(stored);
    }

    /// <summary>The resources that the present seed does not list.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FindUnlisted()
    {
        var listed = IdsOf(kept);
        return [.. stored.Where(record => !removed.Contains(record.Key) && !listed.Contains((KindOf(record.Key, stored.GetValueOrDefault), record.Value)))
            .OrderBy(record => record.Key, StringComparer.Ordinal)];
    }

    /// <summary>Returns the id of the resource that an earlier version of the seed created, or null.</summary>
    public string? Find(string path) => stored.GetValueOrDefault(path);

    /// <summary>Determines whether a seed created a resource, under this path or under an earlier name.</summary>
    public bool IsOwned(string path, string id) =>
        owned.Contains((KindOf(path, casePath => kept.GetValueOrDefault(casePath) ?? stored.GetValueOrDefault(casePath)), id));

    /// <summary>Returns the related items that an earlier version of the seed created in a case, under any handle of the case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ItemsOf(string caseId) =>
        [.. stored.Where(record => KindOf(record.Key, stored.GetValueOrDefault) == $"item of {caseId}")];

    /// <summary>Records that a resource is already removed.</summary>
    public void Remove(string path) => removed.Add(path);

    /// <summary>Records that the seed created a resource and lists the resource.</summary>
    public void Keep(string path, string id) => kept[path] = id;

    /// <summary>Writes the records.</summary>
    public void Save()
    {
        var changed = stored.Where(record => kept.GetValueOrDefault(record.Key) != record.Value).Select(record => record.Key).ToList();
        foreach (var paths in changed.Chunk(500))
        {
            unit.SeedResources.Where(resource => resource.DomainKey == domainKey && paths.Contains(resource.Path)).ExecuteDelete();
        }

        foreach (var (path, id) in kept.Where(record => stored.GetValueOrDefault(record.Key) != record.Value))
        {
            unit.Add(new SeedResource { DomainKey = domainKey, Path = path, ResourceId = id });
        }
    }

    private static HashSet<(string Kind, string Id)> IdsOf(Dictionary<string, string> records) =>
        [.. records.Select(record => (KindOf(record.Key, records.GetValueOrDefault), record.Value))];

    // Names of configuration can contain slashes, but handles of cases cannot. The ids of related items are unique in their case. The
    // handle of a case can change, so the id of the case counts.
    private static string KindOf(string path, Func<string, string?> idOf)
    {
        var item = path.StartsWith("case/", StringComparison.Ordinal) ? path.IndexOf(ItemPart, StringComparison.Ordinal) : -1;
        return item < 0 ? path[..path.IndexOf('/', StringComparison.Ordinal)] : $"item of {idOf(path[..item]) ?? path[..item]}";
    }
}
