using System.Collections.Frozen;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;

namespace ConnectCases.Controls.Faults;

/// <summary>Injects faults into requests of the API before anything of the request is checked.</summary>
internal sealed partial class FaultFilter(
    RequestDelegate next, FaultRules rules, IHostApplicationLifetime lifetime, ILogger<FaultFilter> logger)
{
    // The body of a truncated response, if the operation was not executed.
    private static readonly byte[] UnknownBody = """{"message":"The rest of this response is missing."}"""u8.ToArray();

    public Task InvokeAsync(HttpContext context) =>
        rules.IsEmpty || RequestContext.Of(context) is not { ApiOperation: { } operation, Caller: { } caller }
            ? next(context)
            : InvokeAsync(context, caller, operation);

    private async Task InvokeAsync(HttpContext context, Caller caller, string operation)
    {
        var ids = rules.NeedIds(caller.Account, caller.Region, operation) ? await RequestIds.ReadAsync(context) : FrozenSet<string>.Empty;
        if (rules.Decide(caller.Account, caller.Region, operation, ids) is not { } fault)
        {
            await next(context);
        }
        else if (fault.IsAfterCommit)
        {
            await InjectAfterCommitAsync(context, fault);
        }
        else
        {
            await RequestBody.KeepAsync(context);
            await DelayAsync(context, Record(context, fault));
            await (fault is { IsError: false, Kind: null } ? next(context) : FailAsync(context, fault, UnknownBody));
        }
    }

    private async Task InjectAfterCommitAsync(HttpContext context, InjectedFault fault)
    {
        var body = await RunAsync(context, fault);
        await DelayAsync(context, Record(context, fault));
        if (fault is { IsError: false, Kind: null })
        {
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
        else
        {
            await FailAsync(context, fault, body);
        }
    }

    /// <summary>Executes the operation and returns the body of its response. The error of a rejected operation passes.</summary>
    private async Task<byte[]> RunAsync(HttpContext context, InjectedFault fault)
    {
        using var capture = new ResponseCapture(context);
        try
        {
            await next(context);
            return await capture.CompleteAsync();
        }
        catch
        {
            rules.Withdraw(fault);
            throw;
        }
    }

    private FiredFault Record(HttpContext context, InjectedFault fault)
    {
        var request = RequestContext.Of(context);
        var fired = fault.ToRecord();
        request.Fault = fired;
        Log.Fired(logger, fired.RuleId, fired.Fault ?? fired.ErrorCode ?? "latency", request.ApiOperation!, request.RequestId);
        return fired;
    }

    // Waits in real time, because a clock can stand still. A stop of the server ends the wait.
    private async Task DelayAsync(HttpContext context, FiredFault fault)
    {
        if (fault.Latency is { } latency)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await Task.Delay(latency, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    private Task FailAsync(HttpContext context, InjectedFault fault, byte[] body)
    {
        if (fault.Kind is not { } kind)
        {
            throw fault.ToError(context);
        }

        if (BrokenResponse.IsAbsent(kind))
        {
            // A client whose connection ends finds the request in the journal.
            var request = RequestContext.Of(context);
            request.HasNoResponse = true;
            request.RecordOnce();
        }

        return new BrokenResponse(context, lifetime.ApplicationStopping).SendAsync(kind, body);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The fault rule {Rule} injected {Fault} into {Operation} {RequestId}.")]
        public static partial void Fired(ILogger logger, string rule, string fault, string operation, string requestId);
    }
}
