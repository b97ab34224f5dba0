using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Searches the indexes for a condition that few cases meet. These cases are the candidates.</summary>
/// <param name="db">The database.</param>
/// <param name="domain">The domain to search.</param>
/// <param name="max">The maximum number of candidates. With more candidates, an index scan is faster.</param>
internal sealed class CaseCandidates(CasesDbContext db, Domain domain, int max)
{
    // With at most this many candidates, the search does not try another condition.
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

/// <summary>Translates conditions into queries on the indexes of values, tags and texts.</summary>
internal static class IndexedConditions
{
    /// <summary>
    /// Returns one query per indexed condition. Each query finds the keys of the matching cases. The conditions on one field
    /// share a query.
    /// </summary>
    public static IEnumerable<IQueryable<long>> Of(CasesDbContext db, Domain domain, IReadOnlyList<CaseCondition> conditions)
    {
        var ofFields = conditions.OfType<FieldCaseCondition>().GroupBy(condition => condition.Condition.Field.FieldId)
            .Select(group => Rows(db, domain, group.Select(condition => condition.Condition))?.Select(value => value.CaseKey));
        var ofTags = conditions.OfType<TagCaseCondition>()
            .Select(condition => condition.Rows(db, domain).Select(row => row.CaseKey));
        var ofWords = conditions.OfType<WordCaseCondition>()
            .Select(condition => condition.Rows(db, domain).Select(value => value.CaseKey).Distinct());
        return ofFields.Concat(ofTags).Concat(ofWords).OfType<IQueryable<long>>();
    }

    /// <summary>Determines whether one query of <see cref="Of"/> finds exactly the cases that meet all conditions.</summary>
    public static bool IsDecidedByOneIndex(IReadOnlyList<CaseCondition> conditions) => conditions switch
    {
        [WordCaseCondition] or [TagCaseCondition] => true,
        [FieldCaseCondition { Condition: var first }, ..] => conditions.All(condition =>
            condition is FieldCaseCondition { Condition: { Value: not null } each } && each.Field.FieldId == first.Field.FieldId),
        _ => false,
    };

    /// <summary>Returns the value rows that meet all conditions on one field, or null if no index finds them.</summary>
    private static IQueryable<CaseValue>? Rows(CasesDbContext db, Domain domain, IEnumerable<FieldCondition> conditions)
    {
        IQueryable<CaseValue>? rows = null;
        foreach (var condition in conditions.Where(condition => condition.Value is not null))
        {
            rows ??= Indexed(db, condition)
                ?.Where(row => row.DomainKey == domain.Key).Where(condition.OfField<CaseValue>());
            rows = rows?.Where(condition.OnValue<CaseValue>());
        }

        return rows;
    }

    // The text index does not contain the case ids (docs/adr/0009). No other read-only field supports contains.
    private static IQueryable<CaseValue>? Indexed(CasesDbContext db, FieldCondition condition) => condition switch
    {
        { IsSubstring: false } => db.CaseValues,
        { Field.FieldId: var fieldId } when SystemFields.IsReadOnly(fieldId) => null,
        _ => db.FindText<CaseValue>(FoldedText.Fold(condition.Value!.StringValue!)),
    };
}
