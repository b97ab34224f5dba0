using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains the words and phrases of a search term.</summary>
/// <param name="db">The database.</param>
/// <param name="case">The case.</param>
/// <param name="values">The values of the case.</param>
internal sealed class WordExplanation(CasesDbContext db, Case @case, IReadOnlyCollection<CaseValue> values)
{
    private const string Operator = "searchTerm";
    private const int MaxWords = 2_000;
    private const int MaxLength = 50;

    public ConditionExplanation Explain(WordCaseCondition condition, bool met)
    {
        // Values without a match are not read from the index of words, so the database decides which values match.
        var key = @case.Key;
        IReadOnlyList<string> foundIn = met
            ? [.. db.CaseValues.Where(value => value.CaseKey == key).Where(condition.OnValue())
                .Select(value => value.FieldId).ToList().Order(StringComparer.Ordinal)]
            : [];
        return new(
            condition.Path,
            met,
            Operator,
            met ? Found(condition.Term, foundIn) : NotFound(condition.Term),
            Expected: Plain.Json(condition.Term),
            FoundIn: met ? foundIn : null);
    }

    /// <summary>Explains a part of a search term that is one word to its sender, but several words to a search.</summary>
    public static ConditionExplanation ExplainPart(
        AnyCaseCondition part, bool met, IReadOnlyList<ConditionExplanation> alternatives)
    {
        var term = part.Conditions.OfType<WordCaseCondition>().First().Term;
        return new(
            part.Path,
            met,
            Operator,
            met
                ? $"The case has {Plain.Quoted(term)}, as a whole or as separate words."
                : $"The case has {Plain.Quoted(term)} neither as a whole nor as separate words.",
            Expected: Plain.Json(term),
            Conditions: alternatives);
    }

    private static string Found(string term, IReadOnlyList<string> foundIn) => IsPhrase(term)
        ? $"The phrase {term} is in the {Fields(foundIn)}."
        : $"A word that begins with or is {Plain.Quoted(term)} is in the {Fields(foundIn)}.";

    private static string Fields(IReadOnlyList<string> ids) => $"{(ids.Count == 1 ? "field" : "fields")} {Plain.Join(ids)}";

    private string NotFound(string term)
    {
        if (IsPhrase(term))
        {
            return $"No value of the case has the phrase {term}. Its words must be complete and follow each other.";
        }

        var rule = SearchWords.Split(term).ToList() is [{ IsWhole: true }]
            ? " Numbers, ids, ARNs and dates match only as a whole."
            : "";
        var similar = Similar(term).ToList();
        return $"No value of the case has a word that begins with {Plain.Quoted(term)}.{rule}"
            + (similar.Count == 0 ? "" : $" Similar words of the case: {string.Join(", ", similar)}.");
    }

    /// <summary>Returns words of the case that contain the term or differ by a few letters, each with its field.</summary>
    private IEnumerable<string> Similar(string term)
    {
        var words = values
            .SelectMany(value => SearchWords.Split(value.Folded).Select(word => (word.Text, value.FieldId)))
            .Where(word => word.Text.Length <= MaxLength).DistinctBy(word => word.Text).Take(MaxWords).ToList();
        var near = words.Count == 0 ? [] : NearestNames.Of(term, words.Select(word => word.Text));
        return words.Where(word => word.Text.Contains(term, StringComparison.Ordinal) || near.Contains(word.Text))
            .Take(3).Select(word => $"{Plain.Quoted(word.Text)} in the field '{word.FieldId}'");
    }

    private static bool IsPhrase(string term) => term.StartsWith('"');
}
