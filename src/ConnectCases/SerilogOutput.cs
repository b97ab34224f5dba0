using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;
using Serilog.Formatting.Compact;

namespace ConnectCases;

/// <summary>
/// Writes the log to standard output with Serilog: as text or as one JSON object per line. The lines wait in a queue for the
/// output, so that an output that nobody reads never blocks a request. Lines that do not fit into the queue are dropped and counted.
/// </summary>
internal static class SerilogOutput
{
    private const int QueuedLines = 10_000;

    public static void AddSerilogOutput(this IServiceCollection services, ProcessOptions options)
    {
        if (options.LogFormat == LogFormat.None || options.LogLevel == LogLevel.None)
        {
            services.AddLogging(logging => logging.ClearProviders());
            return;
        }

        var queue = new LogQueue();
        services.AddSingleton(queue);
        services.AddHostedService<DroppedLines>();
        services.AddSerilog(
            logger =>
            {
                // The emulator itself reports each failure once. Program reports a failed start. The exception handler reports a
                // failed request. The writer reports a failed transaction.
                logger.MinimumLevel.Is(LevelConvert.ToSerilogLevel(options.LogLevel))
                    .MinimumLevel.Override("Microsoft", Higher(options.LogLevel, LogEventLevel.Warning))
                    .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                    .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                    .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Hosting.Diagnostics"))
                    .WriteTo.Sink(new AbandonedAtExit(CreateQueue(options.LogFormat, queue)));
            },
            preserveStaticLogger: true);
    }

    /// <summary>Writes the events to standard output in a format.</summary>
    public static LoggerConfiguration Output(this LoggerSinkConfiguration sink, LogFormat format) => format == LogFormat.Json
        ? sink.Console(new RenderedCompactJsonFormatter())
        : sink.Console(
            outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
            formatProvider: CultureInfo.InvariantCulture);

    private static Logger CreateQueue(LogFormat format, LogQueue queue) => new LoggerConfiguration().MinimumLevel.Verbose()
        .WriteTo.Async(sink => sink.Output(format), QueuedLines, blockWhenFull: false, queue)
        .CreateLogger();

    private static LogEventLevel Higher(LogLevel level, LogEventLevel other) =>
        (LogEventLevel)Math.Max((int)LevelConvert.ToSerilogLevel(level), (int)other);

    /// <summary>Writes the queued lines when the server stops, but stops waiting for an output that nobody reads.</summary>
    private sealed class AbandonedAtExit(Logger output) : ILogEventSink, IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

        public void Emit(LogEvent logEvent) => output.Write(logEvent);

        public void Dispose() => Task.Run(output.Dispose).Wait(Patience);
    }
}
