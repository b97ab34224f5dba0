using ConnectCases.Protocol.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Protocol.Http;

/// <summary>What a request's one line in the log says of it, gathered on its way; nothing of what it carried.</summary>
internal sealed class RequestContext(string requestId)
{
    /// <summary>The id that the answer carries in <c>x-amzn-RequestId</c>.</summary>
    public string RequestId => requestId;

    public string? Operation { get; set; }

    public Caller? Caller { get; set; }

    public string? ErrorCode { get; set; }

    public static RequestContext Of(HttpContext context) => context.Features.GetRequiredFeature<RequestContext>();
}
