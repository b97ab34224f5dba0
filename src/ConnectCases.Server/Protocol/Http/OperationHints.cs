using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ConnectCases.Protocol.Http;

/// <summary>Explains why no operation has the method and path of a request.</summary>
internal static class OperationHints
{
    public static UnknownOperationException Explain(HttpContext context)
    {
        var segments = (context.Request.Path.Value ?? "").Trim('/').Split('/').Select(Excerpt.Of).ToArray();
        var operations = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null).ToList();
        var samePath = operations.Where(operation => Matches(operation.RoutePattern, segments)).Select(Describe).ToList();
        return new(context.Request.Method, context.Request.Path, ErrorText.Whole(samePath.Count > 0
            ? string.Join(' ', samePath)
            : FindByName(operations, segments[^1]) ?? FindSimilar(operations, segments) ?? "The paths of operations begin with /domains, /tags or /cases. Swagger UI at /swagger lists them."));
    }

    private static bool Matches(RoutePattern pattern, string[] path) => pattern.PathSegments.Count == path.Length
        && pattern.PathSegments.Zip(path).All(pair => LiteralOf(pair.First) is not { } literal || literal == pair.Second);

    // The path can end with the name of the operation, such as search-cases.
    private static string? FindByName(List<RouteEndpoint> operations, string segment)
    {
        var name = segment.Replace("-", "", StringComparison.Ordinal);
        return operations.Find(operation => NameOf(operation).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named ? Describe(named) : null;
    }

    // Compares the path with the path that each operation would have for the same ids.
    private static string? FindSimilar(List<RouteEndpoint> operations, string[] path)
    {
        var candidates = operations.Where(operation => operation.RoutePattern.PathSegments.Count == path.Length).ToLookup(
            operation => string.Join('/', operation.RoutePattern.PathSegments.Zip(path, (segment, part) => LiteralOf(segment) ?? part)));
        return candidates.Count > 0 && NearestNames.Of(string.Join('/', path), candidates.Select(group => group.Key)) is [var similar, ..]
            ? string.Join(' ', candidates[similar].Select(Describe))
            : null;
    }

    private static string? LiteralOf(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;

    private static string NameOf(RouteEndpoint operation) => operation.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;

    private static string Describe(RouteEndpoint operation)
    {
        var method = operation.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0];
        return $"{NameOf(operation)} is {method} /{operation.RoutePattern.RawText?.TrimStart('/')}.";
    }
}
