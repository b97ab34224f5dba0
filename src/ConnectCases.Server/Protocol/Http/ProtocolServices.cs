using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Http;

/// <summary>The services of restJson1.</summary>
internal static class ProtocolServices
{
    public const string AnyOrigin = "AnyOrigin";

    public static void AddProtocol(this IServiceCollection services)
    {
        services.AddScoped(provider =>
        {
            var options = provider.GetRequiredService<IOptions<EmulatorOptions>>().Value;
            return new Caller(options.Account, options.Region);
        });
        services.AddExceptionHandler<ServiceExceptionHandler>();
        services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));

        // Without this option, the response to a malformed body is an empty 400 outside Development.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        // The service model lets browsers of any origin call the API (behaviour.md 1.1).
        services.AddCors(cors => cors.AddPolicy(AnyOrigin, policy => policy
            .AllowAnyOrigin()
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders("x-amzn-requestid", "x-amzn-errortype")
            .SetPreflightMaxAge(TimeSpan.FromSeconds(600))));
    }

    /// <summary>
    /// Rejects requests that match no route: an unknown path, a known path with another method, or a path with an empty label
    /// (behaviour.md 1.2). A path with an empty label gets its own message.
    /// </summary>
    public static void MapUnknownOperations(this IEndpointRouteBuilder app) =>
        app.MapFallback("{**path}", IResult (HttpContext context) =>
                throw (context.Request.Path.Value!.Contains("//", StringComparison.Ordinal)
                    ? new ValidationException(
                        $"The path {context.Request.Path} has an empty label. A label must have at least 1 character.")
                    : new UnknownOperationException(context.Request.Method, context.Request.Path)))
            .RequireCors(AnyOrigin)
            .ExcludeFromDescription();
}
