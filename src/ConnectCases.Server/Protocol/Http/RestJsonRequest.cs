using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ConnectCases.Protocol.Http;

/// <summary>Adapts the requests of AWS clients to routing and minimal APIs (behaviour.md 1.1).</summary>
internal static partial class RestJsonRequest
{
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
            return RefuseAsync(context);
        }

        var request = RequestContext.Of(context);
        request.Operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        request.ApiOperation = EmulatorPaths.IsControl(context.Request.Path) ? null : request.Operation;
        DecodeLabels(context, endpoint.RoutePattern);
        BodyLimit.Apply(context, endpoint);
        return next(context);
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        await RequestBody.KeepAsync(context);
        throw OperationHints.Explain(context);
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

    [GeneratedRegex("/(?:[.]|%2e){1,2}(?:/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex DotSegment();
}
