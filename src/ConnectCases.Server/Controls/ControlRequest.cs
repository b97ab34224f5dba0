using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Controls;

/// <summary>Rejects requests that would apply to more worlds than their sender believes.</summary>
internal static class ControlRequest
{
    /// <exception cref="ValidationException">A request whose scope is in the body has query parameters.</exception>
    public static void RejectQuery(this HttpContext context)
    {
        if (context.Request.QueryString.HasValue)
        {
            throw new ValidationException(
                $"{context.Request.Method} {context.Request.Path.Value} has no query parameters. Send account and region in the body.");
        }
    }

    /// <exception cref="ValidationException">A request whose scope is in the query string has a body.</exception>
    public static void RejectBody(this HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            throw new ValidationException(
                $"{context.Request.Method} {context.Request.Path.Value} has no body. Send account and region as query parameters.");
        }
    }
}
