using ConnectCases.Api.Fields;

namespace ConnectCases.Api.CaseRules;

/// <summary>A case rule with the field that it governs.</summary>
internal sealed record BoundRule(string Label, CaseRuleDetails Rule, string FieldId)
{
    /// <summary>
    /// The rule as a template binds it. A field options rule may name the field itself; one that does not, bound without a
    /// field, governs nothing.
    /// </summary>
    public static BoundRule? Of(CaseRule rule, string? fieldId)
    {
        var details = rule.ReadDetails();
        return (details.FieldOptions?.ChildFieldId ?? fieldId) is { } governed ? new(rule.Label, details, governed) : null;
    }
}

/// <summary>A value that a field options rule does not allow beside that of its parent.</summary>
internal sealed record ForbiddenOption(
    string RuleLabel, string FieldId, string Value, string ParentValue, IReadOnlyList<string> Allowed);

/// <summary>What the rules of a template say of one set of values; a required field comes with the label of its rule.</summary>
internal sealed record RuleOutcome(
    IReadOnlyDictionary<string, string> Required, IReadOnlySet<string> Hidden, IReadOnlyList<ForbiddenOption> Forbidden);

/// <summary>Evaluates case rules (behaviour.md 6.4): nothing but rules and values in, nothing but the outcome out.</summary>
internal static class CaseRuleEvaluator
{
    public static RuleOutcome Evaluate(
        IEnumerable<BoundRule> rules, IReadOnlyDictionary<string, FieldValueUnion> values)
    {
        var required = new Dictionary<string, string>();
        var hidden = new HashSet<string>();
        var forbidden = new List<ForbiddenOption>();
        foreach (var bound in rules)
        {
            switch (bound.Rule)
            {
                case { Required: { } rule } when Decide(rule, values):
                    required.TryAdd(bound.FieldId, bound.Label);
                    break;
                case { Hidden: { } rule } when Decide(rule, values):
                    hidden.Add(bound.FieldId);
                    break;
                case { FieldOptions: { } rule } when Forbids(bound, rule, values) is { } refused:
                    forbidden.Add(refused);
                    break;
            }
        }

        return new(required, hidden, forbidden);
    }

    /// <summary>The result of the first condition that holds, or the default.</summary>
    private static bool Decide(DecisionRule rule, IReadOnlyDictionary<string, FieldValueUnion> values) =>
        rule.Conditions!.Where(condition => Holds(condition, values)).Select(ResultOf)
            .FirstOrDefault(result => result is not null) ?? rule.DefaultValue!.Value;

    // The leaves of a compound condition all have the same result; one without leaves has none, and decides nothing.
    private static bool? ResultOf(BooleanCondition condition) => condition.Compound is { } compound
        ? compound.Conditions!.Select(ResultOf).FirstOrDefault(result => result is not null)
        : condition.Operands!.Result;

    private static bool Holds(BooleanCondition condition, IReadOnlyDictionary<string, FieldValueUnion> values) =>
        condition switch
        {
            { EqualTo: { } operands } => Equal(operands, values),
            { NotEqualTo: { } operands } => !Equal(operands, values),
            { AndAll: { } compound } => compound.Conditions!.All(each => Holds(each, values)),
            { OrAll: { } compound } => compound.Conditions!.Any(each => Holds(each, values)),
            _ => throw new InvalidOperationException("A union always has one member set."),
        };

    private static bool Equal(BooleanOperands operands, IReadOnlyDictionary<string, FieldValueUnion> values)
    {
        var value = values.GetValueOrDefault(operands.OperandOne!.FieldId!);
        return operands.OperandTwo switch
        {
            { EmptyValue: not null } => value is null,
            { StringValue: { } text } => (value?.StringValue ?? value?.UserArnValue) == text,
            { DoubleValue: { } number } => value?.DoubleValue == number,
            { BooleanValue: { } truth } => value?.BooleanValue == truth,
            _ => throw new InvalidOperationException("A union always has one member set."),
        };
    }

    private static ForbiddenOption? Forbids(
        BoundRule bound, FieldOptionsCaseRule rule, IReadOnlyDictionary<string, FieldValueUnion> values)
    {
        var parentValue = rule.ParentFieldId is { } parentId ? values.GetValueOrDefault(parentId)?.StringValue : null;
        var mapping = rule.ParentChildFieldOptionsMappings!
            .FirstOrDefault(mapping => mapping.ParentFieldOptionValue == (parentValue ?? ""));
        return mapping is not null
            && values.GetValueOrDefault(bound.FieldId)?.StringValue is { } value
            && !mapping.ChildFieldOptionValues!.Contains(value)
            ? new(bound.Label, bound.FieldId, value, parentValue ?? "", mapping.ChildFieldOptionValues!)
            : null;
    }
}
