using System.Text.Json;
using ConnectCases.Protocol.Http;
using ConnectCases.State;

namespace ConnectCases.Controls.Requests;

/// <summary>Chooses requests of the journal.</summary>
/// <param name="Account">Only requests of this account.</param>
/// <param name="Region">Only requests of this Region of the account.</param>
/// <param name="Operation">Only requests of this operation, such as <c>CreateCase</c>.</param>
/// <param name="Status">Only requests with this status, such as <c>404</c>, or with a status of this class, such as <c>4xx</c>.</param>
/// <param name="ErrorCode">Only requests with this error code, such as <c>ValidationException</c>.</param>
/// <param name="Resource">Only requests whose path or bodies contain this id.</param>
/// <param name="InvocationId">Only the attempts of this call of an SDK.</param>
/// <param name="After">Only requests after this sequence number.</param>
/// <param name="Limit">The maximum number of requests, 1 to 1,000. The default is 100.</param>
internal sealed record ListRequestsRequest(
    string? Account,
    string? Region,
    string? Operation,
    string? Status,
    string? ErrorCode,
    string? Resource,
    string? InvocationId,
    long? After,
    int? Limit)
    : IWorldRequest, IQueryRequest<ListRequestsRequest>
{
    public static ListRequestsRequest Read(QueryParameters query)
    {
        query.EnsureOnly("account", "region", "operation", "status", "errorCode", "resource", "invocationId", "after", "limit");
        return new(
            query.Text("account"),
            query.Text("region"),
            query.Text("operation"),
            query.Text("status"),
            query.Text("errorCode"),
            query.Text("resource"),
            query.Text("invocationId"),
            query.Long("after"),
            query.Integer("limit"));
    }
}

/// <summary>Requests of the journal of this process, oldest first.</summary>
/// <param name="Requests">The requests.</param>
/// <param name="Calls">
/// The calls of SDKs that needed more than one attempt, with at least one attempt in <paramref name="Requests"/>.
/// </param>
/// <param name="Next">The value of <c>after</c> for the next page. Absent if there are no more requests.</param>
internal sealed record ListRequestsResponse(IReadOnlyList<RequestEntry> Requests, IReadOnlyList<SdkCall> Calls, long? Next);

/// <summary>The attempts of one call of an SDK.</summary>
/// <param name="InvocationId">The <c>amz-sdk-invocation-id</c> of all attempts.</param>
/// <param name="Operation">The operation.</param>
/// <param name="RequestIds">The ids of the requests, in the order of the attempts.</param>
/// <param name="Status">The status of the last attempt. Absent without a response.</param>
internal sealed record SdkCall(string InvocationId, string? Operation, IReadOnlyList<string> RequestIds, int? Status);

/// <summary>A request of the API and its outcome.</summary>
/// <param name="Sequence">The position in the journal of this process.</param>
/// <param name="RequestId">The id in <c>x-amzn-RequestId</c> and in the log.</param>
/// <param name="Time">When the request arrived, in real time.</param>
/// <param name="Duration">The time until the response was ready, as an ISO 8601 duration.</param>
/// <param name="Operation">The operation. Absent if the path belongs to no operation.</param>
/// <param name="Account">The account of the caller.</param>
/// <param name="Region">The Region of the caller.</param>
/// <param name="Principal">The principal that audit events record.</param>
/// <param name="Client">The client, from the user agent.</param>
/// <param name="InvocationId">The call of an SDK to which this request belongs.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="MaxAttempts">The maximum number of attempts of the SDK.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and the query, without signatures.</param>
/// <param name="Status">
/// The status of the response. 499 means that the client closed the connection first. Absent if a fault took the response away.
/// </param>
/// <param name="ErrorCode">The error code of a refused request.</param>
/// <param name="ErrorMessage">The message of a refused request.</param>
/// <param name="Reason">Why the request was refused.</param>
/// <param name="Warnings">What is probably wrong in a request that passed.</param>
/// <param name="Fault">The fault that a rule injected.</param>
/// <param name="RequestBody">The body of the request: JSON, or a text if the body is not JSON or has more than 16 KiB.</param>
/// <param name="ResponseBody">The body of the response, in the same form.</param>
internal sealed record RequestEntry(
    long Sequence,
    string RequestId,
    DateTimeOffset Time,
    string Duration,
    string? Operation,
    string? Account,
    string? Region,
    string? Principal,
    string? Client,
    string? InvocationId,
    int? Attempt,
    int? MaxAttempts,
    string Method,
    string Path,
    int? Status,
    string? ErrorCode,
    string? ErrorMessage,
    RequestEntryReason? Reason,
    IReadOnlyList<string>? Warnings,
    RequestEntryFault? Fault,
    JsonElement? RequestBody,
    JsonElement? ResponseBody);

/// <summary>The fault that a rule injected into a request.</summary>
/// <param name="RuleId">The id of the rule.</param>
/// <param name="Moment">Whether the operation was executed: <c>before</c> or <c>afterCommit</c>.</param>
/// <param name="ErrorCode">The code of the injected error.</param>
/// <param name="Fault">The kind of the broken response, such as <c>CONNECTION_RESET</c>.</param>
/// <param name="Latency">How long the response was delayed, as an ISO 8601 duration.</param>
internal sealed record RequestEntryFault(string RuleId, string Moment, string? ErrorCode, string? Fault, string? Latency);

/// <summary>Why a request was refused.</summary>
/// <param name="Rule">The rule that the request breaks.</param>
/// <param name="Member">The path of the member. Absent if the rule is about the whole request.</param>
/// <param name="Expected">What the member must be.</param>
/// <param name="Actual">What the member is.</param>
/// <param name="Source">The page of the API reference that describes the operation.</param>
/// <param name="Hint">What to do.</param>
internal sealed record RequestEntryReason(
    string Rule, string? Member, string? Expected, string? Actual, string? Source, string Hint);
