using System.Linq.Expressions;
using ConnectCases.Persistence;
using ConnectCases.Protocol;

namespace ConnectCases.Fields;

/// <summary>A filter that negates and joins filters of its own kind.</summary>
internal interface IFilterTree<TFilter>
    where TFilter : IFilterTree<TFilter>
{
    FieldFilter? Field { get; }

    TFilter? Not { get; }

    IReadOnlyList<TFilter>? AndAll { get; }

    IReadOnlyList<TFilter>? OrAll { get; }
}

/// <summary>What such filters have in common (behaviour.md 10.1).</summary>
internal static class FilterTree
{
    private const int DeepestNesting = 10;

    // Each one is asked of each case, and their number grows with every level.
    private const int MostConditions = 100;

    /// <summary>The conditions at the ends of the branches of all filters of a search.</summary>
    /// <exception cref="ValidationException">Nested deeper, or with more conditions, than a search answers.</exception>
    public static IReadOnlyList<TFilter> Leaves<TFilter>(this IEnumerable<TFilter> filters)
        where TFilter : class, IFilterTree<TFilter>
    {
        var leaves = new List<TFilter>();
        foreach (var filter in filters)
        {
            Collect(filter, 1, leaves);
        }

        return leaves.Count <= MostConditions
            ? leaves
            : throw new ValidationException($"The filter has {leaves.Count} conditions; it can have {MostConditions}.");
    }

    public static Expression<Func<TRow, bool>> ToCondition<TFilter, TRow>(
        this TFilter filter, Func<TFilter, Expression<Func<TRow, bool>>> ofLeaf)
        where TFilter : class, IFilterTree<TFilter> => filter switch
        {
            { Not: { } not } => Predicates.Not(not.ToCondition(ofLeaf)),
            { AndAll: { } all } => Predicates.All(all.Select(each => each.ToCondition(ofLeaf))),
            { OrAll: { } any } => Predicates.Any(any.Select(each => each.ToCondition(ofLeaf))),
            _ => ofLeaf(filter),
        };

    private static void Collect<TFilter>(TFilter filter, int level, List<TFilter> leaves)
        where TFilter : class, IFilterTree<TFilter>
    {
        if (level > DeepestNesting)
        {
            throw new ValidationException($"The filter is nested deeper than {DeepestNesting} levels.");
        }

        var below = filter switch
        {
            { Not: { } not } => [not],
            { AndAll: { } all } => all,
            { OrAll: { } any } => any,
            _ => null,
        };
        if (below is null)
        {
            leaves.Add(filter);
            return;
        }

        foreach (var each in below)
        {
            Collect(each, level + 1, leaves);
        }
    }
}
