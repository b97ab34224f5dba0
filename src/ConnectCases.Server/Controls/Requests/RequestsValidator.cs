using System.Text.RegularExpressions;
using ConnectCases.Protocol.Validation;
using FluentValidation;

namespace ConnectCases.Controls.Requests;

internal sealed partial class ListRequestsValidator : ContractValidator<ListRequestsRequest>
{
    public const int MaxLimit = 1_000;

    public ListRequestsValidator()
    {
        this.ForWorld();
        RuleFor(request => request.Operation).Must(name => name is null || ApiOperations.Names.Contains(name))
            .WithMessage((_, name) => ApiOperations.DescribeUnknown(name!));
        RuleFor(request => request.Status).Must(status => status is null || Status().IsMatch(status))
            .WithMessage("Member must be a status such as 404, or a class of statuses such as 4xx, it is '{PropertyValue}'");
        RuleFor(request => request.After).GreaterThanOrEqualTo(0)
            .WithMessage("Member must be a sequence number of the journal, it is {PropertyValue}");
        RuleFor(request => request.Limit).InclusiveBetween(1, MaxLimit);
    }

    [GeneratedRegex(@"\A[1-5]([0-9]{2}|xx)\z")]
    private static partial Regex Status();
}
