using ConnectCases.Events;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.State;

namespace ConnectCases.Controls.Events;

/// <summary>The filter and the page of a list of events.</summary>
/// <param name="Type">Lists only events of this type, such as <c>CASE.UPDATED</c>.</param>
/// <param name="DomainId">Lists only events of this domain.</param>
/// <param name="CaseId">Lists only events of this case.</param>
/// <param name="Account">Lists only events of this account.</param>
/// <param name="Region">Lists only events of this Region of the account.</param>
/// <param name="MaxResults">The page size, 1 to 100. The default is 100.</param>
/// <param name="NextToken">The token of the previous page.</param>
internal sealed record ListEventsRequest(
    string? Type, string? DomainId, string? CaseId, string? Account, string? Region, int? MaxResults, string? NextToken)
    : IPagedRequest, IWorldRequest, IQueryRequest<ListEventsRequest>
{
    public static ListEventsRequest Read(QueryParameters query)
    {
        query.EnsureOnly("type", "domainId", "caseId", "account", "region", "maxResults", "nextToken");
        return new(
            query.Text("type"),
            query.Text("domainId"),
            query.Text("caseId"),
            query.Text("account"),
            query.Text("region"),
            query.Integer("maxResults"),
            query.Text("nextToken"));
    }
}

/// <summary>A page of the outbox.</summary>
/// <param name="Events">The envelopes, in commit order.</param>
/// <param name="NextToken">The token of the next page. Absent on the last page.</param>
internal sealed record ListEventsResponse(IReadOnlyList<StoredJson<EventEnvelope>> Events, string? NextToken);
