using ConnectCases.Controls.Info;
using ConnectCases.Demo;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;
using Serilog;

namespace ConnectCases;

/// <summary>Announces a started server: its endpoint, its storage and the demo. Does so with every log format and level.</summary>
internal static class StartupBanner
{
    private const string Unprotected = "Everyone who can reach the server can read, change and delete all data. "
        + "Use --signatures require to accept only signed requests.";

    private const string Protected = "Other machines need signed requests, except for health checks and Swagger UI.";

    public static void PrintBanner(this WebApplication app, LogFormat format)
    {
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var storage = app.Services.GetRequiredService<IStorage>().Description;
        string[] endpoints = [.. app.Urls.Select(ListenAddresses.ForClients)];
        var demo = app.Services.GetRequiredService<DemoSeed>().WasAdded switch
        {
            true => $"domain {DemoIds.Domain} (added)",
            false => $"domain {DemoIds.Domain} (was in the database before)",
            null => null,
        };
        string[] open = [.. app.Urls.Where(ListenAddresses.IsReachableByOthers)];
        var warning = open.Length == 0
            ? null
            : $"Other machines can reach {string.Join(", ", open)}. {(options.Signatures == SignatureMode.Require ? Protected : Unprotected)}";

        if (format == LogFormat.Json)
        {
            WriteJson(endpoints, storage, demo, warning);
        }
        else
        {
            WriteText(endpoints, storage, demo, warning);
        }
    }

    private static void WriteText(string[] endpoints, string storage, string? demo, string? warning) => Console.WriteLine(
        $"""
        Amazon Connect Cases emulator {EmulatorInfo.ServerVersion}
          endpoint  {string.Join(", ", endpoints)}
          storage   {storage}{(demo is null ? "" : $"\n  demo      {demo}")}
          swagger   {endpoints[0]}/swagger{(warning is null ? "" : $"\n  warning   {warning}")}

        export AWS_ENDPOINT_URL_CONNECTCASES={endpoints[0]}

        """);

    private static void WriteJson(string[] endpoints, string storage, string? demo, string? warning)
    {
        using var logger = new LoggerConfiguration().WriteTo.Console(SerilogOutput.Formatter(LogFormat.Json)).CreateLogger();
        logger.Information("Listening on {Endpoint}, storage {Storage}, demo {Demo}.", endpoints[0], storage, demo ?? "-");
        if (warning is not null)
        {
            logger.Warning("{Warning:l}", warning);
        }
    }
}
