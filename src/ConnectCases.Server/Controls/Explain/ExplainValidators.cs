using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Explain;

internal sealed class ExplainSearchCasesValidator : ContractValidator<ExplainSearchCasesRequest>
{
    public ExplainSearchCasesValidator()
    {
        RuleFor(request => request.DomainId).NotNull().Identifier();
        RuleFor(request => request.CaseId).NotNull().CaseIdentifier();
        this.ForWorld();
        this.ForCaseSearch();
    }
}

internal sealed class ExplainSearchRelatedItemsValidator : ContractValidator<ExplainSearchRelatedItemsRequest>
{
    public ExplainSearchRelatedItemsValidator()
    {
        RuleFor(request => request.DomainId).NotNull().Identifier();
        RuleFor(request => request.CaseId).NotNull().CaseIdentifier();
        RuleFor(request => request.RelatedItemId).NotNull().Identifier();
        this.ForWorld();
        this.ForItemSearch();
    }
}
