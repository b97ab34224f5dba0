using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Swagger;

/// <summary>The address of the server without a path.</summary>
public sealed class RootPageTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_browser_is_redirected_to_Swagger_UI()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = app.NewAccount().Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        using var response = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.Redirect, "/swagger"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Other_clients_get_a_modelled_error() =>
        (await app.NewAccount().SendAsync(HttpMethod.Get, "/", null)).ShouldFail(HttpStatusCode.NotFound, "UnknownOperationException");
}
