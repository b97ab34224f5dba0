using System.Diagnostics;

namespace ConnectCases.Protocol.Http;

/// <summary>Gives each request an id and writes one log line after its response.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new RequestContext(Guid.CreateVersion7().ToString());
        context.Features.Set(request);

        await next(context);

        var level = GetLevel(context);
        if (logger.IsEnabled(level))
        {
            Write(level, context, request, Stopwatch.GetElapsedTime(started));
        }
    }

    private void Write(LogLevel level, HttpContext context, RequestContext request, TimeSpan elapsed) =>
        Log.Completed(
            logger,
            level,
            request.Operation ?? "-",
            context.Response.StatusCode,
            request.ErrorCode ?? "-",
            request.Caller?.Account ?? "-",
            request.Caller?.Region ?? "-",
            elapsed.TotalMilliseconds,
            request.RequestId);

    // Controls, health probes and the pages of Swagger UI are not operations of the API.
    private static LogLevel GetLevel(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/_emulator") || context.Request.Path.StartsWithSegments("/swagger")
            ? LogLevel.Debug
            : LogLevel.Information;

    private static partial class Log
    {
        [LoggerMessage("{Operation:l} {StatusCode} {ErrorCode:l} {Account:l} {Region:l} {Elapsed:0.0} ms {RequestId:l}")]
        public static partial void Completed(
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
