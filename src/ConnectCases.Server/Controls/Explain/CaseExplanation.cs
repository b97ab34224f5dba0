using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Explain;

/// <summary>
/// Explains the conditions of a search for one case. The database evaluates the same predicates as in a search. This class only puts
/// the result into words.
/// </summary>
internal sealed class CaseExplanation
{
    private readonly CasesDbContext db;
    private readonly Case @case;
    private readonly TimeSpan searchDelay;
    private readonly Dictionary<string, CaseValue> values;
    private readonly Dictionary<string, string> tags;
    private readonly FieldExplanation fields;
    private readonly WordExplanation words;

    public CaseExplanation(CasesDbContext db, CaseQuery query, Case @case, TimeSpan searchDelay)
    {
        (this.db, this.@case, this.searchDelay) = (db, @case, searchDelay);
        var key = @case.Key;
        values = db.CaseValues.Where(value => value.CaseKey == key).ToDictionary(value => value.FieldId);
        tags = db.CaseTags.Where(tag => tag.CaseKey == key).ToDictionary(tag => tag.Key, tag => tag.Value);
        fields = new(db, query.Domain, query.Conditions.SelectMany(FieldsOf));
        words = new(db, query.Domain, @case, values.Values);
    }

    public ConditionExplanation Explain(CaseCondition condition)
    {
        var key = @case.Key;
        var met = db.Cases.Where(row => row.Key == key).Any(condition.ToPredicate());
        return condition switch
        {
            FieldCaseCondition { Condition: var field } =>
                fields.Explain(condition.Path, field, met, values.GetValueOrDefault(field.Field.FieldId)?.ToUnion()),
            TagCaseCondition tag => Explain(tag, met),
            WordCaseCondition word => words.Explain(word, met),
            VisibleCaseCondition visible => Explain(visible, met),
            NotCaseCondition not => Group.Not(condition.Path, met, Explain(not.Condition)),
            AnyCaseCondition { Path: SearchTerm.Path } part => WordExplanation.ExplainPart(part, met, [.. part.Conditions.Select(Explain)]),
            AllCaseCondition all => Group.All(condition.Path, met, [.. all.Conditions.Select(Explain)]),
            AnyCaseCondition any => Group.Any(condition.Path, met, [.. any.Conditions.Select(Explain)]),
            _ => throw new InvalidOperationException($"A condition of type {condition.GetType().Name} has no explanation."),
        };
    }

    private static IEnumerable<FieldCondition> FieldsOf(CaseCondition condition) => condition switch
    {
        FieldCaseCondition { Condition: var field } => [field],
        NotCaseCondition { Condition: var inner } => FieldsOf(inner),
        AllCaseCondition { Conditions: var parts } => parts.SelectMany(FieldsOf),
        AnyCaseCondition { Conditions: var parts } => parts.SelectMany(FieldsOf),
        _ => [],
    };

    private ConditionExplanation Explain(TagCaseCondition condition, bool met)
    {
        var actual = tags.GetValueOrDefault(condition.Key);
        var tag = $"tag {Plain.Quoted(condition.Key)}";
        var explanation = (actual, condition.Value) switch
        {
            (null, _) => $"The case has no {tag}. "
                + (tags.Count == 0 ? "The case has no tags." : $"The case has the tags {Plain.Join(tags.Keys.Order(StringComparer.Ordinal))}."),
            (_, { } expected) when !met => $"The {tag} has the value {Plain.Quoted(actual)}, not {Plain.Quoted(expected)}.",
            _ => $"The {tag} has the value {Plain.Quoted(actual)}.",
        };
        return new(
            condition.Path,
            met,
            "equalTo",
            explanation,
            Tag: condition.Key,
            Expected: Plain.Json(condition.Value),
            Actual: Plain.Json(actual));
    }

    private ConditionExplanation Explain(VisibleCaseCondition condition, bool met)
    {
        var created = values.GetValueOrDefault(SystemFields.CreatedDateTime)?.Text;
        var visible = DateTimeOffset.TryParse(created, out var time) ? TimestampConverter.Format8601(time + searchDelay) : "then";
        return new(
            condition.Path,
            met,
            "lessThanOrEqualTo",
            $"The case was created at {created}. With the option {condition.Path}, searches find the case from {visible}.",
            new(SystemFields.CreatedDateTime, "Date/Time Opened"),
            Expected: Plain.Json(condition.Until),
            Actual: Plain.Json(created));
    }
}
