using System.Text.RegularExpressions;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>A plain evaluation of search terms, without the stored form of words.</summary>
internal static partial class WordModel
{
    public static bool Matches(string term, IEnumerable<(string Text, bool IsWhole)> values)
    {
        var all = values.Select(value => (Text: value.Text.ToLowerInvariant(), value.IsWhole)).ToList();
        return Part().Matches(term.ToLowerInvariant()).All(part => all.Exists(value => value.IsWhole && value.Text == Plain(part.Value))
            || (IsPhrase(part.Value)
                ? WordsOf(Plain(part.Value)) is { Count: > 0 } phrase && all.Exists(value => Follow(value.IsWhole ? [value.Text] : WordsOf(value.Text), phrase))
                : WordsOf(part.Value) is { Count: > 0 } words && words.TrueForAll(word => all.Exists(value => Begins(value, word)))));
    }

    private static bool IsPhrase(string part) => part is ['"', .., '"'];

    private static string Plain(string part) => IsPhrase(part) ? part[1..^1] : part;

    private static bool Begins((string Text, bool IsWhole) value, string word) => value.IsWhole
        ? value.Text == word
        : WordsOf(value.Text).Exists(own => IsWhole(own) ? own == word
            : HasNoSpaces(own) ? own.Contains(word, StringComparison.Ordinal)
            : own.StartsWith(word, StringComparison.Ordinal));

    // A phrase can begin and end inside of a text without spaces.
    private static bool Follow(List<string> words, List<string> phrase) => Enumerable.Range(0, words.Count).Any(start =>
        start + phrase.Count <= words.Count
        && phrase.Select((word, index) => (Own: words[start + index], Word: word, Index: index)).All(pair =>
            !HasNoSpaces(pair.Own) ? pair.Own == pair.Word
            : phrase.Count == 1 ? pair.Own.Contains(pair.Word, StringComparison.Ordinal)
            : pair.Index == 0 ? pair.Own.EndsWith(pair.Word, StringComparison.Ordinal)
            : pair.Index == phrase.Count - 1 ? pair.Own.StartsWith(pair.Word, StringComparison.Ordinal)
            : pair.Own == pair.Word));

    private static List<string> WordsOf(string text) => [.. Word().Matches(text).Select(word => word.Value)];

    private static bool IsWhole(string word) => Whole().IsMatch(word);

    private static bool HasNoSpaces(string word) => Unspaced().IsMatch(word);

    [GeneratedRegex("\"[^\"]+\"|[^\\s\"]+")]
    private static partial Regex Part();

    [GeneratedRegex(
        @"arn:aws:[a-z0-9:/-]*[a-z0-9]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}(t[0-9:.]*[0-9]z?)?"
        + @"|[\u0E00-\u0E7F\u3040-\u30FF\u4E00-\u9FFF\uD800-\uDFFF]+|((?![\u0E00-\u0E7F\u3040-\u30FF\u4E00-\u9FFF])[\p{L}\p{M}\p{N}])+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A([0-9]+|arn:.*|[0-9a-f]{8}-.*-.*-.*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A[\u0E00-\u0E7F\u3040-\u30FF\u4E00-\u9FFF\uD800-\uDFFF]")]
    private static partial Regex Unspaced();
}
