using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Http;

/// <summary>Adapts the requests of AWS clients to routing and minimal APIs (behaviour.md 1.1).</summary>
internal static partial class RestJsonRequest
{
    private static readonly ReadOnlySequence<byte> EmptyObject = new("{}"u8.ToArray());

    /// <summary>
    /// Runs before routing. Treats every body as JSON, with any content type. Keeps every segment of the path.
    /// </summary>
    public static Task Normalize(HttpContext context, RequestDelegate next)
    {
        RequestContext.Of(context).ContentType = context.Request.ContentType;
        context.Request.ContentType = "application/json";

        // Servers remove dot segments. DeleteCase with the case id ".." would otherwise arrive as DeleteDomain.
        if (RawPath(context) is var path && DotSegment().IsMatch(path))
        {
            var segments = path.Split('/').Select(Uri.UnescapeDataString)
                .Select(segment => segment.Replace("/", "%2F", StringComparison.Ordinal));
            context.Request.Path = string.Join('/', segments);
        }

        return next(context);
    }

    /// <summary>Runs after routing. Records the operation, decodes the path labels and limits the body.</summary>
    public static Task Recognize(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            throw new UnknownOperationException(context.Request.Method, context.Request.Path);
        }

        RequestContext.Of(context).Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        DecodeLabels(context, endpoint.RoutePattern);
        BodyLimit.Apply(context, endpoint);
        return next(context);
    }

    /// <summary>Receives the body if the operation has one. Replaces an empty body by an empty JSON object.</summary>
    public static async Task Receive(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>() is not { RequestType: var requestType })
        {
            await next(context);
            return;
        }

        var reader = context.Request.BodyReader;
        var received = await ReceiveAllAsync(reader, context.RequestAborted);
        var body = received.IsEmpty ? EmptyObject : received;
        context.Features.Set<IRequestBodyPipeFeature>(new ReceivedBody(PipeReader.Create(body)));
        context.Features.Set<IHttpRequestBodyDetectionFeature>(HasBody.Instance);
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception)
            when (exception.InnerException is JsonException { Path.Length: > 1, InnerException: not JsonException } failure)
        {
            var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            RequestContext.Of(context).JsonMismatch = JsonMismatch.Describe(body, failure, json.GetTypeInfo(requestType!));
            throw;
        }
        finally
        {
            reader.AdvanceTo(received.End);
        }
    }

    private static string RawPath(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];

    // ASP.NET Core decodes route values except %2F. After that, %2F and %252F look the same, so the labels are decoded from the
    // raw target.
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

    // A shutdown cancels pending reads, but running requests must complete. Therefore the whole body is received before the handler
    // runs.
    private static async Task<ReadOnlySequence<byte>> ReceiveAllAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await reader.ReadAsync(cancellationToken);
            if (received.IsCompleted)
            {
                return received.Buffer;
            }

            reader.AdvanceTo(received.Buffer.Start, received.Buffer.End);
        }
    }

    [GeneratedRegex("/(?:[.]|%2e){1,2}(?:/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DotSegment();

    private sealed class ReceivedBody(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public static HasBody Instance { get; } = new();

        public bool CanHaveBody => true;
    }
}
