using System.Net;
using System.Net.Sockets;
using System.Text;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Protocol;

/// <summary>The protocol restJson1 as clients use it (behaviour.md 1).</summary>
public sealed class WireTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-amz-json-1.1")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=utf-16")]
    [InlineData(null)]
    public async Task A_body_is_JSON_whatever_its_content_type(string? contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"Süd"}"""));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (await app.NewAccount().SendAsync(request)).ShouldSucceed();
    }

    [Theory]
    [InlineData("/domains-list", "")]
    [InlineData("/domains-list", "{}")]
    [InlineData("/domains-list", "{ }")]
    [InlineData("/domains-list", "not even JSON")]
    [InlineData("/domains-list/", "")]
    public async Task An_operation_without_input_takes_any_body(string path, string body) =>
        (await app.NewAccount().PostAsync(path, body)).ShouldSucceed();

    [Theory]
    [InlineData("Content-Length: 0\r\n", "")]
    [InlineData("", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}")]
    [InlineData("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n")]
    public async Task An_empty_body_is_an_empty_object(string headers, string body)
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();

        Assert.StartsWith("HTTP/1.1 200", await RawAsync($"POST {domain.Path}{@case.Path}/audit-history", domain.Client, headers, body), StringComparison.Ordinal);
        Assert.Contains("'name'", await RawAsync("POST /domains", domain.Client, headers, body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("related-items")]
    [InlineData("related-items/")]
    public async Task Both_spellings_of_the_trailing_slash_work(string path)
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        (await @case.PostAsync($"/{path}", """{"type":"File","content":{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}}""")).ShouldSucceed();
        (await domain.PostAsync("/fields-list/")).ShouldSucceed();
        (await domain.PostAsync("/")).ShouldSucceed();
    }

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%252fb%2Fc", "a%2fb/c")]
    [InlineData("a%20b%3Ac", "a b:c")]
    [InlineData("%C3%A9%2B", "é+")]
    [InlineData("a+b", "a+b")]
    public async Task Labels_are_percent_decoded_once(string raw, string decoded)
    {
        var response = await RawAsync($"POST /domains/{raw}", app.NewAccount(), "Content-Length: 0\r\n", "");
        Assert.Contains($"\"resourceId\":\"{decoded}\"", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..", "..")]
    [InlineData("%2e%2E", "..")]
    [InlineData(".", ".")]
    [InlineData("..%2F..", "../..")]
    public async Task A_label_of_dots_is_a_label(string raw, string caseId)
    {
        var domain = await app.CreateDomainAsync();
        var response = await RawAsync($"DELETE {domain.Path}/cases/{raw}", domain.Client, "", "");
        Assert.StartsWith("HTTP/1.1 404", response, StringComparison.Ordinal);
        Assert.Contains($"\"resourceId\":\"{caseId}\",\"resourceType\":\"Case\"", response, StringComparison.Ordinal);
        (await domain.PostAsync("")).ShouldSucceed();
    }

    [Theory]
    [InlineData("/cases:batchUpdateCase")]
    [InlineData("/cases%3AbatchUpdateCase")]
    [InlineData("/cases:batchCreateRelatedItem")]
    [InlineData("/cases%3AbatchCreateRelatedItem")]
    public async Task The_colon_of_a_path_can_be_encoded(string path) =>
        (await app.NewAccount().PostAsync(path)).ShouldBeInvalid("domainId");

    [Theory]
    [InlineData("POST", "/nope")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/domains")]
    [InlineData("DELETE", "/domains-list")]
    [InlineData("PATCH", "/domains/d")]
    [InlineData("OPTIONS", "/domains")]
    [InlineData("POST", "/file.json")]
    public async Task An_unknown_route_or_method_is_an_unknown_operation(string method, string path)
    {
        var response = await app.NewAccount().SendAsync(new HttpMethod(method), path, null);
        response.ShouldFail(HttpStatusCode.NotFound, "UnknownOperationException", method, path);
    }

    [Theory]
    [InlineData("/domains//fields-list")]
    [InlineData("/domains//cases/c")]
    [InlineData("/domains/d/cases//related-items-search")]
    public async Task An_empty_label_is_refused(string path) =>
        (await app.NewAccount().PostAsync(path)).ShouldBeInvalid("empty label");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"name\"")]
    [InlineData("""{"name":"A",}""")]
    [InlineData("""{"name":'A'}""")]
    [InlineData("""{"name":"A"} {}""")]
    [InlineData("""{"name":/*comment*/"A"}""")]
    [InlineData("null")]
    [InlineData("""{"name":"\ud800"}""")]
    public async Task A_body_that_is_no_JSON_object_is_not_read(string body)
    {
        var account = app.NewAccount();
        var response = await account.PostAsync("/domains", body);
        _ = body.Length == 0
            ? response.ShouldBeInvalid("'name'")
            : response.ShouldFail(HttpStatusCode.BadRequest, "SerializationException");
        Assert.Equal("[]", (await account.PostAsync("/domains-list"))["domains"].ToJsonString());
    }

    [Theory]
    [InlineData("""{"name":"abc""", "not valid JSON", "line 1")]
    [InlineData("{\n  \"name\": 01\n}", "not valid JSON", "line 2")]
    [InlineData("""{"name":5}""", "'name'", "wrong JSON type")]
    [InlineData("null", "not a JSON object", "")]
    public async Task The_error_shows_which_part_of_the_body_cannot_be_read(string body, string first, string second) =>
        (await app.NewAccount().PostAsync("/domains", body))
            .ShouldFail(HttpStatusCode.BadRequest, "SerializationException", first, second);

    [Fact]
    public async Task Invalid_UTF8_is_not_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains", UriKind.Relative));
        request.Content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        (await app.NewAccount().SendAsync(request)).ShouldFail(HttpStatusCode.BadRequest, "SerializationException");
    }

    [Fact]
    public async Task Deep_nesting_is_not_read()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        (await @case.SearchAsync($$$"""{"filters":[{"custom":{"fields":{{{Nested(200)}}}}}]}""")).ShouldBeInvalid("'filters[0].custom.fields.not.");
        (await @case.SearchAsync($$$"""{"filters":[{"custom":{"fields":{{{Nested(600)}}}}}]}"""))
            .ShouldFail(HttpStatusCode.BadRequest, "SerializationException", "nested too deeply");

        static string Nested(int levels) => string.Concat(Enumerable.Repeat("""{"not":""", levels)) + "{}" + new string('}', levels);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_too_large()
    {
        var response = await RawAsync("POST /domains", app.NewAccount(), "Content-Length: 99999999\r\n", "{");
        Assert.StartsWith("HTTP/1.1 413", response, StringComparison.Ordinal);
        Assert.Contains("x-amzn-ErrorType: RequestEntityTooLargeException", response, StringComparison.Ordinal);
        Assert.Contains("{\"message\":", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"A","type":"Text","attributes":null,"description":null}""")]
    [InlineData("""{"name":"A","type":"Text","attributes":{"text":{"isMultiline":true},"other":null}}""")]
    [InlineData("""{"name":"A","type":"Text","attributes":{"__type":"x","text":{"isMultiline":true}}}""")]
    [InlineData("""{"name":"A","type":"Text","other":{"deep":[1,2]},"Type":"Number"}""")]
    public async Task Null_is_absent_and_unknown_members_are_ignored(string body) =>
        (await (await app.CreateDomainAsync()).PostAsync("/fields", body)).ShouldSucceed();

    [Fact]
    public async Task What_is_ignored_in_a_union_is_not_kept()
    {
        var domain = await app.CreateDomainAsync();
        var numberId = await domain.CreateFieldAsync("Number");
        var @case = await domain.CreateCaseAsync(null, Value(numberId, """{"doubleValue":1}"""));
        (await domain.PutAsync(@case.Path, $$"""
            {"fields":[{{Value(numberId, """{"doubleValue":1,"__type":"x"}""")}},{{Value("title", "Found")}}],
             "performedBy":{"customEntity":"me","__type":"x","other":null} }
            """)).ShouldSucceed();

        var updated = (await @case.AuditEventsAsync())[0].ToJsonString();
        Assert.DoesNotContain("__type", updated, StringComparison.Ordinal);
        Assert.DoesNotContain(numberId, updated, StringComparison.Ordinal);
        Assert.DoesNotContain("other", updated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Name":"A"}""")]
    [InlineData("""{"NAME":"A"}""")]
    public async Task Member_names_are_exact(string body) => (await app.NewAccount().PostAsync("/domains", body)).ShouldBeInvalid("'name'");

    [Theory]
    [InlineData("?MaxResults=99")]
    [InlineData("?other=1&maxResults=5")]
    [InlineData("?maxResults=10&nextToken=")]
    public async Task Query_keys_are_exact_and_unknown_ones_ignored(string query) =>
        (await app.NewAccount().PostAsync($"/domains-list{query}")).ShouldSucceed();

    [Theory]
    [InlineData("?maxResults=1&maxResults=2")]
    [InlineData("?maxResults=")]
    [InlineData("?maxResults=%20")]
    [InlineData("?maxResults=1%00")]
    [InlineData("?maxResults=99999999999")]
    [InlineData("?nextToken=a&nextToken=b")]
    public async Task Malformed_query_values_are_not_read(string query) =>
        (await app.NewAccount().PostAsync($"/domains-list{query}")).ShouldFail(HttpStatusCode.BadRequest, "SerializationException");

    [Theory]
    [InlineData("POST", "/domains-list", HttpStatusCode.OK)]
    [InlineData("POST", "/domains/nope", HttpStatusCode.NotFound)]
    [InlineData("POST", "/nope", HttpStatusCode.NotFound)]
    [InlineData("GET", "/tags/arn", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/_emulator/health/live", HttpStatusCode.OK)]
    [InlineData("GET", "/swagger/v1/swagger.json", HttpStatusCode.OK)]
    public async Task Every_response_has_its_own_request_id(string method, string path, HttpStatusCode status)
    {
        var account = app.NewAccount();
        var ids = new HashSet<string>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var response = await account.SendAsync(new HttpMethod(method), path, null);
            Assert.Equal(status, response.Status);
            Assert.True(Guid.TryParseExact(response.Headers.GetValues("x-amzn-RequestId").Single(), "D", out _));
            Assert.True(ids.Add(response.Headers.GetValues("x-amzn-RequestId").Single()));
        }
    }

    [Fact]
    public async Task A_response_is_JSON_without_nulls()
    {
        var response = (await app.NewAccount().PostAsync("/domains-list")).ShouldSucceed();
        Assert.Equal("application/json", response.ContentHeaders.ContentType?.ToString());
        Assert.Equal("""{"domains":[]}""", response.Text);
    }

    [Theory]
    [InlineData("POST", "/domains")]
    [InlineData("PUT", "/domains/d/cases/c")]
    [InlineData("DELETE", "/domains/d")]
    [InlineData("GET", "/tags/arn:aws:cases:us-east-1:123456789012:domain/abc")]
    public async Task A_browser_may_call_from_the_same_machine(string method, string path)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(path, UriKind.Relative));
        preflight.Headers.Add("Origin", "http://localhost:3000");
        preflight.Headers.Add("Access-Control-Request-Method", method);
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-amz-date,content-type");

        var response = await app.NewAccount().SendAsync(preflight);

        Assert.Equal(HttpStatusCode.NoContent, response.Status);
        Assert.Equal("http://localhost:3000", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains(method, response.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Equal("authorization,x-amz-date,content-type", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.Equal("600", response.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    [Fact]
    public async Task A_preflight_for_no_operation_is_an_unknown_operation()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri("/domains", UriKind.Relative));
        preflight.Headers.Add("Origin", "http://localhost:3000");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        (await app.NewAccount().SendAsync(preflight)).ShouldFail(HttpStatusCode.NotFound, "UnknownOperationException");
    }

    [Theory]
    [InlineData("/domains-list")]
    [InlineData("/domains/nope")]
    [InlineData("/nope")]
    [InlineData("/tags/arn")]
    public async Task A_browser_can_read_responses_and_errors(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", "http://localhost:3000");

        var response = await app.NewAccount().SendAsync(request);

        Assert.Equal("http://localhost:3000", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("x-amzn-requestid,x-amzn-errortype,x-emulator-hint", response.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task The_first_missing_resource_from_the_left_is_named_after_shape_errors()
    {
        var account = app.NewAccount();
        (await account.PostAsync("/domains/nope/cases/nope", """{"fields":[]}""")).ShouldBeInvalid("'fields'");
        (await account.PostAsync("/domains/nope/cases/nope", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Domain");
        var domain = await CreateAsync(account);
        (await domain.PostAsync("/cases/nope", """{"fields":[{"id":"nope"}]}""")).ShouldNotBeFound("Case");
    }

    [Fact]
    public async Task Several_violations_are_listed_together()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"","description":null}""")).ShouldBeInvalid(
            "2 validation errors detected", "Value at 'name' failed", "Value at 'type' failed to satisfy constraint: Member must not be null");
    }

    private static async Task<string> RawAsync(string methodAndPath, CasesClient client, string headers, string body)
    {
        var address = client.Http.BaseAddress!;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"{methodAndPath} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n{Authorization(client)}{headers}\r\n{body}"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static string Authorization(CasesClient client) =>
        $"Authorization: {client.Http.DefaultRequestHeaders.GetValues("Authorization").Single()}\r\n";
}
