using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Security;

/// <summary>
/// Rejects requests of web pages that must not reach the server. A page of any origin can send simple requests without a preflight.
/// Therefore the server rejects the request itself, instead of only keeping the response from the page.
/// Controls and the pages of the server accept only requests of their own origin.
/// </summary>
internal sealed class OriginFilter(RequestDelegate next, AllowedOrigins origins)
{
    private const string ControlPolicy = "default-src 'none'; frame-ancestors 'none'";

    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (EmulatorPaths.IsPage(request.Path) || EmulatorPaths.IsControl(request.Path))
        {
            context.Response.OnStarting(AddHeaders, context);
            return IsOwn(request, origin) && (site is "" or "same-origin" or "none" || IsLink(request)) && !IsPreflight(request)
                ? next(context)
                : throw new AccessDeniedException(
                    Refusal.ForeignOrigin,
                    $"Other web pages cannot use the controls and pages of the emulator. Call the controls from a program.",
                    hint: $"Call the controls from a test or a terminal, which send no Origin header.");
        }

        return (origin.Length == 0 ? origins.AllowsSite(site) : IsOwn(request, origin) || origins.Contains(origin))
            ? next(context)
            : throw new AccessDeniedException(
                Refusal.ForeignOrigin,
                $"Web pages of the origin '{(origin.Length == 0 ? site : origin)}' cannot call the API. Allow the origin with --cors (setting Cors).",
                hint: $"Start the server with --cors {(origin.Length == 0 ? "ORIGIN" : origin)}.");
    }

    private static bool IsOwn(HttpRequest request, string origin) =>
        origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    // A link of another site can open a page of the server. The page cannot be in a frame of the site.
    private static bool IsLink(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && EmulatorPaths.IsPage(request.Path)
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey("Access-Control-Request-Method");

    private static Task AddHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = EmulatorPaths.IsPage(context.Request.Path) ? PagePolicy : ControlPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
