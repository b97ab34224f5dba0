using ConnectCases.Controls.Info;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases;

/// <summary>Prints the addresses and the storage of a started server.</summary>
internal static partial class StartupBanner
{
    public static void PrintBanner(this WebApplication app)
    {
        var storage = app.Services.GetRequiredService<IStorage>().Description;
        var url = app.Urls.FirstOrDefault() ?? "";
        if (app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value.LogFormat == LogFormat.Json)
        {
            Log.Listening(app.Logger, url, storage);
            return;
        }

        Console.WriteLine(
            $"""
            Amazon Connect Cases emulator {EmulatorInfo.ServerVersion}
              endpoint  {string.Join(", ", app.Urls)}
              storage   {storage}
              swagger   {url}/swagger

            export AWS_ENDPOINT_URL_CONNECTCASES={url}

            """);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Listening on {Endpoint}, storage {Storage}.")]
        public static partial void Listening(ILogger logger, string endpoint, string storage);
    }
}
