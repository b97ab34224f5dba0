using System.Text.RegularExpressions;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.CaseRules;

internal sealed class CreateCaseRuleValidator : ContractValidator<CreateCaseRuleRequest>
{
    public CreateCaseRuleValidator()
    {
        RuleFor(request => request.Name).NotNull().ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Rule).NotNull().OneMember().SetValidator(new CaseRuleDetailsValidator()!);
    }
}

internal sealed class UpdateCaseRuleValidator : ContractValidator<UpdateCaseRuleRequest>
{
    public UpdateCaseRuleValidator()
    {
        RuleFor(request => request.Name).ResourceName();
        RuleFor(request => request.Description).Description();
        RuleFor(request => request.Rule).OneMember().SetValidator(new CaseRuleDetailsValidator()!);
    }
}

internal sealed class CaseRuleDetailsValidator : ContractValidator<CaseRuleDetails>
{
    public CaseRuleDetailsValidator()
    {
        RuleFor(rule => rule.Required).SetValidator(new RequiredCaseRuleValidator()!);
        RuleFor(rule => rule.FieldOptions).SetValidator(new FieldOptionsCaseRuleValidator()!);
        RuleFor(rule => rule.Hidden).SetValidator(new HiddenCaseRuleValidator()!);
    }
}

internal sealed class RequiredCaseRuleValidator : ContractValidator<RequiredCaseRule>
{
    public RequiredCaseRuleValidator() => this.ForDecision();
}

internal sealed class HiddenCaseRuleValidator : ContractValidator<HiddenCaseRule>
{
    public HiddenCaseRuleValidator() => this.ForDecision();
}

internal sealed class BooleanConditionValidator : ContractValidator<BooleanCondition>
{
    public BooleanConditionValidator()
    {
        var operands = new BooleanOperandsValidator();
        var compound = new CompoundConditionValidator(this);
        RuleFor(condition => condition.EqualTo).SetValidator(operands!);
        RuleFor(condition => condition.NotEqualTo).SetValidator(operands!);
        RuleFor(condition => condition.AndAll).SetValidator(compound!);
        RuleFor(condition => condition.OrAll).SetValidator(compound!);
    }
}

internal sealed class CompoundConditionValidator : ContractValidator<CompoundCondition>
{
    public CompoundConditionValidator()
        : this(new BooleanConditionValidator())
    {
    }

    public CompoundConditionValidator(BooleanConditionValidator each)
    {
        RuleFor(compound => compound.Conditions).NotNull().Size(0, 100);
        RuleForEach(compound => compound.Conditions).NotNull().OneMember().SetValidator(each);
    }
}

internal sealed class BooleanOperandsValidator : ContractValidator<BooleanOperands>
{
    public BooleanOperandsValidator()
    {
        RuleFor(operands => operands.OperandOne).NotNull().OneMember().SetValidator(new OperandOneValidator()!);
        RuleFor(operands => operands.OperandTwo).NotNull().OneMember().SetValidator(new OperandTwoValidator()!);
        RuleFor(operands => operands.Result).NotNull();
    }
}

internal sealed class OperandOneValidator : ContractValidator<OperandOne>
{
    public OperandOneValidator() => RuleFor(operand => operand.FieldId).Identifier();
}

internal sealed class OperandTwoValidator : ContractValidator<OperandTwo>
{
    public OperandTwoValidator()
    {
        RuleFor(operand => operand.StringValue).TextLength(1, 1_500);
        RuleFor(operand => operand.DoubleValue).Finite();
    }
}

internal sealed class FieldOptionsCaseRuleValidator : ContractValidator<FieldOptionsCaseRule>
{
    public FieldOptionsCaseRuleValidator()
    {
        RuleFor(rule => rule.ParentFieldId).Identifier();
        RuleFor(rule => rule.ChildFieldId).Identifier();
        RuleFor(rule => rule.ParentChildFieldOptionsMappings).NotNull().Size(1, 200);
        RuleForEach(rule => rule.ParentChildFieldOptionsMappings).NotNull()
            .SetValidator(new ParentChildFieldOptionsMappingValidator());
    }
}

internal sealed partial class ParentChildFieldOptionsMappingValidator : ContractValidator<ParentChildFieldOptionsMapping>
{
    public ParentChildFieldOptionsMappingValidator()
    {
        RuleFor(mapping => mapping.ParentFieldOptionValue).NotNull().MaximumLength(100).Pattern(OptionValue());
        RuleFor(mapping => mapping.ChildFieldOptionValues).NotNull().Size(0, 1_500);
        RuleForEach(mapping => mapping.ChildFieldOptionValues).NotNull().MaximumLength(100).Pattern(OptionValue());
    }

    // An option value, or an empty string for a field without a value.
    [GeneratedRegex(@"\A(?:[^\r\n\u0085\u2028\u2029]*\S)?\z")]
    private static partial Regex OptionValue();
}

internal sealed class BatchGetCaseRuleValidator : ContractValidator<BatchGetCaseRuleRequest>
{
    public BatchGetCaseRuleValidator()
    {
        RuleFor(request => request.CaseRules).NotNull().Size(1, 50);
        RuleForEach(request => request.CaseRules).NotNull().SetValidator(new CaseRuleIdentifierValidator());
    }
}

internal sealed class CaseRuleIdentifierValidator : ContractValidator<CaseRuleIdentifier>
{
    public CaseRuleIdentifierValidator() => RuleFor(rule => rule.Id).NotNull().Identifier();
}

internal sealed class ListCaseRulesValidator : ContractValidator<ListCaseRulesRequest>
{
    public ListCaseRulesValidator()
    {
        this.ForPage(CaseRuleService.MaxPageSize);
    }
}

internal static class CaseRuleConstraints
{
    public static void ForDecision<T>(this AbstractValidator<T> validator)
        where T : DecisionRule
    {
        validator.RuleFor(rule => rule.DefaultValue).NotNull();
        validator.RuleFor(rule => rule.Conditions).NotNull().Size(0, 100);
        validator.RuleForEach(rule => rule.Conditions).NotNull().OneMember().SetValidator(new BooleanConditionValidator());
    }
}
