using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains the words and phrases of a search term.</summary>
/// <param name="db">The database.</param>
/// <param name="domain">The domain of the case.</param>
/// <param name="case">The case.</param>
/// <param name="values">The values of the case.</param>
internal sealed class WordExplanation(CasesDbContext db, Domain domain, Case @case, IReadOnlyCollection<CaseValue> values)
{
    private const string Operator = "searchTerm";
    private const int MaxWords = 2_000;
    private const int MaxLength = 50;

    // Most short words differ by a few letters only.
    private const int MinLength = 4;

    // Only explanations of words need these fields.
    private readonly Lazy<IReadOnlyDictionary<string, Field>> fields =
        new(() => FieldLookup.Find(db, domain, "The case", values.Select(value => value.FieldId)));

    public ConditionExplanation Explain(WordCaseCondition condition, bool met)
    {
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

    private string Found(string term, IReadOnlyList<string> foundIn)
    {
        var subject = IsPhrase(term) ? $"The phrase {Excerpt.Of(term)}"
            : IsWhole(term) ? $"The word {Plain.Quoted(term)}"
            : $"A word that begins with {Plain.Quoted(term)}";
        return $"{subject} is in the {(foundIn.Count == 1 ? "field" : "fields")} {Excerpt.List(foundIn.Select(Label))}.";
    }

    private string Label(string fieldId) => fields.Value[fieldId].Label;

    private string NotFound(string term)
    {
        if (IsPhrase(term))
        {
            return $"No value of the case has the phrase {Excerpt.Of(term)}. Its words must be complete and follow each other.";
        }

        var rule = IsWhole(term)
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
        var near = words.Count == 0 || term.Length < MinLength ? [] : NearestNames.Of(term, words.Select(word => word.Text));
        return words.Where(word => (term.Length > 1 && word.Text.Contains(term, StringComparison.Ordinal)) || near.Contains(word.Text))
            .Take(3).Select(word => $"{Plain.Quoted(word.Text)} in the field {Label(word.FieldId)}");
    }

    private static bool IsWhole(string term) => SearchWords.Split(term).ToList() is [{ IsWhole: true }];

    private static bool IsPhrase(string term) => term.StartsWith('"');
}
