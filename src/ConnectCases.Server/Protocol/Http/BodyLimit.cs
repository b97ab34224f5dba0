using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Http;

/// <summary>
/// The maximum size of a request body. Each operation accepts the largest body that its constraints can need. A larger body would be
/// rejected by the constraints, but only after the server has read all of it.
/// </summary>
/// <param name="Bytes">The maximum size in bytes.</param>
internal sealed record BodyLimit(long Bytes)
{
    /// <summary>The limit of operations that declare none.</summary>
    public const int Default = 64 * 1024;

    private const string Encoding = "Content-Encoding";

    /// <summary>Applies the limit of the operation to the request.</summary>
    /// <exception cref="RequestEntityTooLargeException">The request announces a larger body.</exception>
    /// <exception cref="UnsupportedMediaTypeException">The body is compressed.</exception>
    public static void Apply(HttpContext context, Endpoint endpoint)
    {
        var request = context.Request;
        if (request.Headers[Encoding].ToString() is { Length: > 0 } encoding && encoding != "identity")
        {
            throw new UnsupportedMediaTypeException(
                $"The header {Encoding} is '{encoding}'. Send the body without compression and without this header.");
        }

        var limit = Of(endpoint, context.RequestServices.GetRequiredService<IOptions<EmulatorOptions>>().Value);
        var server = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (request.ContentLength > limit)
        {
            // The server reads and drops the body after the response, unless the body exceeds the limit of the server.
            throw new RequestEntityTooLargeException(
                $"The request body has {request.ContentLength} bytes. The maximum of this operation is {limit} bytes (setting MaxRequestBodySize).",
                closesConnection: request.ContentLength > server?.MaxRequestBodySize);
        }

        if (server is { IsReadOnly: false })
        {
            server.MaxRequestBodySize = limit;
        }
    }

    private static long Of(Endpoint endpoint, EmulatorOptions options) =>
        Math.Max(endpoint.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Default, options.MaxRequestBodySize ?? 0);
}

internal static class BodyLimitExtensions
{
    /// <summary>Sets the maximum size of the request body of an operation, in KiB.</summary>
    public static TBuilder WithBodyLimit<TBuilder>(this TBuilder route, int kibibytes)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new BodyLimit(kibibytes * 1024L));
}
