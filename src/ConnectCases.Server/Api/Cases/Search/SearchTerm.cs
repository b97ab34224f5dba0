using System.Text.RegularExpressions;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Parses a search term into conditions, which must all hold (behaviour.md 10.2).</summary>
internal static partial class SearchTerm
{
    /// <summary>The path of all conditions of a search term.</summary>
    public const string Path = "searchTerm";

    // The databases cannot search for U+0000. This character is not part of a word.
    public static IEnumerable<CaseCondition> Parse(string term) => Part().Matches(FoldedText.Fold(term).Replace('\0', ' '))
        .DistinctBy(part => part.Value)
        .Select(part => part.Groups["phrase"] is { Success: true, Value: var phrase } ? Phrase(phrase) : Words(part.Value));

    /// <summary>Each word must be the beginning of a word. The part can also be the whole of an id or of a number.</summary>
    private static CaseCondition Words(string part) => SearchWords.Split(part).ToList() switch
    {
        [] => new WordCaseCondition(Path, part, [Whole(part)]),
        [var word] => new WordCaseCondition(Path, part, [.. new[] { Beginning(word), Whole(word.Text), Whole(part) }.Distinct()]),
        var words => new AnyCaseCondition(Path, [
            new WordCaseCondition(Path, part, [Whole(part)]),
            new AllCaseCondition(Path, [
                .. words.Select(word => new WordCaseCondition(Path, word.Text, [Beginning(word), Whole(word.Text)]))])]),
    };

    /// <summary>The words must follow each other in one value.</summary>
    private static WordCaseCondition Phrase(string phrase) => SearchWords.Split(phrase).ToList() switch
    {
        [] => new(Path, Quoted(phrase), [Whole(phrase)]),
        [.. var words, { HasNoSpaces: true } last] => new(Path, Quoted(phrase), [$"{Stored(words)} {last.Beginning}", Whole(phrase)]),
        var words => new(Path, Quoted(phrase), [$"{Stored(words)} ", Whole(phrase)]),
    };

    private static string Quoted(string phrase) => $"\"{phrase}\"";

    private static string Beginning(SearchWord word) => $" {word.Beginning}";

    private static string Stored(IEnumerable<SearchWord> words) => string.Concat(words.Select(word => $" {word.Stored}"));

    private static string Whole(string part) => $" {SearchWords.Whole(part)} ";

    // A quotation mark without a second quotation mark separates words.
    [GeneratedRegex("""
        "(?<phrase>[^"]+)"|[^\s"]+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
