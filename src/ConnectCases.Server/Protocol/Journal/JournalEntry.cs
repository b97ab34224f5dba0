using System.Text;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Journal;

/// <summary>A request of the API and its outcome.</summary>
internal sealed record JournalEntry
{
    /// <summary>The position in the journal. The first request of the process has 1. Zero until the journal has the entry.</summary>
    public long Sequence { get; init; }

    public required string RequestId { get; init; }

    /// <summary>The real time at which the request arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The time until the response was ready.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The operation, or null if the path belongs to no operation.</summary>
    public required string? Operation { get; init; }

    /// <summary>The account of the caller, or null if the request was refused before the caller was known.</summary>
    public required string? Account { get; init; }

    public required string? Region { get; init; }

    /// <summary>The principal of the caller, or null for the default principal of the account.</summary>
    public required string? Principal { get; init; }

    public required string Method { get; init; }

    /// <summary>The path and the query, as the client sent them. The query can contain a signature.</summary>
    public required string Target { get; init; }

    public required string? UserAgent { get; init; }

    /// <summary>The value of <c>amz-sdk-invocation-id</c>. All attempts of one call of an SDK have the same value.</summary>
    public required string? InvocationId { get; init; }

    /// <summary>The value of <c>amz-sdk-request</c>, such as <c>attempt=2; max=3</c>.</summary>
    public required string? SdkRequest { get; init; }

    /// <summary>The status of the response, or null if a fault took the response away.</summary>
    public required int? Status { get; init; }

    public required string? ErrorCode { get; init; }

    public required string? ErrorMessage { get; init; }

    public required RequestReason? Reason { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The fault that a rule injected, or null.</summary>
    public required FiredFault? Fault { get; init; }

    public required BodyExcerpt RequestBody { get; init; }

    public required BodyExcerpt ResponseBody { get; init; }

    /// <summary>Determines whether the path or a body contains an id.</summary>
    public bool Mentions(string id)
    {
        var bytes = Encoding.UTF8.GetBytes(id);
        return BodyExcerpt.Mentions(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Target.Split('?')[0])), bytes)
            || RequestBody.Mentions(bytes) || ResponseBody.Mentions(bytes);
    }
}
