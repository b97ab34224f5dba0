using System.Linq.Expressions;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>One way to run a search (docs/adr/0009).</summary>
internal abstract class CaseSearchPlan(CasesDbContext db, CaseQuery query)
{
    protected CasesDbContext Db => db;

    protected CaseQuery Query => query;

    /// <summary>
    /// Chooses <see cref="FewCandidates"/> if an index finds few cases for one condition, otherwise <see cref="IndexScan"/>.
    /// </summary>
    public static CaseSearchPlan Choose(CasesDbContext db, CaseQuery query, EmulatorOptions options) =>
        new CaseCandidates(db, query.Domain, options.SearchCandidates).Find(query.Conditions) is { } keys
            ? new FewCandidates(db, query, keys)
            : new IndexScan(db, query, options.SearchCountLimit);

    /// <summary>Counts the matching cases, up to the limit of the plan.</summary>
    public abstract long Count();

    /// <summary>
    /// Returns up to <paramref name="count"/> cases in the order of the query, after a position or from the first case.
    /// </summary>
    public abstract IReadOnlyList<SortedCase> Run(string? position, int count);

    /// <summary>Returns the conditions that a case does not meet. An empty list means that the search finds the case.</summary>
    /// <param name="case">A case of the domain.</param>
    public IReadOnlyList<CaseCondition> UnmetBy(Case @case)
    {
        var one = db.Cases.Where(row => row.Key == @case.Key);
        return [.. query.Conditions.Where(condition => !one.Any(condition.ToPredicate()))];
    }
}

/// <summary>Fetches a few cases that an index finds, filters them and sorts them.</summary>
internal sealed class FewCandidates(CasesDbContext db, CaseQuery query, long[] keys) : CaseSearchPlan(db, query)
{
    // If one index decides, the candidates are the matching cases.
    private bool AreMatches => IndexedConditions.IsDecidedByOneIndex(Query.Conditions);

    private IQueryable<Case> Matching => AreMatches ? Candidates : Query.Apply(Candidates);

    private IQueryable<Case> Candidates => Db.Cases.Where(@case => keys.Contains(@case.Key));

    public override long Count() => AreMatches ? keys.Length : Matching.LongCount();

    public override IReadOnlyList<SortedCase> Run(string? position, int count) =>
        Query.Order.Sort(Db, Matching, keys, position, count);
}

/// <summary>Reads cases in the order of the result, from the index of the first sort field, and filters them.</summary>
internal sealed class IndexScan(CasesDbContext db, CaseQuery query, int countLimit) : CaseSearchPlan(db, query)
{
    private const int MaxCasesCounted = 10_000;

    private IQueryable<Case> OfDomain => Db.Cases.Where(@case => @case.DomainKey == Query.Domain.Key);

    /// <summary>
    /// Counts in an index if this index alone decides which cases match. Otherwise counts the matches among a limited number of
    /// cases: the first cases that one condition finds in its index, or the first cases of the domain.
    /// </summary>
    public override long Count()
    {
        var indexed = IndexedConditions.Of(Db, Query.Domain, Query.Conditions).Take(2).ToList();
        if (indexed.Count == 1 && IndexedConditions.IsDecidedByOneIndex(Query.Conditions))
        {
            return indexed[0].Take(countLimit).Count();
        }

        var examined = indexed.Count > 0
            ? Db.Cases.Where(@case => indexed[0].Take(MaxCasesCounted).Contains(@case.Key))
            : OfDomain.Take(MaxCasesCounted);
        return Query.Apply(examined).Take(countLimit).Count();
    }

    public override IReadOnlyList<SortedCase> Run(string? position, int count) =>
        Query.Order.Scan(Db, Query.Apply(OfDomain), OnFirstSortField(), position, count);

    private IEnumerable<Expression<Func<CaseValue, bool>>> OnFirstSortField() => Query.Conditions
        .OfType<FieldCaseCondition>()
        .Where(condition => condition.Condition.Value is not null && condition.Condition.Field.FieldId == Query.Order.First.FieldId)
        .Select(condition => condition.Condition.OnValue<CaseValue>());
}
