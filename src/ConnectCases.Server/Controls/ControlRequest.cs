using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace ConnectCases.Controls;

/// <summary>
/// Rejects requests whose scope is in the wrong place. Such a request would otherwise apply to more worlds than its sender believes.
/// </summary>
internal static class ControlRequest
{
    /// <summary>Adds the check to an operation. Health checks accept every request, because probes can add parameters.</summary>
    public static void RejectMisplacedScope(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<IEndpointNameMetadata>().Any())
        {
            return;
        }

        var readsQuery = endpoint.Metadata.OfType<QueryRequestMetadata>().Any();
        var readsBody = endpoint.Metadata.OfType<IAcceptsMetadata>().Any();
        var run = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            EnsureExpected(context, readsQuery, readsBody);
            return run(context);
        };
    }

    /// <exception cref="ValidationException">The request has query parameters or a body that the control does not read.</exception>
    private static void EnsureExpected(HttpContext context, bool readsQuery, bool readsBody)
    {
        var control = $"{context.Request.Method} {context.Request.Path.Value}";
        if (!readsQuery && context.Request.QueryString.HasValue)
        {
            throw new ValidationException(
                Refusal.ControlScope,
                $"{control} has no query parameters.",
                readsBody ? (ErrorText)$"Send account and region in the body." : $"Remove the query string.",
                hintInMessage: readsBody);
        }

        if (!readsBody && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            throw new ValidationException(
                Refusal.ControlScope,
                $"{control} has no body.",
                readsQuery ? (ErrorText)$"Send account and region as query parameters." : $"Send the request without a body.",
                hintInMessage: readsQuery);
        }
    }
}
