using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Protocol.Security;

/// <summary>The server accepts only its own host names, so that DNS rebinding does not work.</summary>
public sealed class HostTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:8080")]
    [InlineData("cases.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3:80")]
    [InlineData("[::1]:22737")]
    public async Task A_loopback_name_is_accepted(string host) =>
        (await SendAsync(app, "/domains-list", host)).ShouldSucceed();

    [Theory]
    [InlineData("evil.example.com", "/domains-list")]
    [InlineData("evil.example.com:22737", "/domains-list")]
    [InlineData("localhost.evil.example.com", "/domains-list")]
    [InlineData("192.0.2.1", "/domains-list")]
    [InlineData("[2001:db8::1]", "/domains-list")]
    [InlineData("evil.example.com", "/_emulator/merges/hold")]
    [InlineData("evil.example.com", "/_emulator/health/ready")]
    [InlineData("evil.example.com", "/swagger/index.html")]
    [InlineData("evil.example.com", "/nope")]
    public async Task Another_name_is_misdirected(string host, string path) =>
        (await SendAsync(app, path, host)).ShouldFail(
            HttpStatusCode.MisdirectedRequest, "MisdirectedRequestException", "--allowed-hosts", "AllowedHosts");

    [Theory]
    [InlineData("cases, *.example.com", "cases:22737", true)]
    [InlineData("cases, *.example.com", "a.example.com", true)]
    [InlineData("cases, *.example.com", "CASES", true)]
    [InlineData("cases, *.example.com", "example.org", false)]
    [InlineData("*", "example.org", true)]
    public async Task Allowed_names_are_accepted(string allowed, string host, bool accepted)
    {
        await using var own = new CasesApp().With("AllowedHosts", allowed);
        Assert.Equal(accepted, (await SendAsync(own, "/domains-list", host)).Status == HttpStatusCode.OK);
    }

    private static async Task<ApiResponse> SendAsync(CasesApp app, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        return await app.NewAccount().SendAsync(request);
    }
}
