using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Validation;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains conditions on fields. Knows the options of the fields, so that a sentence can name their labels.</summary>
internal sealed class FieldExplanation
{
    private readonly IReadOnlyDictionary<string, Field> fields;

    /// <param name="db">The database.</param>
    /// <param name="domain">The domain of the fields.</param>
    /// <param name="conditions">The conditions to explain.</param>
    public FieldExplanation(CasesDbContext db, Domain domain, IEnumerable<FieldCondition> conditions) =>
        fields = FieldLookup.Find(db, domain, "The filter", conditions.Select(condition => condition.Field.FieldId), withOptions: true);

    /// <param name="path">The member of the request.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="met">Whether the database says that the condition holds.</param>
    /// <param name="actual">The value that the case or the item has, or null.</param>
    public ConditionExplanation Explain(string path, FieldCondition condition, bool met, FieldValueUnion? actual) => new(
        path,
        met,
        MemberPath.FromPropertyPath($"{condition.Comparison}"),
        $"{Sentence(condition, met, actual)}{AboutCase(condition, met, actual)}{AboutOptions(condition, actual)}",
        new(condition.Field.FieldId, condition.Field.Name),
        Expected: Plain.Json(condition.Value),
        Actual: Plain.Json(actual));

    private static string Sentence(FieldCondition condition, bool met, FieldValueUnion? actual)
    {
        var field = $"the field {condition.Field.Label}";
        return (condition.Value, actual) switch
        {
            (null, null) => $"The filter expects no value. T{field[1..]} has no value.",
            (null, _) => $"The filter expects no value. T{field[1..]} has the value {Plain.Text(actual)}.",
            (_, null) => $"T{field[1..]} has no value. The filter needs a value that {Expectation(condition)}.",
            _ when IsEquality(condition) && met => $"T{field[1..]} has the value {Plain.Text(actual)}.",
            _ when IsEquality(condition) => $"T{field[1..]} has the value {Plain.Text(actual)}, not {Plain.Text(condition.Value)}.",
            _ => $"The value {Plain.Text(actual)} of {field} {Verb(condition, met)} {Plain.Text(condition.Value)}.",
        };
    }

    // contains compares whole options.
    private static bool IsEquality(FieldCondition condition) => !condition.IsSubstring
        && condition.Comparison is Comparison.EqualTo or Comparison.Contains;

    private static string Expectation(FieldCondition condition) =>
        $"{(IsEquality(condition) ? "is" : Verb(condition, met: true))} {Plain.Text(condition.Value!)}";

    private static string Verb(FieldCondition condition, bool met) => condition.IsSubstring
        ? met ? "contains" : "does not contain"
        : $"is{(met ? "" : " not")} {Order(condition)}";

    private static string Order(FieldCondition condition) => (condition.Comparison, condition.Field.Type) switch
    {
        (Comparison.GreaterThan, FieldType.DateTime) => "later than",
        (Comparison.LessThan, FieldType.DateTime) => "earlier than",
        (Comparison.GreaterThan, _) => "greater than",
        (Comparison.LessThan, _) => "less than",
        (Comparison.GreaterThanOrEqualTo, _) => "greater than or equal to",
        _ => "less than or equal to",
    };

    private static string AboutCase(FieldCondition condition, bool met, FieldValueUnion? actual)
    {
        var (expected, found) = (TextOf(condition.Value), TextOf(actual));
        return expected is not null && found is not null && expected != found && IsEquality(condition)
            && FoldedText.Fold(expected) == FoldedText.Fold(found)
            ? met ? $" This is equal to {Plain.Quoted(expected)}, because letter case does not count." : " Letter case counts."
            : "";
    }

    private string AboutOptions(FieldCondition condition, FieldValueUnion? actual)
    {
        if (fields[condition.Field.FieldId] is not { Type: FieldType.SingleSelect } field)
        {
            return "";
        }

        var expected = TextOf(condition.Value);
        return string.Concat(new[] { TextOf(actual), expected }.OfType<string>().Distinct().Select(value =>
            field.Options.Find(option => option.Value == value) is { } option
                ? $" {Plain.Quoted(value)} is the option {option.Name}."
                : value == expected ? ExplainMissing(field, value) : ""));
    }

    private static string ExplainMissing(Field field, string value)
    {
        var (problem, hint) = field.ExplainMissingOption(value, canBeInactive: true);
        return $" {problem} {hint}";
    }

    private static string? TextOf(FieldValueUnion? value) => value?.StringValue ?? value?.UserArnValue;
}
