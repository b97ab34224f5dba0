using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;
using FluentValidation;

namespace ConnectCases.Controls.Requests;

/// <summary>Chooses requests into which rules injected faults.</summary>
/// <param name="RuleId">Only requests that this rule hit.</param>
/// <param name="Account">Only requests of this account.</param>
/// <param name="Region">Only requests of this Region of the account.</param>
/// <param name="After">Only requests after this sequence number.</param>
/// <param name="Limit">The maximum number of requests, 1 to 1,000. The default is 100.</param>
internal sealed record ListFiredRequest(string? RuleId, string? Account, string? Region, long? After, int? Limit)
    : IWorldRequest, IQueryRequest<ListFiredRequest>
{
    public static ListFiredRequest Read(QueryParameters query)
    {
        query.EnsureOnly("ruleId", "account", "region", "after", "limit");
        return new(query.Text("ruleId"), query.Text("account"), query.Text("region"), query.Long("after"), query.Integer("limit"));
    }
}

internal sealed class ListFiredValidator : ContractValidator<ListFiredRequest>
{
    public ListFiredValidator()
    {
        this.ForWorld();
        RuleFor(request => request.After).GreaterThanOrEqualTo(0)
            .WithMessage("Member must be a sequence number of the journal, it is {PropertyValue}");
        RuleFor(request => request.Limit).InclusiveBetween(1, ListRequestsValidator.MaxLimit);
    }
}
