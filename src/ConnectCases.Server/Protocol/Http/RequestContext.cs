using ConnectCases.Protocol.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Protocol.Http;

/// <summary>
/// The data for the log line of a request, collected while the request runs. Contains no content of the request.
/// </summary>
internal sealed class RequestContext(string requestId)
{
    /// <summary>The id that the response contains in <c>x-amzn-RequestId</c>.</summary>
    public string RequestId => requestId;

    public string? Operation { get; set; }

    public Caller? Caller { get; set; }

    public string? ErrorCode { get; set; }

    public static RequestContext Of(HttpContext context) => context.Features.GetRequiredFeature<RequestContext>();
}
