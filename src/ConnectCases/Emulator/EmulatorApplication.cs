using ConnectCases.AuditEvents;
using ConnectCases.CaseRules;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.EventConfiguration;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Layouts;
using ConnectCases.Merges;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using ConnectCases.Swagger;
using ConnectCases.Tags;
using ConnectCases.Telemetry;
using ConnectCases.Templates;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>What the application is made of, and the way of a request through it.</summary>
internal static class EmulatorApplication
{
    /// <exception cref="StartupException">An address to listen on is none.</exception>
    public static void AddEmulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls(builder.Configuration.ReadUrls());
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;

            // List operations take a nextToken of 9,000 characters in the query string.
            server.Limits.MaxRequestLineSize = 64 * 1024;
        });
        var services = builder.Services;
        services.AddSingleton(provider =>
            Options.Create(provider.GetRequiredService<IConfiguration>().ReadEmulatorOptions()));
        services.AddLogOutput();
        services.AddPersistence();
        services.AddProtocol();
        services.AddResources();
        services.AddSwagger();
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
    }

    public static void MapEmulator(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.Use(RestJsonAnswer.Stamp);
        app.UseExceptionHandler(_ => { });
        app.UseSwaggerPages();
        app.Use(RestJsonRequest.Normalize);
        app.UseRouting();
        app.UseCors();
        app.Use(Caller.Identify);
        app.Use(RestJsonRequest.Prepare);

        var api = app.MapGroup("").RequireCors(ProtocolServices.AnyOrigin).WithValidation().WithDueWorkDone();
        api.MapDomains();
        api.MapEventConfiguration();
        api.MapFields();
        api.MapLayouts();
        api.MapTemplates();
        api.MapCaseRules();
        api.MapCases();
        api.MapRelatedItems();
        api.MapAuditEvents();
        api.MapMerges();
        api.MapTags();
        app.MapEmulatorEndpoints();
        app.MapEvents();
        app.MapMergeControls();
        app.MapUnknownOperations();
    }

    /// <summary>Takes the database file and fills it if asked to, before the first request can come.</summary>
    /// <exception cref="StartupException">A setting or the file is not usable.</exception>
    public static async Task PrepareStorageAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<IStorage>().Open();
        if (services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Seed == DemoSeed.Name)
        {
            await services.GetRequiredService<DemoSeed>().PlantAsync();
        }
    }

    private static void AddPersistence(this IServiceCollection services)
    {
        services.AddSingleton<IStorage>(provider =>
            provider.GetRequiredService<IOptions<EmulatorOptions>>().Value is { Postgres: not null } options
                ? new PostgresDatabase(options)
                : new SqliteFile(provider.GetRequiredService<IOptions<EmulatorOptions>>().Value));
        services.AddScoped(provider => provider.GetRequiredService<IStorage>().CreateDbContext());
        services.AddSingleton(provider => provider.GetRequiredService<IStorage>()
            .CreateWritePath(provider.GetRequiredService<ILogger<WritePath>>()));
    }

    private static void AddResources(this IServiceCollection services)
    {
        services.AddSingleton<TimeProvider, MillisecondClock>();
        services.AddSingleton<NewId>(() => Guid.CreateVersion7().ToString());
        services.AddDomains();
        services.AddEventConfiguration();
        services.AddFields();
        services.AddLayouts();
        services.AddTemplates();
        services.AddCaseRules();
        services.AddCases();
        services.AddRelatedItems();
        services.AddAuditEvents();
        services.AddMerges();
        services.AddEvents();
        services.AddTags();
        services.AddScoped<DemoSeed>();
        services.AddHostedService<Housekeeper>();
    }
}
