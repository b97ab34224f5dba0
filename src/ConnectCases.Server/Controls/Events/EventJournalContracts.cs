using ConnectCases.Events;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;

namespace ConnectCases.Controls.Events;

/// <summary>Which events to list.</summary>
/// <param name="Type">Only those of this type, such as <c>CASE.UPDATED</c>.</param>
/// <param name="DomainId">Only those of this domain.</param>
/// <param name="CaseId">Only those of this case.</param>
/// <param name="MaxResults">The size of a page, 1–100; 100 if absent.</param>
/// <param name="NextToken">From the page before.</param>
internal sealed record ListEventsRequest(string? Type, string? DomainId, string? CaseId, int? MaxResults, string? NextToken)
    : IPagedRequest, IQueryRequest
{
    public static ValueTask<ListEventsRequest?> BindAsync(HttpContext context)
    {
        var query = new QueryParameters(context.Request);
        return new(new ListEventsRequest(
            query.Text("type"), query.Text("domainId"), query.Text("caseId"), query.Integer("maxResults"), query.Text("nextToken")));
    }
}

/// <summary>A page of the outbox.</summary>
/// <param name="Events">The envelopes, in commit order.</param>
/// <param name="NextToken">For the next page; absent on the last one.</param>
internal sealed record ListEventsResponse(IReadOnlyList<StoredJson<EventEnvelope>> Events, string? NextToken);
