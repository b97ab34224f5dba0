using ConnectCases.Api.Fields;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Merges;

internal sealed class StartMergeCasesValidator : ContractValidator<StartMergeCasesRequest>
{
    public StartMergeCasesValidator()
    {
        // A merge has exactly one secondary case (contract-delta.md 2.3).
        RuleFor(request => request.SecondaryCaseIds).NotNull().Size(1, 1).OverridePropertyName(Inferred.SecondaryCaseIds);
        RuleForEach(request => request.SecondaryCaseIds).NotNull().CaseIdentifier()
            .OverridePropertyName(Inferred.SecondaryCaseIds);
        RuleForEach(request => request.FieldsConfiguration).NotNull().SetValidator(new FieldsConfigurationValidator())
            .OverridePropertyName(Inferred.FieldsConfiguration);
    }
}

internal sealed class FieldsConfigurationValidator : ContractValidator<FieldsConfiguration>
{
    public FieldsConfigurationValidator()
    {
        RuleFor(fields => fields.SourceCaseId).NotNull().CaseIdentifier();
        RuleFor(fields => fields.FieldIds).NotNull();
        RuleForEach(fields => fields.FieldIds).NotNull().SetValidator(new FieldIdentifierValidator());
    }
}
