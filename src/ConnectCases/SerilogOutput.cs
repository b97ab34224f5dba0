using System.Globalization;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;

namespace ConnectCases;

/// <summary>Writes the log to standard output with Serilog: as text or as one JSON object per line.</summary>
internal static class SerilogOutput
{
    public static void AddSerilogOutput(this IServiceCollection services) =>
        services.AddSerilog(
            (provider, logger) =>
            {
                // The emulator itself reports each failure once. Program reports a failed start. The exception handler reports a
                // failed request. The writer reports a failed transaction.
                logger.MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                    .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                    .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                    .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Hosting.Diagnostics"));

                if (provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.LogFormat == LogFormat.Json)
                {
                    logger.WriteTo.Console(new RenderedCompactJsonFormatter());
                }
                else
                {
                    logger.WriteTo.Console(
                        outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
                        formatProvider: CultureInfo.InvariantCulture);
                }
            },
            preserveStaticLogger: true);
}
