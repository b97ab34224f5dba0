using System.Linq.Expressions;
using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>The domains that have the same clock.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="DomainKeys">The keys of the domains, or of all other domains.</param>
/// <param name="IsRest">Whether the group consists of all domains except <paramref name="DomainKeys"/>.</param>
internal sealed record ClockGroup(WorldClock Clock, IReadOnlyCollection<long> DomainKeys, bool IsRest)
{
    /// <summary>Returns the rows of the domains of this group.</summary>
    /// <param name="rows">The rows of all domains.</param>
    /// <param name="domainKey">Returns the key of the domain of a row.</param>
    public IQueryable<TRow> Of<TRow>(IQueryable<TRow> rows, Expression<Func<TRow, long>> domainKey)
    {
        if (IsRest && DomainKeys.Count == 0)
        {
            return rows;
        }

        var keys = DomainKeys;
        Expression<Func<long, bool>> contains = IsRest ? key => !keys.Contains(key) : key => keys.Contains(key);
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(
            new Replacement(contains.Parameters[0], domainKey.Body).Visit(contains.Body), domainKey.Parameters));
    }

    private sealed class Replacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}

/// <summary>Groups all domains by their clocks.</summary>
internal delegate IReadOnlyList<ClockGroup> FindClockGroups(CasesDbContext unit);
