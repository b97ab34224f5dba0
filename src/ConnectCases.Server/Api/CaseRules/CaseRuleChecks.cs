using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.CaseRules;

/// <summary>Validates case rules and their bindings to fields when a request writes them (behaviour.md 6.3).</summary>
internal static class CaseRuleChecks
{
    private const int MaxConditions = 5;
    private const int MaxDepth = 2;

    /// <summary>Validates a rule. Returns the rule with all operands in the stored form of values.</summary>
    /// <exception cref="ValidationException">
    /// A field or an option does not exist, an operand does not fit its field, or the rule has too many conditions.
    /// </exception>
    public static CaseRuleDetails Check(CasesDbContext db, Domain domain, CaseRuleDetails rule, ArnFormMode arnForms)
    {
        var fields = FieldLookup.FindLive(db, domain, "rule", FieldIds(rule), withOptions: true);
        return rule switch
        {
            { Required: { } required } => new(Required: required with { Conditions = Check(fields, required.Conditions!, arnForms) }),
            { Hidden: { } hidden } => new(Hidden: hidden with { Conditions = Check(fields, hidden.Conditions!, arnForms) }),
            { FieldOptions: { } mappings } => new(FieldOptions: Check(fields, mappings)),
            _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
        };
    }

    /// <summary>Returns the reason why a template cannot bind the rule to the field, or null if the binding is valid.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="field">The field of the binding, or null if the binding has no field.</param>
    public static string? FindBindingError(CaseRuleDetails rule, Field? field) => (rule.FieldOptions, field) switch
    {
        ({ ChildFieldId: not null }, null) => null,
        (_, null) => "the rule has no childFieldId, so the binding needs a fieldId",
        ({ ChildFieldId: { } childId, ParentFieldId: var parentId }, _)
            when field.FieldId != childId && field.FieldId != parentId =>
            $"the field {field.Label} is neither the parent field nor the child field of the rule",
        ({ ChildFieldId: null, ParentChildFieldOptionsMappings: { } mappings }, _) =>
            FindOptionsError(field, mappings.SelectMany(mapping => mapping.ChildFieldOptionValues!)) is { } error
                ? $"{error.Problem} {error.Hint}".TrimEnd('.')
                : null,
        _ => null,
    };

    /// <summary>Returns a live rule that uses the field as operand, parent field or child field, or null.</summary>
    public static CaseRule? FindUse(CasesDbContext db, Domain domain, string fieldId) =>
        db.CaseRules.Of(domain).AsEnumerable().FirstOrDefault(rule => FieldIds(rule.ReadDetails()).Contains(fieldId));

    private static IEnumerable<string> FieldIds(CaseRuleDetails rule) => rule.FieldOptions is { } mappings
        ? new[] { mappings.ParentFieldId, mappings.ChildFieldId }.OfType<string>()
        : Leaves(rule.Decision!.Conditions!).Select(leaf => leaf.Operands!.OperandOne!.FieldId!);

    private static IEnumerable<BooleanCondition> Leaves(IEnumerable<BooleanCondition> conditions) =>
        conditions.SelectMany(condition => condition.Compound is { } compound ? Leaves(compound.Conditions!) : [condition]);

    private static List<BooleanCondition> Check(
        IReadOnlyDictionary<string, Field> fields, IReadOnlyList<BooleanCondition> conditions, ArnFormMode arnForms)
    {
        var count = Leaves(conditions).Count();
        if (count > MaxConditions)
        {
            throw new ValidationException(
                Refusal.CaseRuleConditions,
                $"rule has {count} conditions. The maximum is {MaxConditions}.",
                hint: $"Split the rule into several rules, and bind all of them to the template.");
        }

        if (conditions.Any(condition => Depth(condition) > MaxDepth))
        {
            throw new ValidationException(
                Refusal.CaseRuleConditions,
                $"rule has conditions nested deeper than {MaxDepth} levels.",
                hint: $"Put comparisons directly into the inner andAll or orAll.");
        }

        foreach (var compound in conditions.Where(condition => condition.Compound is not null))
        {
            EnsureOneResult(compound);
        }

        foreach (var operands in Leaves(conditions).Select(leaf => leaf.Operands!))
        {
            var field = fields[operands.OperandOne!.FieldId!];
            field.EnsureArnForm(new(operands.OperandTwo!.StringValue), arnForms);
        }

        return [.. conditions.Select(condition => Normalize(fields, condition))];
    }

    private static int Depth(BooleanCondition condition) => condition.Compound is { } compound
        ? 1 + compound.Conditions!.Select(Depth).DefaultIfEmpty(0).Max()
        : 0;

