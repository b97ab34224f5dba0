using System.Diagnostics;

namespace ConnectCases.Protocol.Http;

/// <summary>Gives every request its id and, when it is answered, its line in the log.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var facts = new RequestContext(Guid.CreateVersion7().ToString());
        context.Features.Set(facts);

        await next(context);

        var level = LevelOf(context);
        if (logger.IsEnabled(level))
        {
            Write(level, context, facts, Stopwatch.GetElapsedTime(started));
        }
    }

    private void Write(LogLevel level, HttpContext context, RequestContext facts, TimeSpan elapsed) =>
        Log.Answered(
            logger,
            level,
            facts.Operation ?? "-",
            context.Response.StatusCode,
            facts.ErrorCode ?? "-",
            facts.Caller?.Account ?? "-",
            facts.Caller?.Region ?? "-",
            elapsed.TotalMilliseconds,
            facts.RequestId);

    // Probes and the pages of Swagger UI are not calls of the API.
    private static LogLevel LevelOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/_emulator") || context.Request.Path.StartsWithSegments("/swagger")
            ? LogLevel.Debug
            : LogLevel.Information;

    private static partial class Log
    {
        [LoggerMessage("{Operation:l} {StatusCode} {ErrorCode:l} {Account:l} {Region:l} {Elapsed:0.0} ms {RequestId:l}")]
        public static partial void Answered(
            ILogger logger,
            LogLevel level,
            string operation,
            int statusCode,
            string errorCode,
            string account,
            string region,
            double elapsed,
            string requestId);
    }
}
