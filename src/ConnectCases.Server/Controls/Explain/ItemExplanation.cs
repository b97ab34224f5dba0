using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains the conditions of a search for one related item. The database evaluates the predicates of the search.</summary>
internal sealed class ItemExplanation
{
    private readonly CasesDbContext db;
    private readonly RelatedItem item;
    private readonly Dictionary<string, FieldValueUnion> values;
    private readonly FieldExplanation fields;

    public ItemExplanation(CasesDbContext db, Domain domain, RelatedItem item, IEnumerable<RelatedItemCondition> conditions)
    {
        (this.db, this.item) = (db, item);
        values = (item.ReadContent().Custom?.Fields ?? []).ToDictionary(value => value.Id!, value => value.Value!);
        fields = new(db, domain, conditions.SelectMany(FieldsOf));
    }

    /// <summary>Explains one filter. Its conditions must all hold.</summary>
    public ConditionExplanation ExplainFilter(AllItemCondition filter)
    {
        var explained = Explain(filter);
        return explained.Met ? explained : explained with { Explanation = Group.FirstUnmet(explained.Conditions!) };
    }

    private ConditionExplanation Explain(RelatedItemCondition condition)
    {
        var sequence = item.Sequence;
        var met = db.RelatedItems.Where(row => row.Sequence == sequence).Any(condition.ToPredicate());
        return condition switch
        {
            TypeItemCondition type => Explain(
                condition, met, "type", WireEnum<RelatedItemType>.NameOf(type.Type), WireEnum<RelatedItemType>.NameOf(item.Type)),
            TargetItemCondition target => Explain(condition, met, "equalTo", target.Target, item.Target),
            SlaStatusItemCondition status => Explain(
                condition, met, "equalTo", WireEnum<SlaStatus>.NameOf(status.Status), StatusOf(item)),
            ChannelItemCondition channel => ExplainChannel(channel, met),
            FieldItemCondition { Condition: var field } =>
                fields.Explain(condition.Path, field, met, values.GetValueOrDefault(field.Field.FieldId)),
            NotItemCondition not => Group.Not(condition.Path, met, Explain(not.Condition)),
            AllItemCondition all => Group.All(condition.Path, met, [.. all.Conditions.Select(Explain)]),
            AnyItemCondition any => Group.Any(condition.Path, met, [.. any.Conditions.Select(Explain)]),
            _ => throw new InvalidOperationException($"A condition of type {condition.GetType().Name} has no explanation."),
        };
    }

    private static IEnumerable<FieldCondition> FieldsOf(RelatedItemCondition condition) => condition switch
    {
        FieldItemCondition { Condition: var field } => [field],
        NotItemCondition { Condition: var inner } => FieldsOf(inner),
        AllItemCondition { Conditions: var parts } => parts.SelectMany(FieldsOf),
        AnyItemCondition { Conditions: var parts } => parts.SelectMany(FieldsOf),
        _ => [],
    };

    private static string? StatusOf(RelatedItem item) => item.SlaStatus is { } status ? WireEnum<SlaStatus>.NameOf(status) : null;

    private static ConditionExplanation Explain(
        RelatedItemCondition condition, bool met, string comparison, string expected, string? actual)
    {
        var subject = comparison == "type" ? "type" : Attribute(condition);
        return new(condition.Path, met, comparison, Sentence(subject, met, expected, actual), Expected: Plain.Json(expected), Actual: Plain.Json(actual));
    }

    private ConditionExplanation ExplainChannel(ChannelItemCondition condition, bool met)
    {
        var sentence = item.Channel is null
            ? "The item has no channel."
            : $"The item has the channel {Plain.Quoted(item.Channel)}"
                + (met ? "." : $". The filter has only {Plain.Join(condition.Channels)}.");
        return new(
            condition.Path, met, "in", sentence, Expected: Plain.Json(condition.Channels), Actual: Plain.Json(item.Channel));
    }

    private static string Sentence(string subject, bool met, string expected, string? actual) => (met, actual) switch
    {
        (_, null) => $"The item has no {subject}. The filter needs {Plain.Quoted(expected)}.",
        (true, _) => $"The item has the {subject} {Plain.Quoted(actual)}.",
        (false, _) => $"The item has the {subject} {Plain.Quoted(actual)}, not {Plain.Quoted(expected)}.",
    };

    /// <summary>Returns the last name of a path: <c>contactArn</c>.</summary>
    private static string Attribute(RelatedItemCondition condition) => condition.Path[(condition.Path.LastIndexOf('.') + 1)..];
}
