using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Api.Domains;

internal sealed class CreateDomainValidator : ContractValidator<CreateDomainRequest>
{
    public CreateDomainValidator() => RuleFor(request => request.Name).NotNull().ResourceName();
}

internal sealed class ListDomainsValidator : ContractValidator<ListDomainsRequest>
{
    public ListDomainsValidator()
    {
        this.ForPage(DomainService.MaxPageSize);
    }
}