    // Requires that all conditions inside a compound condition have the same result. A compound condition has no result member
    // (behaviour.md 17, row 27).
    private static void EnsureOneResult(BooleanCondition compound)
    {
        var results = Leaves([compound]).Select(leaf => leaf.Operands!.Result).Distinct().Count();
        if (results > 1)
        {
            throw new ValidationException(
                Refusal.CaseRuleConditions,
                $"rule has an andAll or orAll whose conditions have different results. "
                + $"All of these conditions must have the same result.",
                hint: $"Set the same result in each condition of the andAll or orAll.");
        }
    }

    private static BooleanCondition Normalize(IReadOnlyDictionary<string, Field> fields, BooleanCondition condition) =>
        condition switch
        {
            { EqualTo: { } operands } => new(EqualTo: Normalize(fields, operands)),
            { NotEqualTo: { } operands } => new(NotEqualTo: Normalize(fields, operands)),
            { AndAll: { } compound } => new(AndAll: Normalize(fields, compound)),
            { OrAll: { } compound } => new(OrAll: Normalize(fields, compound)),
            _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
        };

    private static CompoundCondition Normalize(IReadOnlyDictionary<string, Field> fields, CompoundCondition compound) =>
        new([.. compound.Conditions!.Select(condition => Normalize(fields, condition))]);

    private static BooleanOperands Normalize(IReadOnlyDictionary<string, Field> fields, BooleanOperands operands)
    {
        var field = fields[operands.OperandOne!.FieldId!];
        var value = field.NormalizeOperand(operands.OperandTwo! switch
        {
            // An operand has no member for user ARNs, so callers send a string.
            { StringValue: { } text } when field.Type == FieldType.User => new(UserArnValue: text),
            { StringValue: { } text } => new(text),
            { BooleanValue: { } truth } => new(BooleanValue: truth),
            { DoubleValue: { } number } => new(DoubleValue: number),
            _ => FieldValueUnion.Empty,
        });
        if (field.Type == FieldType.SingleSelect && value.StringValue is { } option
            && FindOptionError(field, option) is { Problem: var problem, Hint: var hint })
        {
            throw new ValidationException(
                Refusal.CaseRuleOperand,
                ErrorText.Whole($"rule has an invalid operand. {problem}"),
                ErrorText.Whole(hint),
                hintInMessage: true)
            {
                Member = "rule",
                Actual = option,
            };
        }

        return value.StringValue is { } normalized
            ? operands with { OperandTwo = new(normalized) }
            : operands;
    }

    private static FieldOptionsCaseRule Check(IReadOnlyDictionary<string, Field> fields, FieldOptionsCaseRule rule)
    {
        var mappings = rule.ParentChildFieldOptionsMappings!;
        var parentValues = mappings.Select(mapping => mapping.ParentFieldOptionValue!);
        if (rule.ParentFieldId is { } parentId)
        {
            CheckOptions(fields[parentId], parentValues);
        }
        else if (parentValues.FirstOrDefault(value => value.Length > 0) is { } orphan)
        {
            throw new ValidationException(
                Refusal.CaseRuleOptions,
                $"rule.fieldOptions has the parent option value '{orphan}', but no parentFieldId.",
                $"Set parentFieldId or use an empty parent value.",
                hintInMessage: true);
        }

        if (rule.ChildFieldId is { } childId)
        {
            CheckOptions(fields[childId], mappings.SelectMany(mapping => mapping.ChildFieldOptionValues!));
        }

        if (rule.ParentFieldId is not null && rule.ParentFieldId == rule.ChildFieldId)
        {
            throw new ValidationException(
                Refusal.CaseRuleOptions,
                $"rule.fieldOptions has the same field as parentFieldId and childFieldId. The fields must be different.",
                hint: $"Set childFieldId to the field whose options depend on the parent field.");
        }

        return mappings.GroupBy(mapping => mapping.ParentFieldOptionValue).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ValidationException(
                Refusal.CaseRuleOptions,
                $"rule.fieldOptions maps the parent option value '{twice.Key}' twice.",
                hint: $"Put all child values of this parent value into one mapping.")
            : rule;
    }

    private static void CheckOptions(Field field, IEnumerable<string> values)
    {
        if (FindOptionsError(field, values) is { Problem: var problem, Hint: var hint })
        {
            throw new ValidationException(
                Refusal.CaseRuleOptions,
                ErrorText.Whole($"rule.fieldOptions is invalid. {problem}"),
                ErrorText.Whole(hint),
                hintInMessage: true);
        }
    }

    // An empty string means that the field has no value. An empty string does not have to be an option.
    private static (string Problem, string Hint)? FindOptionsError(Field field, IEnumerable<string> values) =>
        field.Type == FieldType.SingleSelect
            ? values.Where(value => value.Length > 0).Select(value => FindOptionError(field, value))
                .FirstOrDefault(error => error is not null)
            : ($"Field {field.Label} is of type {field.Type}.", "Only SingleSelect fields have options.");

    private static (string Problem, string Hint)? FindOptionError(Field field, string value) =>
        field.Options.Exists(option => option.Value == value) ? null : field.ExplainMissingOption(value, canBeInactive: true);
}
