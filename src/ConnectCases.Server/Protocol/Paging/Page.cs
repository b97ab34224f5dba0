using System.Globalization;

namespace ConnectCases.Protocol.Paging;

/// <summary>One page of rows and the token of the next page.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>
    /// Creates a page of the first rows. If a next page exists, <paramref name="rows"/> must have an extra row.
    /// </summary>
    public static Page<T> Of(IEnumerable<T> rows, int size, PageTokens tokens, Func<T, long> key) =>
        Of(rows, size, tokens, row => key(row).ToString(CultureInfo.InvariantCulture));

    /// <summary>Like the overload with a key, for positions that are not a single key.</summary>
    public static Page<T> Of(IEnumerable<T> rows, int size, PageTokens tokens, Func<T, string> position)
    {
        var items = rows.ToList();
        if (items.Count <= size)
        {
            return new(items, null);
        }

        items.RemoveRange(size, items.Count - size);
        return new(items, tokens.Issue(position(items[^1])));
    }
}
