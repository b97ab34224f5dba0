using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Journal;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Security;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Http;

/// <summary>The services of restJson1.</summary>
internal static class ProtocolServices
{
    public const string ApiOrigins = "ApiOrigins";

    public static void AddProtocol(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddScoped(provider =>
        {
            var options = provider.GetRequiredService<IOptions<EmulatorOptions>>().Value;
            return new Caller(options.Account, options.Region);
        });
        services.AddScoped<RequestWarnings>();
        services.AddSingleton<RequestJournal>();
        services.AddSingleton<JournalHints>();
        services.AddExceptionHandler<ServiceExceptionHandler>();
        services.ConfigureHttpJsonOptions(json => WireJson.Configure(json.SerializerOptions));

        services.AddSingleton<AllowedOrigins>();
        services.AddSingleton<CallerCredentials>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<AllowedOrigins>((cors, origins) => cors.AddPolicy(
            ApiOrigins,
            policy => (origins.Any ? policy.AllowAnyOrigin() : policy.SetIsOriginAllowed(origins.Contains))
                .WithMethods("GET", "POST", "PUT", "DELETE")
                .AllowAnyHeader()
                .WithExposedHeaders("x-amzn-requestid", "x-amzn-errortype", "x-emulator-hint")
                .SetPreflightMaxAge(TimeSpan.FromSeconds(600))));
    }

    /// <summary>
    /// Rejects requests that match no route: an unknown path, a known path with another method, or a path with an empty label
    /// (behaviour.md 1.2). A path with an empty label gets its own message.
    /// </summary>
    public static void MapUnknownOperations(this IEndpointRouteBuilder app) =>
        app.MapFallback("{**path}", RefuseAsync).RequireCors(ApiOrigins).ExcludeFromDescription();

    private static async Task RefuseAsync(HttpContext context)
    {
        await RequestBody.KeepAsync(context);
        var path = context.Request.Path;
        throw path.Value!.Contains("//", StringComparison.Ordinal)
            ? new ConstraintException(
                $"The path {path} has an empty label. A label must have at least 1 character.",
                path.Value.StartsWith("//", StringComparison.Ordinal)
                    ? (ErrorText)$"Remove the / at the end of the endpoint. Paths begin with one /."
                    : $"A variable of the client is probably empty: the path has an empty part where an id belongs.",
                Refusal.EmptyLabel)
            : OperationHints.Explain(context);
    }
}
