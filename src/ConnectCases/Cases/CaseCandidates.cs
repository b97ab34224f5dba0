using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;

namespace ConnectCases.Cases;

/// <summary>
/// The few cases that a search can find at most, where an index tells which they are (docs/adr/0009). They decide how a search
/// goes: through them, or along the order of the answer.
/// </summary>
/// <param name="db">Where they are.</param>
/// <param name="domain">Whose they are.</param>
/// <param name="fields">The fields that the filter names.</param>
/// <param name="few">With more than these it is quicker to walk the order than to fetch and sort them all.</param>
internal sealed class CaseCandidates(CasesDbContext db, Domain domain, FieldFilters fields, int few)
{
    // With these it is not worth looking for fewer.
    private const int VeryFew = 50;

    /// <summary>Their keys; null where they are many, or no index tells.</summary>
    public long[]? Of(CaseFilter? filter, string? searchTerm)
    {
        var alternatives = filter.Conjuncts().Select(each => each.OrAll).OfType<IReadOnlyList<CaseFilter>>();
        return Fewest(CaseFilters.Indexed(db, domain, fields, filter, searchTerm).Select(keys => (Func<long[]?>)(() => Read(keys)))
            .Concat(alternatives.Select(any => (Func<long[]?>)(() => All(any)))));
    }

    private long[]? Read(IQueryable<long> keys) =>
        keys.Take(few + 1).ToArray() is { } found && found.Length <= few ? found : null;

    private static long[]? Fewest(IEnumerable<Func<long[]?>> conditions)
    {
        long[]? fewest = null;
        foreach (var condition in conditions)
        {
            if (condition() is { } keys && keys.Length < (fewest?.Length ?? int.MaxValue))
            {
                fewest = keys;
            }

            if (fewest is { Length: <= VeryFew })
            {
                break;
            }
        }

        return fewest;
    }

    private long[]? All(IEnumerable<CaseFilter> filters)
    {
        var all = new HashSet<long>();
        foreach (var filter in filters)
        {
            if (Of(filter, searchTerm: null) is not { } keys)
            {
                return null;
            }

            all.UnionWith(keys);
        }

        return all.Count <= few ? [.. all] : null;
    }
}
