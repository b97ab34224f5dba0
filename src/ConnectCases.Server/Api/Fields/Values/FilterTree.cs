using ConnectCases.Protocol.Errors;

namespace ConnectCases.Api.Fields.Values;

/// <summary>A filter that is a leaf, or that negates or combines filters of the same type.</summary>
internal interface IFilterTree<TFilter>
    where TFilter : IFilterTree<TFilter>
{
    FieldFilter? Field { get; }

    TFilter? Not { get; }

    IReadOnlyList<TFilter>? AndAll { get; }

    IReadOnlyList<TFilter>? OrAll { get; }
}

/// <summary>The limits of filter trees (behaviour.md 10.1).</summary>
internal static class FilterTree
{
    private const int MaxDepth = 10;

    // A search evaluates each condition for each case. Nested filters could have a very large number of conditions.
    private const int MaxConditions = 100;

    /// <summary>Returns the conditions at the leaves of all filters of a search.</summary>
    /// <exception cref="ValidationException">A filter is nested too deeply, or the filters have too many conditions.</exception>
    public static IReadOnlyList<TFilter> Leaves<TFilter>(this IEnumerable<TFilter> filters)
        where TFilter : class, IFilterTree<TFilter>
    {
        var leaves = new List<TFilter>();
        foreach (var filter in filters)
        {
            Collect(filter, 1, leaves);
        }

        return leaves.Count <= MaxConditions
            ? leaves
            : throw new ValidationException(
                Refusal.FilterLimit,
                $"The filter has {leaves.Count} conditions. The maximum is {MaxConditions}.",
                hint: $"Remove conditions, or split the filter into several searches.");
    }

    private static void Collect<TFilter>(TFilter filter, int level, List<TFilter> leaves)
        where TFilter : class, IFilterTree<TFilter>
    {
        if (level > MaxDepth)
        {
            throw new ValidationException(
                Refusal.FilterLimit,
                $"The filter is nested deeper than {MaxDepth} levels.",
                hint: $"Put conditions that must all hold into one andAll, and alternatives into one orAll.");
        }

        var children = filter switch
        {
            { Not: { } not } => [not],
            { AndAll: { } all } => all,
            { OrAll: { } any } => any,
            _ => null,
        };
        if (children is null)
        {
            leaves.Add(filter);
            return;
        }

        foreach (var child in children)
        {
            Collect(child, level + 1, leaves);
        }
    }
}
