using ConnectCases.Fields;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Merges;

internal sealed class StartMergeCasesValidator : AbstractValidator<StartMergeCasesRequest>
{
    public StartMergeCasesValidator()
    {
        // One secondary case a merge (contract-delta.md 2.3).
        RuleFor(request => request.SecondaryCaseIds).NotNull().Size(1, 1);
        RuleForEach(request => request.SecondaryCaseIds).NotNull().CaseIdentifier();
        RuleForEach(request => request.FieldsConfiguration).NotNull().SetValidator(new FieldsConfigurationValidator());
    }
}

internal sealed class FieldsConfigurationValidator : AbstractValidator<FieldsConfiguration>
{
    public FieldsConfigurationValidator()
    {
        RuleFor(fields => fields.SourceCaseId).NotNull().CaseIdentifier();
        RuleFor(fields => fields.FieldIds).NotNull();
        RuleForEach(fields => fields.FieldIds).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}
