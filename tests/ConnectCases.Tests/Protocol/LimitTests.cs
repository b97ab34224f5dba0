using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ConnectCases.Protocol.Http;
using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Protocol;

/// <summary>No request can occupy much memory or keep others from being answered.</summary>
public sealed class LimitTests(CasesApp app) : IClassFixture<CasesApp>
{
    // The constraints of these operations allow bodies of many megabytes, because they nest lists in lists.
    private static readonly string[] Unbounded = ["CreateCaseRule", "UpdateCaseRule", "StartMergeCases"];

    public static TheoryData<string> OperationsWithBodies { get; } =
        [.. Contract.Members.Where(member => member.Location == "body").Select(member => member.Operation).Distinct()];

    [Theory]
    [MemberData(nameof(OperationsWithBodies))]
    public async Task A_body_can_be_as_large_as_the_constraints_need(string operation)
    {
        var limit = LimitOf(operation);
        Assert.True(Unbounded.Contains(operation) || LargestBody(operation) <= limit, $"{LargestBody(operation)}");

        var accepted = await SendAsync(operation, limit);
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, accepted.Status);

        var refused = await SendAsync(operation, limit + 1);
        refused.ShouldFail(
            HttpStatusCode.RequestEntityTooLarge,
            "RequestEntityTooLargeException",
            (limit + 1).ToString(CultureInfo.InvariantCulture),
            limit.ToString(CultureInfo.InvariantCulture),
            "MaxRequestBodySize");
    }

    [Fact]
    public async Task A_body_of_unknown_size_is_limited_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        request.Content = new StringContent(Padded(BodyLimit.Default + 1));
        request.Headers.TransferEncodingChunked = true;
        (await app.NewAccount().SendAsync(request))
            .ShouldFail(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException", "MaxRequestBodySize");
    }

    [Fact]
    public async Task An_option_raises_the_limit()
    {
        await using var own = new CasesApp().With("MaxRequestBodySize", "1000000");
        (await own.NewAccount().PostAsync("/domains", Padded(1_000_000))).ShouldBeInvalid("'name'");
        (await own.NewAccount().PostAsync("/domains", Padded(1_000_001)))
            .ShouldFail(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException", "1000000");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_is_refused(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        request.Content = new ByteArrayContent([0x1f, 0x8b]);
        request.Content.Headers.ContentEncoding.Add(encoding);
        (await app.NewAccount().SendAsync(request))
            .ShouldFail(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaTypeException", "Content-Encoding", encoding);
    }

    [Theory]
    [InlineData("POST", "/domains/{domain}/cases", """{"templateId":"t","fields":[],"tags":{"$":"v"}}""")]
    [InlineData("POST", "/domains/{domain}/cases", """{"templateId":"t","fields":[],"tags":{"$":5}}""")]
    [InlineData("POST", "/domains/{domain}/cases", """{"templateId":"t","fields":[{"id":"title","value":{"$":5}}]}""")]
    [InlineData("POST", "/domains/{domain}/cases", """{"templateId":"t","$":{},"fields":[{"id":"title","value":{"stringValue":{"$":1}}}]}""")]
    [InlineData("POST", "/domains/{domain}/fields", """{"name":"n","type":"$"}""")]
    [InlineData("POST", "/domains/$", "{}")]
    [InlineData("POST", "/$", "{}")]
    [InlineData("$", "/domains", "{}")]
    [InlineData("POST", "/tags/arn:aws:cases:us-east-1:123456789012:domain%2F$", """{"tags":{}}""")]
    [InlineData("GET", "/_emulator/events?type=$", "")]
    [InlineData("GET", "/_emulator/events?nextToken=$", "")]
    public async Task A_value_of_the_request_is_cut_in_messages(string method, string path, string body)
    {
        var domain = await app.CreateDomainAsync();
        var value = new string('q', 450);
        using var request = new HttpRequestMessage(
            new HttpMethod(Filled(method)), new Uri(Filled(path).Replace("{domain}", domain.Id, StringComparison.Ordinal), UriKind.Relative));
        request.Content = body.Length == 0 ? null : new StringContent(Filled(body));

        var response = await domain.Client.SendAsync(request);

        Assert.InRange((int)response.Status, 400, 499);
        Assert.DoesNotContain(new string('q', 101), response.Id("message"), StringComparison.Ordinal);

        string Filled(string text) => text.Replace("$", value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_key_leads_to_a_short_answer()
    {
        await using var own = new CasesApp().With("MaxRequestBodySize", "30000000");
        var response = await own.NewAccount().PostAsync(
            "/domains/d/cases", $$$"""{"templateId":"t","fields":[],"tags":{"{{{new string('q', 28_000_000)}}}":"v"}}""");
        response.ShouldBeInvalid("tags");
        Assert.True(response.Text.Length < 2_000);
    }

    [Fact]
    public async Task Slow_clients_do_not_keep_others_from_answers()
    {
        var endpoint = app.NewAccount().Http.BaseAddress!;
        var slow = new List<TcpClient>();
        try
        {
            for (var index = 0; index < 1_000; index++)
            {
                var client = new TcpClient();
                slow.Add(client);
                await client.ConnectAsync(endpoint.Host, endpoint.Port);
                var beginning = index % 2 == 0
                    ? "POST /domains-list HTTP/1.1\r\nHo"
                    : "POST /domains HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{";
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning));
            }

            (await app.NewAccount().PostAsync("/domains-list").WaitAsync(TimeSpan.FromSeconds(30))).ShouldSucceed();
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    private static string Padded(long size) => "{" + new string(' ', (int)size - 2) + "}";

    private long LimitOf(string operation)
    {
        app.NewAccount();
        var endpoint = app.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Single(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == operation);
        return endpoint.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Default;
    }

    private Task<ApiResponse> SendAsync(string operation, long size)
    {
        var (method, path) = Contract.Routes[operation];
        return app.NewAccount().SendAsync(new HttpMethod(method), path.Replace('{', 'x').Replace('}', 'x'), Padded(size));
    }

    // The size if every character of a string is written as an escape sequence of six bytes.
    private static long LargestBody(string operation) => 2 + Contract.Children(operation, "").Sum(Size);

    private static long Size(Member member) => member.Path.Length + 5 + member switch
    {
        _ when member.Is("string") => 2 + (6L * (member.Bounds("length")?.Max ?? 500)),
        _ when member.Is("enum") => 60,
        _ when member.Is("integer") || member.Is("double") => 30,
        _ when member.Is("boolean") => 5,
        _ when member.Is("map") => (member.Bounds("size")?.Max ?? 200) * (8 + (6L * (128 + 256))),
        _ when member.Is("list") => (member.Bounds("size")?.Max ?? 220) * Contract.Children(member.Operation, member.Path).Sum(Size),
        _ when member.Is("union") => Contract.Children(member.Operation, member.Path).Select(Size).DefaultIfEmpty(2).Max(),
        _ => Contract.Children(member.Operation, member.Path).Sum(Size),
    };
}
