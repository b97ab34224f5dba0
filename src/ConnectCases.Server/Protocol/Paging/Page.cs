using System.Globalization;

namespace ConnectCases.Protocol.Paging;

/// <summary>One page of rows and the token of the next.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>Cuts a page out of <paramref name="rows"/>, which must yield one row more than the page holds, if there is one.</summary>
    public static Page<T> Of(IEnumerable<T> rows, int size, PageTokens tokens, Func<T, long> key) =>
        Of(rows, size, tokens, row => key(row).ToString(CultureInfo.InvariantCulture));

    /// <summary>As the other, where a position is more than a key.</summary>
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
