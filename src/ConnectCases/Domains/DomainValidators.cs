using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Domains;

internal sealed class CreateDomainValidator : AbstractValidator<CreateDomainRequest>
{
    public CreateDomainValidator() => RuleFor(request => request.Name).NotNull().ResourceName();
}

internal sealed class ListDomainsValidator : AbstractValidator<ListDomainsRequest>
{
    public ListDomainsValidator()
    {
        this.ForPage(DomainService.LargestPage);
    }
}
