using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ConnectCases.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ConnectCases.Tests.Hosting;

/// <summary>Where the server listens, and what can move it.</summary>
public sealed class ListenTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Settings_of_other_applications_do_not_move_the_server()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "appsettings.json"), """
            {
              "Urls": "http://0.0.0.0:0",
              "AllowedHosts": "nobody",
              "Kestrel": { "Endpoints": { "Other": { "Url": "http://0.0.0.0:0" } } },
              "ConnectCases": { "Region": "eu-central-1" }
            }
            """);
        await using var server = await ServerProcess.StartAsync(
            directory,
            readsOutput: true,
            ["--in-memory"],
            ("ASPNETCORE_URLS", "http://0.0.0.0:0"),
            ("URLS", "http://0.0.0.0:0"),
            ("ASPNETCORE_HTTP_PORTS", "0"),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Kestrel__Endpoints__Other__Url", "http://0.0.0.0:0"));

        var endpoint = server.Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal("127.0.0.1", server.Client.Http.BaseAddress!.Host);
        Assert.Contains($"endpoint  {endpoint}\n", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", server.Output, StringComparison.Ordinal);
        Assert.Equal("eu-central-1", (string)(await InfoAsync(server))["defaults"]["region"]!);
    }

    [Theory]
    [InlineData("http://localhost:0", false)]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://0.0.0.0:0", true)]
    [InlineData("http://*:0", true)]
    public async Task The_announced_endpoint_is_one_that_a_client_can_use(string urls, bool warns)
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--urls", urls);
        Assert.Equal("127.0.0.1", server.Client.Http.BaseAddress!.Host);
        Assert.Equal(HttpStatusCode.OK, (await InfoAsync(server)).Status);
        Assert.Equal(warns, server.Output.Contains("Other machines can reach", StringComparison.Ordinal));
        Assert.Equal(warns, server.Output.Contains("--signatures require", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_name_to_listen_on_is_accepted_in_requests()
    {
        var name = Environment.MachineName.ToLowerInvariant();
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--urls", $"http://{name}:0");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_emulator/info", UriKind.Relative));
        request.Headers.Host = name;
        (await server.Client.SendAsync(request)).ShouldSucceed();
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("pem and key")]
    [InlineData("pfx")]
    public async Task A_certificate_enables_TLS_and_HTTP_2(string kind)
    {
        using var certificate = CreateCertificate();
        var (file, key) = (Path.Combine(directory, "cert"), Path.Combine(directory, "key"));
        string[] options = ["--certificate", file];
        switch (kind)
        {
            case "pfx":
                await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12));
                break;
            case "pem":
                await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{Key(certificate)}");
                break;
            default:
                await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
                await File.WriteAllTextAsync(key, Key(certificate));
                options = [.. options, "--certificate-key", key];
                break;
        }

        await using var server = await ServerProcess.StartAsync(directory, ["--in-memory", "--urls", "https://127.0.0.1:0", .. options]);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) =>
            presented!.GetCertHashString() == certificate.GetCertHashString();
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Client.Http.BaseAddress!, "/domains-list"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        using var response = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (response.StatusCode, response.Version));
    }

    [Fact]
    public async Task A_certificate_without_a_key_is_refused()
    {
        using var certificate = CreateCertificate();
        await File.WriteAllTextAsync(Path.Combine(directory, "cert"), certificate.ExportCertificatePem());
        var (exitCode, _, errors) = await ServerProcess.RunAsync(
            directory, ["--in-memory", "--urls", "https://127.0.0.1:0", "--certificate", "cert"]);
        Assert.Equal(2, exitCode);
        Assert.Contains("cert", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_host_can_use_settings()
    {
        await using var app = new SettingsApp();
        using var client = app.CreateClient();
        var info = await client.GetStringAsync(new Uri("/_emulator/info", UriKind.Relative));
        Assert.Contains("111122223333", info, StringComparison.Ordinal);
        Assert.Contains("in memory", info, StringComparison.Ordinal);
    }

    private static async Task<ApiResponse> InfoAsync(ServerProcess server) =>
        (await server.Client.SendAsync(HttpMethod.Get, "/_emulator/info", null)).ShouldSucceed();

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Key(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private sealed class SettingsApp : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseSetting("ConnectCases:InMemory", "true")
            .UseSetting("ConnectCases:Account", "111122223333");
    }
}
