using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConnectCases.Storage;

/// <summary>
/// Splits texts into the words that searches compare (behaviour.md 10.2). Both databases store and index the result, so both find the
/// same cases. Migrations of SQLite call the same functions.
/// </summary>
/// <remarks>
/// The stored form of a text is the list of its words, with a space before and after each word: <c>" lost parcel =4711 "</c>. The mark
/// <c>=</c> begins a word that matches only as a whole: a number, an id, an ARN or a date.
/// </remarks>
internal static partial class SearchWords
{
    // PostgreSQL cannot index longer words. A search term has at most 255 characters.
    private const int MaxWordLength = 500;

    /// <summary>Returns the stored form of a lower-case text.</summary>
    public static string OfText(string folded) => Join(Split(folded).Select(word => word.Stored));

    /// <summary>Returns the stored form of a lower-case value that matches only as a whole, such as an id.</summary>
    public static string OfWhole(string folded) => Join([Whole(folded)]);

    /// <summary>Marks a word that matches only as a whole.</summary>
    public static string Whole(string word) => $"={FoldedText.Truncate(word, MaxWordLength)}";

    /// <summary>Returns the text of a pattern that is one whole word, otherwise null.</summary>
    public static string? FindWhole(string pattern) => pattern is [' ', '=', .. var text, ' '] ? text : null;

    /// <summary>Splits a lower-case text into words: sequences of letters, marks, digits and symbols, and whole ids, ARNs and dates.</summary>
    public static IEnumerable<SearchWord> Split(string folded)
    {
        for (var start = 0; start < folded.Length;)
        {
            var first = RuneAt(folded, start);
            if (!IsPartOfWord(first))
            {
                start += first.Utf16SequenceLength;
            }
            else if (WholeWord().Match(folded, start) is { Success: true } whole)
            {
                yield return new(whole.Value, IsWhole: true, HasNoSpaces: false);
                start += whole.Length;
            }
            else
            {
                var hasNoSpaces = WritesNoSpaces(first);
                var end = EndOfWord(folded, start, hasNoSpaces);
                var word = hasNoSpaces ? folded[start..end] : FoldedText.Truncate(folded[start..end], MaxWordLength);
                yield return new(word, IsWhole: word.All(char.IsAsciiDigit), hasNoSpaces);
                start = end;
            }
        }
    }

    private static string Join(IEnumerable<string> words) => $" {string.Concat(words.Select(word => $"{word} "))}";

    private static int EndOfWord(string text, int start, bool hasNoSpaces)
    {
        var end = start;
        while (end < text.Length && RuneAt(text, end) is var rune && IsPartOfWord(rune)
            && (IsMark(rune) || WritesNoSpaces(rune) == hasNoSpaces))
        {
            end += rune.Utf16SequenceLength;
        }

        return end;
    }

    // A text of the database can contain half of a surrogate pair.
    private static Rune RuneAt(string text, int index) =>
        Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || IsMark(rune) || Rune.IsNumber(rune) || IsSymbol(rune);

    // Emoji, for example.
    private static bool IsSymbol(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces between words.
    private static bool WritesNoSpaces(Rune rune) => IsSymbol(rune) || rune.Value
        is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9F)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    [GeneratedRegex(
        """
        \G(?:
            arn:aws[a-z-]*:[^\s"'<>()\[\]{},;]*[^\s"'<>()\[\]{},;.:]
            | (?: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
                | [0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9:.]*[0-9](?:z|[+-][0-9]{2}:?[0-9]{2})?)?
              )(?![0-9a-z])
        )
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WholeWord();
}

/// <summary>One word of a text.</summary>
/// <param name="Text">The characters of the word.</param>
/// <param name="IsWhole">Whether the word matches only as a whole.</param>
/// <param name="HasNoSpaces">
/// Whether the text is of a script without spaces between words. Such a text is compared by its pairs of characters.
/// </param>
internal readonly record struct SearchWord(string Text, bool IsWhole, bool HasNoSpaces)
{
    /// <summary>
    /// The stored form. A text without spaces is stored as all pairs of adjacent characters and its last character, so that each part
    /// of it begins with a stored pair.
    /// </summary>
    public string Stored => this switch
    {
        { IsWhole: true } => SearchWords.Whole(Text),
        { HasNoSpaces: true } => string.Join(' ', Pairs(includeLast: true)),
        _ => Text,
    };

    /// <summary>The form at the end of a search term. The word or the text without spaces can continue.</summary>
    public string Beginning => HasNoSpaces ? string.Join(' ', Pairs(includeLast: false)) : Text;

    private IEnumerable<string> Pairs(bool includeLast)
    {
        var runes = Text.EnumerateRunes().ToArray();
        for (var index = 0; index + 1 < runes.Length; index++)
        {
            yield return $"{runes[index]}{runes[index + 1]}";
        }

        if (includeLast || runes.Length == 1)
        {
            yield return $"{runes[^1]}";
        }
    }
}
