using ConnectCases.Api.Domains;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Searches the indexes for a condition that few cases meet. These cases are the candidates.</summary>
/// <param name="db">The database.</param>
/// <param name="domain">The domain to search.</param>
/// <param name="max">The maximum number of candidates. With more candidates, an index scan is faster.</param>
internal sealed class CaseCandidates(CasesDbContext db, Domain domain, int max)
{
    // With so few candidates, another condition is not worth a query.
    private const int FewEnough = 50;

    /// <summary>
    /// Returns the keys of the smallest set of candidates. Returns null if no index finds a set within the maximum.
    /// </summary>
    public long[]? Find(IReadOnlyList<CaseCondition> conditions)
    {
        long[]? fewest = null;
        foreach (var keys in Candidates(conditions))
        {
            if (keys is not null && keys.Length < (fewest?.Length ?? int.MaxValue))
            {
                fewest = keys;
            }

            if (fewest is { Length: <= FewEnough })
            {
                break;
            }
        }

        return fewest;
    }

    private IEnumerable<long[]?> Candidates(IReadOnlyList<CaseCondition> conditions) =>
        IndexedConditions.Of(db, domain, conditions).Select(Read)
            .Concat(conditions.OfType<AnyCaseCondition>().Select(any => FindUnion(any.Conditions)));

    private long[]? Read(IQueryable<long> keys) =>
        keys.Take(max + 1).ToArray() is { } found && found.Length <= max ? found : null;

    private long[]? FindUnion(IReadOnlyList<CaseCondition> alternatives)
    {
        var union = new HashSet<long>();
        foreach (var alternative in alternatives)
        {
            if (Find(alternative is AllCaseCondition all ? Flatten(all) : [alternative]) is not { } keys)
            {
                return null;
            }

            union.UnionWith(keys);
        }

        return union.Count <= max ? [.. union] : null;
    }

    private static List<CaseCondition> Flatten(AllCaseCondition all) =>
        [.. all.Conditions.SelectMany(condition => condition is AllCaseCondition nested ? Flatten(nested) : [condition])];
}
