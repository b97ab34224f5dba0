using System.Text.Json.Serialization.Metadata;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Composition;
using ConnectCases.Controls;
using ConnectCases.Controls.Faults;
using ConnectCases.Controls.Reset;
using ConnectCases.Controls.Seeds;
using ConnectCases.Controls.Throttling;
using ConnectCases.Demo;
using ConnectCases.Events;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Security;
using ConnectCases.Scheduling;
using ConnectCases.Seeds;
using ConnectCases.Seeds.Applying;
using ConnectCases.Storage;
using ConnectCases.Storage.Sqlite;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ConnectCases.Hosting;

/// <summary>
/// Hosts the emulator in an ASP.NET Core application. Several applications of one process can each host an emulator with its own
/// storage and options.
/// </summary>
/// <example>
/// <code>
/// var builder = WebApplication.CreateSlimBuilder();
/// builder.WebHost.UseUrls("http://127.0.0.1:0");
/// builder.Services.AddConnectCases(options => options.InMemory = true);
/// await using var app = builder.Build();
/// app.MapConnectCases();
/// await app.StartAsync();
/// </code>
/// </example>
public static class ConnectCasesHosting
{
    /// <summary>
    /// Adds the services of the emulator. The start of the host validates the options, opens the storage and adds the seed. The
    /// first request can arrive only after these steps.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Changes the options after they were bound from the configuration, or null.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddConnectCases(
        this IServiceCollection services, Action<EmulatorOptions>? configure = null)
    {
        services.AddSingleton<IConfigureOptions<EmulatorOptions>, EmulatorOptionsBinder>();
        services.AddOptions<EmulatorOptions>()
            .Configure(configure ?? (_ => { }))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmulatorOptions>, EmulatorOptionsValidator>();
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;

            // List operations accept a nextToken of 9,000 characters in the query string.
            server.Limits.MaxRequestLineSize = 64 * 1024;

            // A client that sends the headers of a request slowly must not keep its connection. The other limits of Kestrel already
            // end slow bodies (below 240 bytes per second), slow readers and unused connections (after 130 seconds).
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

            // Each connection needs a file descriptor and a buffer. More connections than this are an attack or a bug.
            server.Limits.MaxConcurrentConnections = 10_000;
        });

        // Opens the storage in StartingAsync, which the host runs before any other background service and the web server start.
        services.AddHostedService<StorageStartup>();
        services.AddStorage();
        services.AddProtocol();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolver =
            JsonTypeInfoResolver.Combine(ProtocolJson.Default, ApiServices.JsonTypes, ControlJson.Default));
        services.AddSingleton<TimeProvider, MillisecondClock>();
        services.AddScheduling().AddHostedService(provider => provider.GetRequiredService<DueWork>());
        services.AddSingleton<NewId>(_ => Guid.CreateVersion7().ToString());
        services.AddApi().AddEvents();
        services.AddControls();
        services.AddHostedService<RetentionService>();
        services.AddSingleton<DeletedDomainCleaner>();
        services.AddHostedService(provider => provider.GetRequiredService<DeletedDomainCleaner>());
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<SeedApplication>();
        services.AddSingleton<SeedService>();
        services.AddSingleton<ApplySeed>(provider => provider.GetRequiredService<SeedService>().ApplyAsync);
        services.AddSingleton<LoadSeed>(LoadSeed);
        return services;
    }

    /// <summary>
    /// Adds the request pipeline and all operations. The emulator then responds to every path of the application.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="usePages">Adds middleware for pages outside the API, such as Swagger UI, or null.</param>
    /// <returns>The same application.</returns>
    public static WebApplication MapConnectCases(this WebApplication app, Action<IApplicationBuilder>? usePages = null)
    {
        app.UseMiddleware<RequestLog>();
        app.Use(RestJsonResponse.Stamp);

        // ServiceExceptionHandler handles every exception. The middleware requires a pipeline, but never runs the pipeline.
        app.UseExceptionHandler(_ => { });
        app.Use(RequestLog.EndAborted);
        app.UseMiddleware<OriginFilter>();
        app.UseMiddleware<HostFilter>();
        usePages?.Invoke(app);
        app.Use(RestJsonRequest.Normalize);
        app.UseRouting();
        app.UseCors();
        app.Use(Caller.Identify);
        app.Use(RestJsonRequest.Recognize);
        app.UseMiddleware<SignatureFilter>();
        app.UseMiddleware<ThrottlingFilter>();
        app.UseMiddleware<FaultFilter>();

        app.MapGroup("").RequireCors(ProtocolServices.ApiOrigins).RunsDueWorkFirst().MapApi();
        app.MapControls();
        app.MapUnknownOperations();
        return app;
    }

    private static LoadSeed LoadSeed(IServiceProvider provider) => name => name == DemoSeed.Name
        ? (unit, owner) => provider.GetRequiredService<DemoSeed>().Seed(unit, owner, usesRows: true)
        : provider.GetRequiredService<SeedService>().Load(name);

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddSingleton(CreateStorage);
        services.AddSingleton<ScheduledWorkFilter>();
        services.AddScoped(provider => provider.GetRequiredService<IStorage>().CreateDbContext());
        services.AddSingleton(provider => provider.GetRequiredService<IStorage>()
            .CreateExecutor(provider.GetRequiredService<ILogger<UnitOfWorkExecutor>>()));
    }

    private static IStorage CreateStorage(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        var chosen = provider.GetServices<StorageFactory>().Select(create => create(options, loggers))
            .FirstOrDefault(storage => storage is not null);
        return chosen ?? (options.Postgres is null
            ? new SqliteStorage(options)
            : throw new StartupException("Postgres is set, but the program does not call AddConnectCasesPostgreSql."));
    }
}
