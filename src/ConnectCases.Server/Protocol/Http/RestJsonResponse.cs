namespace ConnectCases.Protocol.Http;

/// <summary>What every answer carries: the request id, and the content type as AWS spells it (behaviour.md 1.4).</summary>
internal static class RestJsonResponse
{
    // At the start of the answer, because the exception handler clears what was set before.
    public static Task Stamp(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var answered = (HttpContext)state;
                answered.Response.Headers["x-amzn-RequestId"] = RequestContext.Of(answered).RequestId;
                if (answered.Response.ContentType == "application/json; charset=utf-8")
                {
                    answered.Response.ContentType = "application/json";
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
