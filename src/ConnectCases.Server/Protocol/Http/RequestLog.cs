using System.Diagnostics;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Journal;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Protocol.Http;

/// <summary>Gives each request an id, adds it to the journal, and writes one log line after its response.</summary>
internal sealed partial class RequestLog(
    RequestDelegate next, RequestJournal journal, TimeProvider real, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var request = new RequestContext(Guid.CreateVersion7().ToString());
        context.Features.Set(request);
        if (journal.IsOn && IsOfApi(context.Request))
        {
            // A client that has the response finds the request in the journal.
            var time = real.GetUtcNow();
            request.Record = () => journal.Add(CreateEntry(context, request, time, Stopwatch.GetElapsedTime(started)));
            context.Response.OnStarting(
                static state =>
                {
                    ((RequestContext)state).RecordOnce();
                    return Task.CompletedTask;
                },
                request);
        }

        await next(context);

        request.RecordOnce();
        var level = GetLevel(context);
        if (logger.IsEnabled(level))
        {
            Write(level, context, request, Stopwatch.GetElapsedTime(started));
        }
    }

    private static JournalEntry CreateEntry(HttpContext context, RequestContext request, DateTimeOffset time, TimeSpan duration)
    {
        var headers = context.Request.Headers;
        return new()
        {
            RequestId = request.RequestId,
            Time = time,
            Duration = duration,
            Operation = request.Operation,
            Account = request.Caller?.Account,
            Region = request.Caller?.Region,
            Principal = request.Caller?.OwnPrincipalArn,
            Method = context.Request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            UserAgent = headers["x-amz-user-agent"] is { Count: > 0 } agent ? agent : headers.UserAgent,
            InvocationId = headers["amz-sdk-invocation-id"],
            SdkRequest = headers["amz-sdk-request"],
            Status = request.HasNoResponse ? null : StatusOf(context, request),
            ErrorCode = request.ErrorCode,
            ErrorMessage = request.ErrorMessage,
            Reason = request.Reason,
            Warnings = request.AllWarnings,
            Fault = request.Fault,
            RequestBody = request.RequestBody,
            ResponseBody = request.ResponseBody,
        };
    }

    private static int StatusOf(HttpContext context, RequestContext request) =>
        request.WasAborted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;

    private static bool IsOfApi(HttpRequest request) => !EmulatorPaths.IsControl(request.Path) && !HttpMethods.IsOptions(request.Method)
        && !(EmulatorPaths.IsPage(request.Path) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)));

    /// <summary>
    /// Ends requests whose client has gone. Their exceptions are no failures, and nobody can receive an error response. Runs inside
    /// the exception handler, which would log the exception.
    /// </summary>
    public static async Task EndAborted(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // Every exception is the consequence of the closed connection.
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || IsEndOfConnection(exception))
#pragma warning restore CA1031
        {
            RequestContext.Of(context).WasAborted = true;
        }
    }

    // Kestrel reports the end of the connection in a body before it cancels RequestAborted.
    private static bool IsEndOfConnection(Exception exception) => exception is ConnectionResetException or ConnectionAbortedException
        || (exception is BadHttpRequestException
            && exception.Message.StartsWith("Unexpected end of request content", StringComparison.Ordinal));

    private void Write(LogLevel level, HttpContext context, RequestContext request, TimeSpan elapsed)
    {
        var operation = request.Operation ?? OneLine($"{Excerpt.Of(context.Request.Method)} {Excerpt.Of(context.Request.Path)}");
        var statusCode = StatusOf(context, request);
        var (account, region) = (request.Caller?.Account ?? "-", request.Caller?.Region ?? "-");
        var milliseconds = elapsed.TotalMilliseconds;
        if (request.ErrorCode is not { } code)
        {
            string[] remarks = [.. request.AllWarnings.Select(warning => $"Warning: {warning}"), .. FaultOf(request)];
            if (remarks.Length > 0)
            {
                var texts = OneLine(string.Join(' ', remarks));
                Log.Remarked(logger, level, operation, statusCode, account, region, milliseconds, request.RequestId, texts);
                return;
            }

            Log.Completed(logger, level, operation, statusCode, account, region, milliseconds, request.RequestId);
            return;
        }

        var message = OneLine(request.ErrorText ?? "");
        Log.Refused(logger, level, operation, statusCode, code, account, region, milliseconds, request.RequestId, message);
    }

    private static string[] FaultOf(RequestContext request) =>
        request.Fault is { } fault ? [$"Fault: {fault.Fault ?? "latency"} by the rule '{fault.RuleId}'."] : [];

    // Successful controls, health probes and pages of Swagger UI are not operations of the API.
    private static LogLevel GetLevel(HttpContext context) =>
        (EmulatorPaths.IsControl(context.Request.Path) || EmulatorPaths.IsPage(context.Request.Path))
        && RequestContext.Of(context).ErrorCode is null
            ? LogLevel.Debug
            : LogLevel.Information;

    // A value of the request must not look like a line of the log.
    private static string OneLine(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character))
        : text;

    private static partial class Log
    {
        [LoggerMessage("{Operation:l} {StatusCode} - {Account:l} {Region:l} {Elapsed:0.0} ms {RequestId:l}")]
        public static partial void Completed(
            ILogger logger,
            LogLevel level,
            string operation,
            int statusCode,
            string account,
            string region,
            double elapsed,
            string requestId);

        [LoggerMessage("{Operation:l} {StatusCode} - {Account:l} {Region:l} {Elapsed:0.0} ms {RequestId:l} {Remarks:l}")]
        public static partial void Remarked(
            ILogger logger,
            LogLevel level,
            string operation,
            int statusCode,
            string account,
            string region,
            double elapsed,
            string requestId,
            string remarks);

        [LoggerMessage(
            "{Operation:l} {StatusCode} {ErrorCode:l} {Account:l} {Region:l} {Elapsed:0.0} ms {RequestId:l} {ErrorMessage:l}")]
        public static partial void Refused(
            ILogger logger,
            LogLevel level,
            string operation,
            int statusCode,
            string errorCode,
            string account,
            string region,
            double elapsed,
            string requestId,
            string errorMessage);
    }
}
