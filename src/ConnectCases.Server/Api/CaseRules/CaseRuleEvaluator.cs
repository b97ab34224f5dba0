using ConnectCases.Api.Fields;

namespace ConnectCases.Api.CaseRules;

/// <summary>A case rule and the field that the rule applies to.</summary>
internal sealed record BoundRule(string Label, CaseRuleDetails Rule, string FieldId)
{
    /// <summary>
    /// Returns the rule with its field. In a field options rule, <c>childFieldId</c> overrides the field of the binding. Returns
    /// null if neither the rule nor the binding names a field, because such a rule has no effect.
    /// </summary>
    public static BoundRule? Of(CaseRule rule, string? fieldId)
    {
        var details = rule.ReadDetails();
        return (details.FieldOptions?.ChildFieldId ?? fieldId) is { } target ? new(rule.Label, details, target) : null;
    }
}

/// <summary>An option that a field options rule does not allow for the value of the parent field.</summary>
internal sealed record ForbiddenOption(
    string RuleLabel, string FieldId, string Value, string ParentValue, IReadOnlyList<string> Allowed);

/// <summary>The result of the rules of a template for one set of values.</summary>
/// <param name="Required">The required fields, each with the label of the rule that requires the field.</param>
/// <param name="Hidden">The hidden fields.</param>
/// <param name="Forbidden">The options that the rules do not allow.</param>
internal sealed record RuleOutcome(
    IReadOnlyDictionary<string, string> Required, IReadOnlySet<string> Hidden, IReadOnlyList<ForbiddenOption> Forbidden);

/// <summary>Evaluates case rules (behaviour.md 6.4). The outcome depends only on the rules and the values.</summary>
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
                case { FieldOptions: { } rule } when FindForbidden(bound, rule, values) is { } option:
                    forbidden.Add(option);
                    break;
            }
        }

        return new(required, hidden, forbidden);
    }

    /// <summary>Returns the result of the first condition that holds and has a result, or the default value.</summary>
    private static bool Decide(DecisionRule rule, IReadOnlyDictionary<string, FieldValueUnion> values) =>
        rule.Conditions!.Where(condition => Holds(condition, values)).Select(ResultOf)
            .FirstOrDefault(result => result is not null) ?? rule.DefaultValue!.Value;

    // All leaves of a compound condition have the same result. A compound condition without leaves has no result.
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
            _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
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
            _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
        };
    }

    private static ForbiddenOption? FindForbidden(
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
