using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;

namespace ConnectCases.Controls.Throttling;

/// <summary>Rejects requests above the rate of their operation before anything else is checked.</summary>
internal sealed class ThrottlingFilter(RequestDelegate next, Throttle throttle)
{
    public Task InvokeAsync(HttpContext context) =>
        throttle.IsOff || RequestContext.Of(context) is not { ApiOperation: { } operation, Caller: { } caller }
            ? next(context)
            : InvokeAsync(context, caller, operation);

    private async Task InvokeAsync(HttpContext context, Caller caller, string operation)
    {
        try
        {
            throttle.EnsureBelowRate(caller.Account, caller.Region, operation);
        }
        catch (ThrottlingException)
        {
            await RequestBody.KeepAsync(context);
            throw;
        }

        await next(context);
    }
}
