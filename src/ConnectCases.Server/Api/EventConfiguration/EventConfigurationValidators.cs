using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.EventConfiguration;

internal sealed class PutCaseEventConfigurationValidator : ContractValidator<PutCaseEventConfigurationRequest>
{
    public PutCaseEventConfigurationValidator() =>
        RuleFor(request => request.EventBridge).NotNull().SetValidator(new EventBridgeConfigurationValidator()!);
}

internal sealed class EventBridgeConfigurationValidator : ContractValidator<EventBridgeConfiguration>
{
    public EventBridgeConfigurationValidator()
    {
        RuleFor(eventBridge => eventBridge.Enabled).NotNull();
        RuleFor(eventBridge => eventBridge.IncludedData).SetValidator(new EventIncludedDataValidator()!);
    }
}

internal sealed class EventIncludedDataValidator : ContractValidator<EventIncludedData>
{
    public EventIncludedDataValidator()
    {
        RuleFor(included => included.CaseData).SetValidator(new CaseEventIncludedDataValidator()!);
        RuleFor(included => included.RelatedItemData).SetValidator(new RelatedItemEventIncludedDataValidator()!);
    }
}

internal sealed class CaseEventIncludedDataValidator : ContractValidator<CaseEventIncludedData>
{
    public CaseEventIncludedDataValidator()
    {
        RuleFor(included => included.Fields).NotNull().Size(0, 400);
        RuleForEach(included => included.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}

internal sealed class RelatedItemEventIncludedDataValidator : ContractValidator<RelatedItemEventIncludedData>
{
    public RelatedItemEventIncludedDataValidator() => RuleFor(included => included.IncludeContent).NotNull();
}
