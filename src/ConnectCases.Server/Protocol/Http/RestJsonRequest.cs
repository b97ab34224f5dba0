using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ConnectCases.Protocol.Http;

/// <summary>Makes of what AWS clients send what routing and minimal APIs expect (behaviour.md 1.1).</summary>
internal static partial class RestJsonRequest
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    /// <summary>Before routing: every body is JSON, whatever its content type says, and every segment of the path counts.</summary>
    public static Task Normalize(HttpContext context, RequestDelegate next)
    {
        context.Request.ContentType = "application/json";

        // Servers collapse dot segments, and DeleteCase of ".." would arrive as DeleteDomain.
        if (RawPath(context) is var path && DotSegment().IsMatch(path))
        {
            var segments = path.Split('/').Select(Uri.UnescapeDataString)
                .Select(segment => segment.Replace("/", "%2F", StringComparison.Ordinal));
            context.Request.Path = string.Join('/', segments);
        }

        return next(context);
    }

    /// <summary>After routing: names the operation, decodes its labels and gives it a body where it expects one.</summary>
    public static async Task Prepare(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            throw new UnknownOperationException(context.Request.Method, context.Request.Path);
        }

        RequestContext.Of(context).Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        DecodeLabels(context, endpoint.RoutePattern);
        if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null)
        {
            await ReceiveBodyAsync(context);
        }

        await next(context);
    }

    private static string RawPath(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];

    // ASP.NET Core decodes route values but for %2F, and then %2F and %252F look alike: only the raw target tells.
    private static void DecodeLabels(HttpContext context, RoutePattern pattern)
    {
        var path = RawPath(context);
        if (!path.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var segments = path.Split('/')[1..];
        for (var index = 0; index < Math.Min(segments.Length, pattern.PathSegments.Count); index++)
        {
            if (pattern.PathSegments[index].Parts is [RoutePatternParameterPart label])
            {
                var raw = label.IsCatchAll ? string.Join('/', segments[index..]) : segments[index];
                context.Request.RouteValues[label.Name] = Uri.UnescapeDataString(raw);
            }
        }
    }

    /// <summary>Waits until all of the body is there, still unread, and puts an empty object in place of an empty one.</summary>
    private static async Task ReceiveBodyAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        bool complete;
        bool empty;
        do
        {
            // A shutdown cancels pending reads, but a request in flight is to be finished, so its body is waited for.
            var received = await body.ReadAsync(context.RequestAborted);
            (complete, empty) = (received.IsCompleted, received.Buffer.IsEmpty);
            body.AdvanceTo(received.Buffer.Start, complete ? received.Buffer.Start : received.Buffer.End);
        }
        while (!complete);

        if (empty)
        {
            context.Request.Body = new MemoryStream(EmptyObject, writable: false);
            context.Features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
        }
    }

    [GeneratedRegex("/(?:[.]|%2e){1,2}(?:/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DotSegment();

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static HasBody Instance { get; } = new();

        public bool CanHaveBody => true;
    }
}
