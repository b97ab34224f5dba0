using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Protocol.Security;

/// <summary>A web page of another origin reaches neither the controls nor, unless allowed, the API.</summary>
public sealed class OriginTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("POST", "/_emulator/merges/hold", "Origin", "https://evil.example.com")]
    [InlineData("POST", "/_emulator/merges/hold", "Origin", "http://localhost:3000")]
    [InlineData("POST", "/_emulator/merges/hold", "Origin", "null")]
    [InlineData("POST", "/_EMULATOR/merges/hold", "Origin", "https://evil.example.com")]
    [InlineData("POST", "/%5Femulator/merges/hold", "Origin", "https://evil.example.com")]
    [InlineData("POST", "/_emulator/merges/hold", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "/_emulator/merges/hold", "Sec-Fetch-Site", "same-site")]
    [InlineData("GET", "/_emulator/info", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "/swagger/v1/swagger.json", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "/swagger/index.html", "Origin", "https://evil.example.com")]
    public async Task Controls_and_pages_refuse_other_pages(string method, string path, string header, string value)
    {
        var response = await SendAsync(app, method, path, (header, value));
        response.ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException");
        ShouldBeUnreadable(response);
    }

    [Theory]
    [InlineData("/_emulator/merges/hold", "https://evil.example.com")]
    [InlineData("/_emulator/nope", "https://evil.example.com")]
    [InlineData("/_emulator/merges/hold", "own")]
    [InlineData("/swagger/index.html", "own")]
    public async Task Controls_and_pages_answer_no_preflight(string path, string origin)
    {
        var response = await SendAsync(
            app, "OPTIONS", path, ("Origin", origin), ("Access-Control-Request-Method", "POST"));
        response.ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException");
        ShouldBeUnreadable(response);
    }

    [Theory]
    [InlineData("GET", "/_emulator/info", "Origin", "own")]
    [InlineData("GET", "/_emulator/info", "Sec-Fetch-Site", "same-origin")]
    [InlineData("GET", "/_emulator/info", "Sec-Fetch-Site", "none")]
    [InlineData("GET", "/swagger/index.html", "Sec-Fetch-Site", "none")]
    public async Task Controls_and_pages_serve_their_own_pages(string method, string path, string header, string value) =>
        (await SendAsync(app, method, path, (header, value))).ShouldSucceed();

    [Fact]
    public async Task A_link_of_another_site_opens_Swagger_but_no_control()
    {
        (string, string)[] link = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        (await SendAsync(app, "GET", "/swagger/index.html", link)).ShouldSucceed();
        (await SendAsync(app, "GET", "/_emulator/info", link)).ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException");

        (string, string)[] frame = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")];
        (await SendAsync(app, "GET", "/swagger/index.html", frame)).ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException");
    }

    [Theory]
    [InlineData("GET", "/_emulator/info", "default-src 'none'")]
    [InlineData("POST", "/_emulator/nope", "default-src 'none'")]
    [InlineData("GET", "/swagger/index.html", "script-src 'self';")]
    [InlineData("GET", "/swagger/v1/swagger.json", "script-src 'self';")]
    public async Task Controls_and_pages_cannot_be_framed_or_mistaken(string method, string path, string policy)
    {
        var headers = (await SendAsync(app, method, path)).Headers;
        var security = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", security, StringComparison.Ordinal);
        Assert.Contains(policy, security, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Theory]
    [InlineData(null, "http://localhost:3000", true)]
    [InlineData(null, "http://127.0.0.1", true)]
    [InlineData(null, "https://app.localhost", true)]
    [InlineData(null, "http://[::1]:8080", true)]
    [InlineData(null, "own", true)]
    [InlineData(null, "https://app.example.com", false)]
    [InlineData(null, "http://localhost.evil.example.com", false)]
    [InlineData(null, "null", false)]
    [InlineData("none", "http://localhost:3000", false)]
    [InlineData("any", "https://app.example.com", true)]
    [InlineData("any", "null", true)]
    [InlineData("https://app.example.com,https://other.example.com", "https://app.example.com", true)]
    [InlineData("https://app.example.com,https://other.example.com", "https://other.example.com", true)]
    [InlineData("https://app.example.com", "https://app.example.com:8443", false)]
    [InlineData("https://app.example.com", "http://localhost:3000", false)]
    public async Task The_API_serves_pages_of_allowed_origins(string? cors, string origin, bool allowed)
    {
        await using var own = cors is null ? new CasesApp() : new CasesApp().With("Cors", cors);

        var created = await SendAsync(own, "POST", "/domains", ("Origin", origin));
        var preflight = await SendAsync(own, "OPTIONS", "/domains", ("Origin", origin), ("Access-Control-Request-Method", "POST"));

        if (!allowed)
        {
            created.ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException", "--cors", origin);
            ShouldBeUnreadable(created);
            ShouldBeUnreadable(preflight);
            return;
        }

        Assert.Equal(HttpStatusCode.BadRequest, created.Status);
        var expected = cors == "any" ? "*" : created.Headers.GetValues("Access-Control-Allow-Origin").Single();
        Assert.Equal(expected, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(cors == "any" ? "*" : Resolved(own, origin), expected);
    }

    [Fact]
    public async Task Swagger_can_call_the_API_although_no_other_page_can()
    {
        await using var own = new CasesApp().With("Cors", "none");
        (await SendAsync(own, "POST", "/domains-list", ("Origin", "own"))).ShouldSucceed();
    }

    [Theory]
    [InlineData(null, "cross-site", false)]
    [InlineData(null, "same-site", true)]
    [InlineData(null, "same-origin", true)]
    [InlineData("none", "same-site", false)]
    [InlineData("any", "cross-site", true)]
    public async Task A_page_that_hides_its_origin_is_judged_by_its_site(string? cors, string site, bool allowed)
    {
        await using var own = cors is null ? new CasesApp() : new CasesApp().With("Cors", cors);
        var response = await SendAsync(own, "POST", "/domains-list", ("Sec-Fetch-Site", site));
        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.Status);
    }

    private static void ShouldBeUnreadable(ApiResponse response) =>
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"), response.Text);

    private static async Task<ApiResponse> SendAsync(
        CasesApp app, string method, string path, params (string Name, string Value)[] headers)
    {
        var client = app.NewAccount();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, Resolved(client, value));
        }

        return await client.SendAsync(request);
    }

    private static string Resolved(CasesApp app, string origin) => Resolved(app.NewAccount(), origin);

    private static string Resolved(CasesClient client, string origin) =>
        origin == "own" ? client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin;
}
