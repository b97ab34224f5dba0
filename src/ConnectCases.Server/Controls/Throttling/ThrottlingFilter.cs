using ConnectCases.Protocol.Http;

namespace ConnectCases.Controls.Throttling;

/// <summary>Rejects requests above the rate of their operation before anything else is checked.</summary>
internal sealed class ThrottlingFilter(RequestDelegate next, Throttle throttle)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!throttle.IsOff && RequestContext.Of(context) is { ApiOperation: { } operation, Caller: { } caller })
        {
            throttle.EnsureBelowRate(caller.Account, caller.Region, operation);
        }

        return next(context);
    }
}
