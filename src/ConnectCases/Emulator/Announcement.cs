using ConnectCases.Persistence;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>What a person needs to know when the server has started.</summary>
internal static partial class Announcement
{
    public static void Announce(this WebApplication app)
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
            Amazon Connect Cases emulator {EmulatorEndpoints.Version}
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
