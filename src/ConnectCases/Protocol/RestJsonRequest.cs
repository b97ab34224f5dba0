using ConnectCases.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ConnectCases.Protocol;

/// <summary>Makes of what AWS clients send what minimal APIs expect (behaviour.md 1.1).</summary>
internal static class RestJsonRequest
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    /// <summary>Every body is JSON, whatever its content type says; routing would refuse the ones that it does not know.</summary>
    public static Task AssumeJson(HttpContext context, RequestDelegate next)
    {
        context.Request.ContentType = "application/json";
        return next(context);
    }

    /// <summary>Names the operation, decodes its labels and gives it a body where it expects one.</summary>
    public static async Task Prepare(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint)
        {
            RequestFacts.Of(context).Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            DecodeLabels(context, endpoint.RoutePattern);
            if (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null && await HasNoBodyAsync(context))
            {
                context.Request.Body = new MemoryStream(EmptyObject, writable: false);
                context.Features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
            }
        }

        await next(context);

        // A body that breaks off or is too large leaves a bare status behind.
        if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest and var status })
        {
            throw new BadHttpRequestException("The request body could not be read to its end, or is too large.", status);
        }
    }

    // ASP.NET Core decodes route values but for %2F, and then %2F and %252F look alike: only the raw target tells.
    private static void DecodeLabels(HttpContext context, RoutePattern pattern)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var segments = target.Split('?')[0].Split('/')[1..];
        for (var index = 0; index < Math.Min(segments.Length, pattern.PathSegments.Count); index++)
        {
            if (pattern.PathSegments[index].Parts is [RoutePatternParameterPart label])
            {
                var raw = label.IsCatchAll ? string.Join('/', segments[index..]) : segments[index];
                context.Request.RouteValues[label.Name] = Uri.UnescapeDataString(raw);
            }
        }
    }

    private static async ValueTask<bool> HasNoBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is { } length)
        {
            return length == 0;
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        // A chunked body shows only when read whether there is anything in it; what is seen here stays unread.
        var seen = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(seen.Buffer.Start);
        return seen is { Buffer.IsEmpty: true, IsCompleted: true };
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static HasBody Instance { get; } = new();

        public bool CanHaveBody => true;
    }
}
