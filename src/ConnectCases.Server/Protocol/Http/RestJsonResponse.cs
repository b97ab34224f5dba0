namespace ConnectCases.Protocol.Http;

/// <summary>
/// Sets the headers of every response: the request id, and the content type as AWS spells it (behaviour.md 1.4).
/// </summary>
internal static class RestJsonResponse
{
    // The headers are set when the response starts, because the exception handler clears earlier headers.
    public static Task Stamp(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var httpContext = (HttpContext)state;
                httpContext.Response.Headers["x-amzn-RequestId"] = RequestContext.Of(httpContext).RequestId;
                if (httpContext.Response.ContentType == "application/json; charset=utf-8")
                {
                    httpContext.Response.ContentType = "application/json";
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
