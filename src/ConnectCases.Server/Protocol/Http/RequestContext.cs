using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Protocol.Http;

/// <summary>
/// The data of a request that no other part of ASP.NET Core keeps, for its log line and its entry in the journal.
/// </summary>
internal sealed class RequestContext(string requestId)
{
    /// <summary>The id that the response contains in <c>x-amzn-RequestId</c>.</summary>
    public string RequestId => requestId;

    public string? Operation { get; set; }

    /// <summary>The name of the operation if it belongs to the API. Null for controls.</summary>
    public string? ApiOperation { get; set; }

    public Caller? Caller { get; set; }

    public string? ErrorCode { get; set; }

    /// <summary>The message of the error response. Contains at most 100 characters of each value of the request.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The message of the error response, followed by the hint unless the message contains the hint.</summary>
    public string? ErrorText => Reason is { } reason && ErrorMessage is { } message ? ServiceException.Join(message, reason.Hint) : ErrorMessage;

    /// <summary>Why the request was refused, or null.</summary>
    public RequestReason? Reason { get; set; }

    /// <summary>The members of the body that the operation does not have.</summary>
    public IReadOnlyList<UnknownMember> UnknownMembers { get; set; } = [];

    /// <summary>The warnings of the services, or null before the caller is known.</summary>
    public RequestWarnings? Warnings { get; set; }

    /// <summary>What is probably wrong in a request that passes. A refused request has a reason instead.</summary>
    public IReadOnlyList<string> AllWarnings => ErrorCode is not null || (UnknownMembers.Count == 0 && Warnings is null or { All.Count: 0 })
        ? []
        : [.. UnknownMembers.Select(member => member.Describe(Operation ?? "")), .. Warnings?.All ?? []];

    /// <summary>Adds the request to the journal, or null if the journal does not keep this request.</summary>
    public Action? Record { get; set; }

    public BodyExcerpt RequestBody { get; set; }

    public BodyExcerpt ResponseBody { get; set; }

    /// <summary>The content type that the client sent. The request itself has the content type that routing needs.</summary>
    public string? ContentType { get; set; }

    /// <summary>The fault that a rule injected, or null.</summary>
    public FiredFault? Fault { get; set; }

    /// <summary>Whether the fault takes the whole response away.</summary>
    public bool HasNoResponse { get; set; }

    /// <summary>Whether the client closed the connection before the response was complete.</summary>
    public bool WasAborted { get; set; }

    /// <summary>Adds the request to the journal, if this was not done before.</summary>
    public void RecordOnce()
    {
        var record = Record;
        Record = null;
        record?.Invoke();
    }

    public static RequestContext Of(HttpContext context) => context.Features.GetRequiredFeature<RequestContext>();
}
