using ConnectCases.Fields;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.EventConfiguration;

internal sealed class PutCaseEventConfigurationValidator : AbstractValidator<PutCaseEventConfigurationRequest>
{
    public PutCaseEventConfigurationValidator() =>
        RuleFor(request => request.EventBridge).NotNull().SetValidator(new EventBridgeConfigurationValidator()!);
}

internal sealed class EventBridgeConfigurationValidator : AbstractValidator<EventBridgeConfiguration>
{
    public EventBridgeConfigurationValidator()
    {
        RuleFor(eventBridge => eventBridge.Enabled).NotNull();
        RuleFor(eventBridge => eventBridge.IncludedData).SetValidator(new EventIncludedDataValidator()!);
    }
}

internal sealed class EventIncludedDataValidator : AbstractValidator<EventIncludedData>
{
    public EventIncludedDataValidator()
    {
        RuleFor(included => included.CaseData).SetValidator(new CaseEventIncludedDataValidator()!);
        RuleFor(included => included.RelatedItemData).SetValidator(new RelatedItemEventIncludedDataValidator()!);
    }
}

internal sealed class CaseEventIncludedDataValidator : AbstractValidator<CaseEventIncludedData>
{
    public CaseEventIncludedDataValidator()
    {
        RuleFor(included => included.Fields).NotNull().Size(0, 400);
        RuleForEach(included => included.Fields).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}

internal sealed class RelatedItemEventIncludedDataValidator : AbstractValidator<RelatedItemEventIncludedData>
{
    public RelatedItemEventIncludedDataValidator() => RuleFor(included => included.IncludeContent).NotNull();
}
