using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace ConnectCases;

/// <summary>Writes the log to standard output with Serilog: as text or as one JSON object per line.</summary>
internal static class SerilogOutput
{
    public static void AddSerilogOutput(this IServiceCollection services, ProcessOptions options)
    {
        if (options.LogFormat == LogFormat.None || options.LogLevel == LogLevel.None)
        {
            services.AddLogging(logging => logging.ClearProviders());
            return;
        }

        services.AddSerilog(
            logger =>
            {
                // The emulator itself reports each failure once. Program reports a failed start. The exception handler reports a
                // failed request. The writer reports a failed transaction.
                logger.MinimumLevel.Is(LevelConvert.ToSerilogLevel(options.LogLevel))
                    .MinimumLevel.Override("Microsoft", Higher(options.LogLevel, LogEventLevel.Warning))
                    .MinimumLevel.Override("Microsoft.AspNetCore.Server.Kestrel", Higher(options.LogLevel, LogEventLevel.Error))
                    .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                    .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                    .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Hosting.Diagnostics"))
                    .WriteTo.Sink(new BackgroundOutput(Formatter(options.LogFormat)));
            },
            preserveStaticLogger: true);
    }

    /// <summary>Returns the formatter of the lines.</summary>
    public static ITextFormatter Formatter(LogFormat format) => format == LogFormat.Json
        ? new RenderedCompactJsonFormatter()
        : new MessageTemplateTextFormatter(
            "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}", CultureInfo.InvariantCulture);

    private static LogEventLevel Higher(LogLevel level, LogEventLevel other) =>
        (LogEventLevel)Math.Max((int)LevelConvert.ToSerilogLevel(level), (int)other);
}
