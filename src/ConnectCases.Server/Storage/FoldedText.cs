using System.Globalization;

namespace ConnectCases.Storage;

/// <summary>The union member that a stored value came from. The database stores the number of the member.</summary>
internal enum ValueKind
{
    String,
    Double,
    Boolean,
    UserArn,
}

/// <summary>
/// Converts texts to the form that the indexes and case-insensitive comparisons use. Migrations of SQLite call the same
/// functions.
/// </summary>
internal static class FoldedText
{
    /// <summary>The number of characters of a text that an index holds. Texts are sorted by these characters only.</summary>
    public const int SortTextLength = 100;

    public static string Fold(string text) => text.ToLowerInvariant();

    public static string Fold(ValueKind kind, string? text, double? number) => kind switch
    {
        ValueKind.Double => Fold(number!.Value.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Boolean => number == 1 ? "true" : "false",
        _ => Fold(text!),
    };

    public static string ToSortText(string folded) => Truncate(folded, SortTextLength);

    /// <summary>
    /// Truncates a text to at most <paramref name="length"/> UTF-16 code units. Does not split a surrogate pair.
    /// </summary>
    public static string Truncate(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
