using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ConnectCases.Protocol.Http;

/// <summary>Explains why no operation has the method and path of a request.</summary>
internal static class OperationHints
{
    private const int MaxShown = 4;

    private static readonly string[] Roots = ["domains", "tags", "cases", "cases:batchUpdateCase", "cases:batchCreateRelatedItem"];

    public static UnknownOperationException Explain(HttpContext context)
    {
        var path = context.Request.Path;
        var segments = (path.Value ?? "").Trim('/').Split('/').Select(Excerpt.Of).ToArray();
        var operations = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(operation => operation.Metadata.GetMetadata<IEndpointNameMetadata>() is not null
                && EmulatorPaths.IsControl($"/{operation.RoutePattern.RawText?.TrimStart('/')}") == EmulatorPaths.IsControl(path))
            .ToList();
        return new(context.Request.Method, path, ErrorText.Whole(
            FindArn(segments) ?? FindPrefix(operations, segments) ?? FindRelated(operations, segments)
            ?? FindByName(operations, segments[^1]) ?? FindSimilar(operations, segments)
            ?? (EmulatorPaths.IsControl(path)
                ? "docs/controls.md and Swagger UI at /swagger list the controls."
                : "Swagger UI at /swagger lists the operations with their methods and paths.")));
    }

    private static string? FindArn(string[] path) => Array.Find(path, segment => segment.StartsWith("arn:", StringComparison.Ordinal)) is null
        ? null
        : path[0] == "tags"
            ? "Encode each / of the ARN in the path as %2F."
            : "The path contains an ARN. Send the id: the part of the ARN after the last /.";

    // A client can have a prefix in its endpoint, such as the stage of an API Gateway.
    private static string? FindPrefix(List<RouteEndpoint> operations, string[] path) =>
        Array.FindIndex(path, segment => Roots.Contains(segment)) is > 0 and var start
        && operations.Exists(operation => Matches(operation.RoutePattern, path[start..]))
            ? $"Remove '/{string.Join('/', path[..start])}' from the endpoint. The paths of operations begin with /{path[start]}."
            : null;

    /// <summary>Finds operations with the same path, and the lists and searches of the same resource.</summary>
    private static string? FindRelated(List<RouteEndpoint> operations, string[] path)
    {
        var related = operations.Where(operation => Matches(operation.RoutePattern, path)
            || (LiteralOf(operation.RoutePattern.PathSegments[^1])?.StartsWith($"{path[^1]}-", StringComparison.Ordinal) == true
                && operation.RoutePattern.PathSegments.Count == path.Length
                && Matches([.. operation.RoutePattern.PathSegments.SkipLast(1)], path[..^1]))).ToList();
        return related.Exists(operation => Matches(operation.RoutePattern, path)) ? Describe(related) : null;
    }

    // The path can end with the name of the operation, such as search-cases.
    private static string? FindByName(List<RouteEndpoint> operations, string segment)
    {
        var name = segment[(segment.LastIndexOf(':') + 1)..].Replace("-", "", StringComparison.Ordinal);
        return operations.Find(operation => NameOf(operation).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named
            ? Describe([named])
            : null;
    }

    /// <summary>Finds the operations whose fixed parts are most similar to the path. The other parts are ids.</summary>
    private static string? FindSimilar(List<RouteEndpoint> operations, string[] path)
    {
        var similar = operations.Where(operation => operation.RoutePattern.PathSegments.Count == path.Length && operation.RoutePattern.PathSegments.Zip(path)
            .All(pair => LiteralOf(pair.First) is not { } literal || NearestNames.Of(pair.Second, [literal]).Count > 0)).ToList();
        var nearest = similar.Count == 0 ? [] : NearestNames.Of(LiteralsOf(similar[0], path), similar.Select(LiteralsOf).Distinct());
        return nearest.Count > 0 ? Describe(similar.Where(operation => nearest.Contains(LiteralsOf(operation)))) : null;
    }

    private static string LiteralsOf(RouteEndpoint operation, string[] path) => string.Join(
        '/', operation.RoutePattern.PathSegments.Zip(path).Where(pair => LiteralOf(pair.First) is not null).Select(pair => pair.Second));

    private static string LiteralsOf(RouteEndpoint operation) =>
        string.Join('/', operation.RoutePattern.PathSegments.Select(LiteralOf).Where(literal => literal is not null));

    private static bool Matches(RoutePattern pattern, string[] path) => Matches(pattern.PathSegments, path);

    private static bool Matches(IReadOnlyList<RoutePatternPathSegment> pattern, string[] path) => pattern.Count == path.Length
        && pattern.Zip(path).All(pair => LiteralOf(pair.First) is not { } literal || literal == pair.Second);

    private static string? LiteralOf(RoutePatternPathSegment segment) =>
        segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;

    private static string NameOf(RouteEndpoint operation) => operation.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName;

    private static string Describe(IEnumerable<RouteEndpoint> operations) => string.Join(' ', operations.Take(MaxShown).Select(operation =>
        $"{NameOf(operation)} is {operation.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]} /{operation.RoutePattern.RawText?.Trim('/')}."));
}
