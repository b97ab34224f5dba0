using System.Text.RegularExpressions;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Architecture;

/// <summary>Comments cite the notes in docs/reference and the decisions in docs/adr. Each citation leads to a section.</summary>
public sealed partial class CitationTests
{
    private static readonly string[] Folders = ["src", "tests", "docs"];

    [Fact]
    public void Every_cited_section_exists()
    {
        var citations = Sources()
            .SelectMany(source => Citation().Matches(source.Text).SelectMany(match => Cited(source.Path, match)))
            .ToList();
        Assert.InRange(citations.Count, 80, int.MaxValue);

        Assert.All(citations, citation => Assert.True(Exists(citation.Document, citation.Section), $"{citation}"));
    }

    [Fact]
    public void Every_cited_decision_exists()
    {
        var decisions = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/adr"))
            .Select(file => Path.GetFileName(file)[..4]).ToHashSet();
        var citations = Sources().SelectMany(source => Decision().Matches(source.Text)
            .Select(match => (source.Path, Number: match.Groups["number"].Value))).ToList();
        Assert.InRange(citations.Count, 5, int.MaxValue);

        Assert.All(citations, citation => Assert.Contains(citation.Number, decisions));
    }

    [Fact]
    public void Comments_cite_no_document_outside_of_the_repository() => Assert.Empty(
        from source in Sources()
        where source.Path.EndsWith(".cs", StringComparison.Ordinal)
        from match in Document().Matches(source.Text)
        let name = match.Groups["name"].Value
        where !Directory.EnumerateFiles(Repository.Root, name, new EnumerationOptions { RecurseSubdirectories = true }).Any()
        select $"{source.Path}: {name}");

    private static IEnumerable<(string Path, string Text)> Sources() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".js" or ".txt"
            && !file.Contains("node_modules", StringComparison.Ordinal)
            && !file.EndsWith(nameof(CitationTests) + ".cs", StringComparison.Ordinal))
        .Select(file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)));

    // For example "behaviour.md 5.5, 6.4" or "behaviour.md 17, row 39".
    private static IEnumerable<(string Path, string Document, string Section)> Cited(string path, Match match)
    {
        var document = match.Groups["document"].Value;
        return match.Groups["row"].Success
            ? [(path, document, $"{match.Groups["section"].Captures[0].Value}, row {match.Groups["row"].Value}")]
            : match.Groups["section"].Captures.Select(section => (path, document, section.Value));
    }

    private static bool Exists(string document, string section)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs/reference", document));
        var (number, row) = section.Split(", row ") is [var before, var after] ? (before, after) : (section, null);
        var start = Array.FindIndex(lines, line => Regex.IsMatch(line, $@"^#+ {Regex.Escape(number)}\.? "));
        return start >= 0 && (row is null || lines[(start + 1)..].TakeWhile(line => !line.StartsWith('#'))
            .Any(line => line.StartsWith($"| {row} |", StringComparison.Ordinal)));
    }

    [GeneratedRegex(
        @"(?<document>behaviour\.md|contract-delta\.md) (?<section>\d+(?:\.\d+)?)(?:, row '?(?<row>\d+|[^'\n]+)'?|(?:, (?<section>\d+(?:\.\d+)?))*)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Citation();

    [GeneratedRegex(@"docs/adr/(?<number>\d{4})", RegexOptions.ExplicitCapture)]
    private static partial Regex Decision();

    [GeneratedRegex(@"(?<name>[a-z][a-z-]+\.md)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Document();
}
