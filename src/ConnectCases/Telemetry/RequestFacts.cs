using ConnectCases.Protocol;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Telemetry;

/// <summary>What a request's one line in the log says of it, gathered on its way; nothing of what it carried.</summary>
internal sealed class RequestFacts(string requestId)
{
    /// <summary>The id that the answer carries in <c>x-amzn-RequestId</c>.</summary>
    public string RequestId => requestId;

    public string? Operation { get; set; }

    public Caller? Caller { get; set; }

    public string? ErrorCode { get; set; }

    public static RequestFacts Of(HttpContext context) => context.Features.GetRequiredFeature<RequestFacts>();
}
