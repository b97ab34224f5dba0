using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ConnectCases.Hosting;
using ConnectCases.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;

namespace ConnectCases.Tests.Controls;

/// <summary>What clients see of a fault. Raw connections show the bytes and the end of a connection.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private static readonly X509Certificate2 Certificate = CreateCertificate();

    private readonly CasesApp app = new();

    private readonly SocketsHttpHandler handler = new()
    {
        SslOptions = new() { RemoteCertificateValidationCallback = (_, presented, _, _) => IsOwn(presented) },
    };

    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        handler.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("AccessDeniedException", HttpStatusCode.Forbidden)]
    [InlineData("ConflictException", HttpStatusCode.Conflict)]
    [InlineData("InternalServerException", HttpStatusCode.InternalServerError)]
    [InlineData("ServiceQuotaExceededException", HttpStatusCode.PaymentRequired)]
    [InlineData("ValidationException", HttpStatusCode.BadRequest)]
    public async Task A_modelled_error_has_the_status_of_the_model(string code, HttpStatusCode status)
    {
        await PostAsync($$$"""[{"id":"mine","error":{"code":"{{{code}}}"}}]""");
        (await client.PostAsync("/domains", """{"name":"Support"}""")).ShouldFail(status, code, "'mine'");

        await DeleteAsync();
        Assert.Empty((await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray());
    }

    [Fact]
    public async Task A_throttled_request_looks_like_one_of_the_service()
    {
        await PostAsync("""[{"error":{"code":"ThrottlingException"}}]""");
        var response = (await client.PostAsync("/domains-list")).ShouldFail(HttpStatusCode.TooManyRequests, "ThrottlingException");
        Assert.Equal("""{"message":"Rate exceeded"}""", response.Text);
        Assert.Equal((null, null), RetryHeaders(response));
    }

    [Fact]
    public async Task A_missing_resource_is_the_last_label_of_the_path()
    {
        await PostAsync("""[{"error":{"code":"ResourceNotFoundException","message":"Gone"}}]""");

        var response = (await client.PostAsync("/domains/d1/cases/c1", "{}")).ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException");
        Assert.Equal("""{"message":"Gone","resourceId":"c1","resourceType":"Case"}""", response.Text);
        Assert.Equal("RelatedItem", (await client.PutAsync("/domains/d/cases/c/related-items/r", "{}")).Id("resourceType"));
        (await client.PostAsync("/domains-list")).ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException");
    }

    [Fact]
    public async Task Another_error_has_the_status_of_the_rule()
    {
        await PostAsync("""[{"error":{"code":"ServiceUnavailable","message":"Later","statusCode":503}}]""");
        (await client.PostAsync("/domains-list")).ShouldFail(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "Later");
    }

    [Theory]
    [InlineData("""{}""", "1", "1000")]
    [InlineData("""{"retryAfter":"250ms"}""", "1", "250")]
    [InlineData("""{"retryAfter":"PT3S","error":{"code":"ThrottlingException"}}""", "3", "3000")]
    public async Task The_rule_sets_the_retry_headers(string rule, string seconds, string milliseconds)
    {
        await PostAsync($"[{rule}]");
        Assert.Equal((seconds, milliseconds), RetryHeaders(await client.PostAsync("/domains-list")));
    }

    [Fact]
    public async Task A_delayed_request_passes()
    {
        await PostAsync("""[{"latency":"60s","times":1}]""");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var body = new StringContent("{}");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Http.PostAsync(new Uri("/domains-list", UriKind.Relative), body, patience.Token));

        await PostAsync("""[{"latency":"1ms"},{"error":{"code":"ConflictException"}}]""");
        await TestDomain.CreateAsync(client);
        await PostAsync("""[{"latency":{"min":"1ms","max":"2ms"},"moment":"afterCommit"}]""");
        await TestDomain.CreateAsync(client);
        Assert.Equal(2, (await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count);
    }

    [Theory]
    [InlineData("\"error\":{\"code\":\"InternalServerException\"}")]
    [InlineData("\"fault\":\"CONNECTION_RESET\"")]
    [InlineData("\"fault\":\"EMPTY_RESPONSE\"")]
    [InlineData("\"fault\":\"TRUNCATED_RESPONSE\"")]
    [InlineData("\"fault\":\"MALFORMED_RESPONSE\"")]
    public async Task A_fault_after_the_commit_loses_the_response_and_a_fault_before_executes_nothing(string fault)
    {
        foreach (var (moment, expected) in new[] { ("before", 0), ("afterCommit", 1) })
        {
            var caller = app.NewAccount();
            await PostAsync($$"""[{"moment":"{{moment}}",{{fault}},"times":1}]""");
            var outcome = await Record.ExceptionAsync(async () =>
                Assert.False((await caller.PostAsync("/domains", """{"name":"Support"}""")).Text.Contains("domainId", StringComparison.Ordinal)));

            Assert.True(outcome is null or HttpRequestException, outcome?.ToString());
            Assert.Equal(expected, (await caller.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count);
        }
    }

    [Fact]
    public async Task A_client_token_finds_the_case_whose_response_was_lost()
    {
        var domain = await TestDomain.CreateAsync(client);
        var template = await domain.CreateTemplateAsync();
        var body = $$"""{"templateId":"{{template}}","clientToken":"once","fields":[{{TestDomain.Value("title", "Lost")}}]}""";
        await PostAsync("""[{"operation":"CreateCase","moment":"afterCommit","fault":"CONNECTION_RESET","times":1}]""");

        await Assert.ThrowsAsync<HttpRequestException>(() => domain.PostAsync("/cases", body));
        (await domain.PostAsync("/cases", body)).ShouldSucceed();

        Assert.Single((await domain.SearchCasesAsync()).ShouldSucceed()["cases"].AsArray());
    }

    [Fact]
    public async Task An_operation_that_is_refused_does_not_use_up_a_rule_of_afterCommit()
    {
        await PostAsync("""[{"moment":"afterCommit","times":1,"fault":"MALFORMED_RESPONSE"}]""");
        (await client.PostAsync("/domains", "{}")).ShouldBeInvalid("name");
        Assert.Equal("This is not JSON.", (await client.PostAsync("/domains", """{"name":"Support"}""")).Text);
        Assert.Single((await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray());
    }

    [Fact]
    public async Task A_reset_connection_ends_with_a_reset()
    {
        await PostAsync("""[{"fault":"CONNECTION_RESET"}]""");
        Assert.Equal((Ending.Reset, ""), await SendRawAsync(client.Http.BaseAddress!));
    }

    [Fact]
    public async Task An_empty_response_ends_the_connection_without_a_byte()
    {
        await PostAsync("""[{"fault":"EMPTY_RESPONSE"}]""");
        Assert.Equal((Ending.Closed, ""), await SendRawAsync(client.Http.BaseAddress!));
    }

    [Fact]
    public async Task A_truncated_response_announces_more_than_it_sends()
    {
        await PostAsync("""[{"operation":"CreateDomain","fault":"TRUNCATED_RESPONSE","moment":"afterCommit"},{"fault":"TRUNCATED_RESPONSE"}]""");
        foreach (var path in (string[])["/domains-list", "/domains"])
        {
            var (ending, text) = await SendRawAsync(client.Http.BaseAddress!, path);
            Assert.Equal(Ending.Closed, ending);
            Assert.StartsWith("HTTP/1.1 200 OK", text, StringComparison.Ordinal);
            Assert.Equal(LengthOf(text) / 2, text.Split("\r\n\r\n")[1].Length);
            Assert.StartsWith(path == "/domains" ? "{\"domainId\":\"" : "{\"message\":\"", text.Split("\r\n\r\n")[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_malformed_response_is_complete_but_not_JSON()
    {
        await PostAsync("""[{"fault":"MALFORMED_RESPONSE"}]""");
        var response = (await client.PostAsync("/domains-list")).ShouldSucceed();
        Assert.Equal(("This is not JSON.", "application/json"), (response.Text, response.ContentHeaders.ContentType?.MediaType));
        Assert.True(response.Headers.Contains("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData("\"fault\":\"TIMEOUT\"")]
    [InlineData("\"fault\":\"TIMEOUT\",\"moment\":\"afterCommit\"")]
    [InlineData("\"latency\":\"1h\"")]
    public async Task A_stop_of_the_server_ends_requests_that_wait(string rule)
    {
        await using var server = await StartAsync(listen => { });
        await PostRulesAsync(server, $$"""[{{{rule}}}]""");
        var waiting = SendRawAsync(new Uri(server.Urls.First()));
        await UntilFiredAsync(server);
        Assert.False(waiting.IsCompleted);

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        var (_, text) = await waiting;
        Assert.Equal(rule.Contains("latency", StringComparison.Ordinal), text.StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_break_under_HTTPS_too()
    {
        await using var server = await StartAsync(listen => listen.UseHttps(Certificate));
        var endpoint = new Uri(server.Urls.First());
        foreach (var (fault, ending) in new[]
        {
            ("CONNECTION_RESET", Ending.Reset), ("EMPTY_RESPONSE", Ending.Closed), ("TRUNCATED_RESPONSE", Ending.Closed),
        })
        {
            await PostRulesAsync(server, $$"""[{"fault":"{{fault}}"}]""");
            var response = await SendRawAsync(endpoint);
            Assert.Equal(ending, response.Ending);
            Assert.Equal(fault == "TRUNCATED_RESPONSE", response.Text.Length > 0);
        }
    }

    [Theory]
    [InlineData("CONNECTION_RESET")]
    [InlineData("EMPTY_RESPONSE")]
    [InlineData("TRUNCATED_RESPONSE")]
    public async Task Faults_break_responses_of_HTTP_2_too(string fault)
    {
        await using var server = await StartAsync(listen => listen.UseHttps(Certificate));
        await PostRulesAsync(server, $$"""[{"fault":"{{fault}}","times":1}]""");
        using var http = CreateClient(server, HttpVersion.Version20);

        await Assert.ThrowsAsync<HttpRequestException>(() => PostTextAsync(http, "/domains-list", "{}"));
        Assert.Equal("""{"domains":[]}""", await PostTextAsync(http, "/domains-list", "{}"));
    }

    [Theory]
    [InlineData("CONNECTION_RESET")]
    [InlineData("EMPTY_RESPONSE")]
    [InlineData("TRUNCATED_RESPONSE")]
    public async Task A_server_without_sockets_aborts_the_request(string fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddConnectCases(options => options.InMemory = true);
        await using var server = builder.Build();
        server.MapConnectCases();
        await server.StartAsync();
        using var http = server.GetTestClient();
        await PostTextAsync(http, "/_emulator/faults", $$"""[{"fault":"{{fault}}","times":1}]""");

        await Assert.ThrowsAnyAsync<Exception>(() => PostTextAsync(http, "/domains-list", "{}"));
        Assert.Equal("""{"domains":[]}""", await PostTextAsync(http, "/domains-list", "{}"));
    }

    private static (string? Seconds, string? Milliseconds) RetryHeaders(ApiResponse response) => (
        response.Headers.TryGetValues("Retry-After", out var seconds) ? seconds.Single() : null,
        response.Headers.TryGetValues("x-amz-retry-after", out var milliseconds) ? milliseconds.Single() : null);

    private static int LengthOf(string response) => int.Parse(
        response.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..],
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Sends a request on a connection of its own, and reads until the connection ends.</summary>
    private static async Task<(Ending Ending, string Text)> SendRawAsync(Uri endpoint, string path = "/domains-list")
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint.Host, endpoint.Port);
        await using var stream = await OpenAsync(connection, endpoint);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nContent-Length: 18\r\nConnection: close\r\n\r\n{{\"name\":\"Support\"}}"));

        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }

            return (Ending.Closed, text.ToString());
        }
        catch (IOException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return (Ending.Reset, text.ToString());
        }
    }

    private static async Task<Stream> OpenAsync(TcpClient connection, Uri endpoint)
    {
        if (endpoint.Scheme == "http")
        {
            return connection.GetStream();
        }

        var encrypted = new SslStream(connection.GetStream());
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.None,
            RemoteCertificateValidationCallback = (_, presented, _, _) => IsOwn(presented),
        });
        return encrypted;
    }

    private static async Task<WebApplication> StartAsync(Action<ListenOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => configure(listen)));
        builder.Services.AddConnectCases(options => options.InMemory = true);
        var server = builder.Build();
        server.MapConnectCases();
        await server.StartAsync();
        return server;
    }

    private HttpClient CreateClient(WebApplication server, Version version) => new(handler, disposeHandler: false)
    {
        BaseAddress = new Uri(server.Urls.First()),
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static bool IsOwn(X509Certificate? presented) => presented?.GetCertHashString() == Certificate.GetCertHashString();

    private async Task PostRulesAsync(WebApplication server, string rules)
    {
        using var http = CreateClient(server, HttpVersion.Version11);
        await PostTextAsync(http, "/_emulator/faults", rules);
    }

    private async Task UntilFiredAsync(WebApplication server)
    {
        using var http = CreateClient(server, HttpVersion.Version11);
        while (!(await http.GetStringAsync(new Uri("/_emulator/faults", UriKind.Relative))).Contains("\"fired\":1", StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }
    }

    private static async Task<string> PostTextAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body);
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), password: null);
    }

    private async Task PostAsync(string rules) => (await client.PostAsync("/_emulator/faults", rules)).ShouldSucceed();

    private async Task DeleteAsync() => (await client.DeleteAsync("/_emulator/faults")).ShouldSucceed();

    private enum Ending
    {
        Closed,
        Reset,
    }
}
