using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Api.CaseRules;

/// <summary>What case rules say of fields, checked when a rule is written (behaviour.md 6.3).</summary>
internal static class CaseRuleChecks
{
    private const int MaxConditions = 5;
    private const int MaxDepth = 2;

    /// <summary>The rule in the form in which it is kept: its operands as values are kept.</summary>
    /// <exception cref="ValidationException">It names what does not exist or does not fit, or has too many conditions.</exception>
    public static CaseRuleDetails Check(CasesDbContext db, Domain domain, CaseRuleDetails rule)
    {
        var fields = FieldLookup.FindLive(db, domain, "rule", FieldIds(rule), withOptions: true);
        return rule switch
        {
            { Required: { } required } => new(Required: required with { Conditions = Check(fields, required.Conditions!) }),
            { Hidden: { } hidden } => new(Hidden: hidden with { Conditions = Check(fields, hidden.Conditions!) }),
            { FieldOptions: { } mappings } => new(FieldOptions: Check(fields, mappings)),
            _ => throw new InvalidOperationException("A union always has one member set."),
        };
    }

    /// <summary>Why a template cannot bind the rule to the field, or to none; null if it can.</summary>
    public static string? ObstacleToBinding(CaseRuleDetails rule, Field? field) => (rule.FieldOptions, field) switch
    {
        ({ ChildFieldId: not null }, null) => null,
        (_, null) => "bound without a fieldId, and naming no childFieldId, it governs no field",
        ({ ChildFieldId: { } childId, ParentFieldId: var parentId }, _) when field.FieldId != childId && field.FieldId != parentId =>
            $"the field {field.Label} is neither its parent nor its child",
        ({ ChildFieldId: null, ParentChildFieldOptionsMappings: { } mappings }, _) =>
            ObstacleToOptions(field, mappings.SelectMany(mapping => mapping.ChildFieldOptionValues!)),
        _ => null,
    };

    /// <summary>A live rule that has the field as operand, parent or child.</summary>
    public static CaseRule? FindUse(CasesDbContext db, Domain domain, string fieldId) =>
        db.CaseRules.Of(domain).AsEnumerable().FirstOrDefault(rule => FieldIds(rule.ReadDetails()).Contains(fieldId));

    private static IEnumerable<string> FieldIds(CaseRuleDetails rule) => rule.FieldOptions is { } mappings
        ? new[] { mappings.ParentFieldId, mappings.ChildFieldId }.OfType<string>()
        : Leaves(rule.Decision!.Conditions!).Select(leaf => leaf.Operands!.OperandOne!.FieldId!);

    private static IEnumerable<BooleanCondition> Leaves(IEnumerable<BooleanCondition> conditions) =>
        conditions.SelectMany(condition => condition.Compound is { } compound ? Leaves(compound.Conditions!) : [condition]);

    private static List<BooleanCondition> Check(
        IReadOnlyDictionary<string, Field> fields, IReadOnlyList<BooleanCondition> conditions)
    {
        var count = Leaves(conditions).Count();
        if (count > MaxConditions)
        {
            throw new ValidationException($"rule has {count} conditions; it can have {MaxConditions}.");
        }

        if (conditions.Any(condition => Depth(condition) > MaxDepth))
        {
            throw new ValidationException($"rule has conditions nested deeper than {MaxDepth} levels.");
        }

        foreach (var compound in conditions.Where(condition => condition.Compound is not null))
        {
            EnsureOneResult(compound);
        }

        return [.. conditions.Select(condition => Normalize(fields, condition))];
    }

    private static int Depth(BooleanCondition condition) => condition.Compound is { } compound
        ? 1 + compound.Conditions!.Select(Depth).DefaultIfEmpty(0).Max()
        : 0;

    // A compound condition has no result of its own (behaviour.md 17, row 27).
    private static void EnsureOneResult(BooleanCondition compound)
    {
        var results = Leaves([compound]).Select(leaf => leaf.Operands!.Result).Distinct().Count();
        if (results > 1)
        {
            throw new ValidationException("rule has an andAll or orAll whose conditions differ in their result; it has no result but theirs.");
        }
    }

    private static BooleanCondition Normalize(IReadOnlyDictionary<string, Field> fields, BooleanCondition condition) =>
        condition switch
        {
            { EqualTo: { } operands } => new(EqualTo: Normalize(fields, operands)),
            { NotEqualTo: { } operands } => new(NotEqualTo: Normalize(fields, operands)),
            { AndAll: { } compound } => new(AndAll: Normalize(fields, compound)),
            { OrAll: { } compound } => new(OrAll: Normalize(fields, compound)),
            _ => throw new InvalidOperationException("A union always has one member set."),
        };

    private static CompoundCondition Normalize(IReadOnlyDictionary<string, Field> fields, CompoundCondition compound) =>
        new([.. compound.Conditions!.Select(condition => Normalize(fields, condition))]);

    private static BooleanOperands Normalize(IReadOnlyDictionary<string, Field> fields, BooleanOperands operands)
    {
        var field = fields[operands.OperandOne!.FieldId!];
        var value = field.NormalizeOperand(operands.OperandTwo! switch
        {
            // The operand has no member for users.
            { StringValue: { } text } when field.Type == FieldType.User => new(UserArnValue: text),
            { StringValue: { } text } => new(text),
            { BooleanValue: { } truth } => new(BooleanValue: truth),
            { DoubleValue: { } number } => new(DoubleValue: number),
            _ => FieldValueUnion.Empty,
        });
        if (field.Type == FieldType.SingleSelect && value.StringValue is { } option
            && ObstacleToOption(field, option) is { } obstacle)
        {
            throw new ValidationException($"rule has an operand that cannot be: {obstacle}.");
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
                $"rule.fieldOptions maps the parent option value '{orphan}', but names no parentFieldId that could have it.");
        }

        if (rule.ChildFieldId is { } childId)
        {
            CheckOptions(fields[childId], mappings.SelectMany(mapping => mapping.ChildFieldOptionValues!));
        }

        if (rule.ParentFieldId is not null && rule.ParentFieldId == rule.ChildFieldId)
        {
            throw new ValidationException("rule.fieldOptions names the same field as parentFieldId and childFieldId.");
        }

        return mappings.GroupBy(mapping => mapping.ParentFieldOptionValue).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ValidationException($"rule.fieldOptions maps the parent option value '{twice.Key}' twice.")
            : rule;
    }

    private static void CheckOptions(Field field, IEnumerable<string> values)
    {
        if (ObstacleToOptions(field, values) is { } obstacle)
        {
            throw new ValidationException($"rule.fieldOptions cannot be: {obstacle}.");
        }
    }

    // An empty value stands for "not set".
    private static string? ObstacleToOptions(Field field, IEnumerable<string> values) => field.Type == FieldType.SingleSelect
        ? values.Where(value => value.Length > 0).Select(value => ObstacleToOption(field, value)).FirstOrDefault(why => why is not null)
        : $"field {field.Label} is of type {field.Type}, and only SingleSelect fields have options";

    private static string? ObstacleToOption(Field field, string value) => field.Options.Exists(option => option.Value == value)
        ? null
        : $"field {field.Label} has no option with the value '{value}'; an option is given by its value, not its name";
}
