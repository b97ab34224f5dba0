using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConnectCases.Tests.Controls;

/// <summary>The journal of requests.</summary>
public sealed class RequestTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_request_is_listed_with_its_response()
    {
        var domain = await app.CreateDomainAsync();
        var response = (await domain.PostAsync("/fields", """{"name":"a","type":"Text"}""")).ShouldSucceed();

        var entry = (await ListAsync(domain.Client, "&operation=CreateField"))["requests"].AsArray().Single()!;

        Assert.Equal(response.Headers.GetValues("x-amzn-RequestId").Single(), (string)entry["requestId"]!);
        Assert.Equal(
            ["2026-11-02T09:30:00.125Z", "CreateField", domain.Client.AccessKeyId, "us-east-1", "POST", $"{domain.Path}/fields", "200"],
            Texts(entry, "time", "operation", "account", "region", "method", "path", "status"));
        Assert.Equal($"arn:aws:iam::{domain.Client.AccessKeyId}:role/emulator", (string)entry["principal"]!);
        Assert.Equal("""{"name":"a","type":"Text"}""", entry["requestBody"]!.ToJsonString());
        Assert.Equal(response.Text, entry["responseBody"]!.ToJsonString());
        Assert.Null(entry["reason"]);
        Assert.Null(entry["errorCode"]);
        Assert.Null(entry["warnings"]);
        Assert.StartsWith("PT", (string)entry["duration"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_request_has_its_reason()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        await @case.SearchAsync("""{"maxResults":50}""");

        var entry = (await ListAsync(@case.Domain.Client, "&status=4xx"))["requests"].AsArray().Single()!;

        Assert.Equal(
            """
            {"rule":"constraint","member":"maxResults","expected":"1 to 25","actual":"50","source":"https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_SearchRelatedItems.html","hint":"SearchRelatedItems returns at most 25 items per page. Use nextToken to read the next page."}
            """.Trim(),
            entry["reason"]!.ToJsonString());
        Assert.Equal(["400", "ValidationException"], Texts(entry, "status", "errorCode"));
    }

    [Fact]
    public async Task The_filters_choose_requests()
    {
        var client = app.NewAccount();
        var domain = await TestDomain.CreateAsync(client);
        var other = await TestDomain.CreateAsync(client);
        await domain.PostAsync("/fields", "{");
        await domain.PostAsync("");
        await other.DeleteAsync("/fields/nope");
        (await TestDomain.CreateAsync(app.ClientOf(client.AccessKeyId, "eu-west-1"))).ToString();

        Assert.Equal(["CreateDomain", "CreateDomain", "CreateField", "GetDomain", "DeleteField", "CreateDomain"], await OperationsAsync(client, ""));
        Assert.Equal(["CreateDomain"], await OperationsAsync(client, "&region=eu-west-1"));
        Assert.Equal(["GetDomain"], await OperationsAsync(client, "&operation=GetDomain"));
        Assert.Equal(["CreateField", "DeleteField"], await OperationsAsync(client, "&status=4xx"));
        Assert.Equal(["DeleteField"], await OperationsAsync(client, "&status=404"));
        Assert.Equal(["CreateField"], await OperationsAsync(client, "&errorCode=SerializationException"));
        Assert.Equal(["CreateDomain", "CreateField", "GetDomain"], await OperationsAsync(client, $"&resource={domain.Id}"));
        Assert.Equal(["CreateDomain", "DeleteField"], await OperationsAsync(client, $"&resource={other.Id}"));
        Assert.Empty(await OperationsAsync(client, $"&resource={other.Id[..20]}"));
        Assert.Equal(["DeleteField"], await OperationsAsync(client, "&resource=nope"));
    }

    [Fact]
    public async Task The_list_has_pages()
    {
        var domain = await app.CreateDomainAsync();
        for (var number = 0; number < 4; number++)
        {
            await domain.PostAsync("");
        }

        var first = await ListAsync(domain.Client, "&limit=3");
        Assert.Equal(3, first["requests"].AsArray().Count);
        var second = await ListAsync(domain.Client, $"&limit=3&after={first["next"]}");
        Assert.Equal(2, second["requests"].AsArray().Count);
        Assert.Null(second.Json["next"]);
        Assert.True((long)second["requests"][0]!["sequence"]! > (long)first["next"]);
    }

    [Fact]
    public async Task The_attempts_of_an_SDK_are_one_call()
    {
        var domain = await app.CreateDomainAsync();
        await SendAsync(domain, "attempt=1; max=3");
        await SendAsync(domain, "ttl=20261102T093010Z; attempt=2; max=3");

        var list = await ListAsync(domain.Client, "&invocationId=7c2f");

        Assert.Equal(["1 3", "2 3"], list["requests"].AsArray().Select(entry => $"{entry!["attempt"]} {entry["maxAttempts"]}"));
        Assert.Equal("aws-sdk-js/3.1138.0", (string)list["requests"][0]!["client"]!);
        var call = list["calls"].AsArray().Single()!;
        Assert.Equal(call.ToJsonString(), (await ListAsync(domain.Client, "&limit=1&status=404"))["calls"].AsArray().Single()!.ToJsonString());
        Assert.Equal("""["7c2f","GetDomain",404]""", new JsonArray(call["invocationId"]!.DeepClone(), call["operation"]!.DeepClone(), call["status"]!.DeepClone()).ToJsonString());
        Assert.Equal(list["requests"].AsArray().Select(entry => (string)entry!["requestId"]!), call["requestIds"]!.AsArray().Select(id => (string)id!));

        static async Task SendAsync(TestDomain domain, string attempt)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/domains/nope", UriKind.Relative));
            request.Headers.TryAddWithoutValidation("amz-sdk-invocation-id", "7c2f");
            request.Headers.TryAddWithoutValidation("amz-sdk-request", attempt);
            request.Headers.TryAddWithoutValidation("User-Agent", "aws-sdk-js/3.1138.0 ua/2.1 os/linux");
            await domain.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_lost_response_and_its_retry_are_one_call_with_its_fault()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var template = await domain.CreateTemplateAsync();
        (await domain.Client.PostAsync("/_emulator/faults", """[{"id":"lost","operation":"CreateCase","times":1,"fault":"CONNECTION_RESET","moment":"afterCommit"}]"""))
            .ShouldSucceed();

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("attempt=1; max=3"));
        var caseId = (await CreateAsync("attempt=2; max=3")).ShouldSucceed().Id("caseId");

        Assert.Equal(1, (int)(await domain.SearchCasesAsync())["totalCount"]);
        var list = await ListAsync(domain.Client, "&operation=CreateCase");
        Assert.Equal(2, list["calls"].AsArray().Single()!["requestIds"]!.AsArray().Count);
        var (lost, retried) = (list["requests"][0]!, list["requests"][1]!);
        Assert.Equal("""{"ruleId":"lost","moment":"afterCommit","fault":"CONNECTION_RESET"}""", lost["fault"]!.ToJsonString());
        Assert.Equal(caseId, (string)lost["responseBody"]!["caseId"]!);
        Assert.Null(lost["status"]);
        Assert.Null(retried["fault"]);
        var fired = (await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/faults/fired?ruleId=lost", null)).ShouldSucceed();
        Assert.Equal((string)lost["requestId"]!, (string)fired["requests"].AsArray().Single()!["requestId"]!);
        Assert.Empty((await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/faults/fired?ruleId=other", null))["requests"].AsArray());

        async Task<ApiResponse> CreateAsync(string attempt)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{domain.Path}/cases", UriKind.Relative))
            {
                Content = new StringContent($$"""{"templateId":"{{template}}","clientToken":"t","fields":[{{TestDomain.Value("title", "a")}}]}"""),
            };
            request.Headers.TryAddWithoutValidation("amz-sdk-invocation-id", "7c2f");
            request.Headers.TryAddWithoutValidation("amz-sdk-request", attempt);
            return await domain.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task Delays_and_injected_errors_are_shown()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        (await domain.Client.PostAsync("/_emulator/faults", """[{"id":"slow","operation":"GetDomain","latency":"1ms"},{"id":"busy","operation":"ListFields","error":{"code":"ThrottlingException"}}]"""))
            .ShouldSucceed();

        (await domain.PostAsync("")).ShouldSucceed();
        await domain.PostAsync("/fields-list");

        var fired = (await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/faults/fired?account={domain.Client.AccessKeyId}", null))["requests"].AsArray();
        Assert.Equal(
            ["""{"ruleId":"slow","moment":"before","latency":"PT0.001S"}""", """{"ruleId":"busy","moment":"before","errorCode":"ThrottlingException"}"""],
            fired.Select(entry => entry!["fault"]!.ToJsonString()));
        Assert.Equal(["200", "429"], fired.Select(entry => $"{entry!["status"]}"));
        Assert.Equal("injectedFault", (string)fired[1]!["reason"]!["rule"]!);
    }

    [Fact]
    public async Task Signatures_and_session_tokens_are_not_shown()
    {
        var domain = await app.CreateDomainAsync();
        await domain.Client.PostAsync(
            $"{domain.Path}/fields-list?X-Amz-Algorithm=AWS4-HMAC-SHA256&maxResults=1&X-Amz-Signature=secret1&X%2DAmz-Security-Token=secret2&Authorization=secret3");

        var list = await ListAsync(domain.Client, "&operation=ListFields");

        Assert.Equal($"{domain.Path}/fields-list?maxResults=1", (string)list["requests"][0]!["path"]!);
        Assert.DoesNotContain("secret", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS4-HMAC-SHA256", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_are_text_if_they_are_long_or_no_JSON()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        (await @case.AddCommentAsync(new string('a', 3_000))).ShouldSucceed();
        (await @case.UpdateAsync([.. Enumerable.Range(0, 200).Select(number => TestDomain.Value($"f{number}", new string('b', 100)))])).ShouldBeInvalid();
        await @case.PostAsync("/related-items/", "{nonsense");

        var list = (await ListAsync(@case.Domain.Client, ""))["requests"].AsArray();

        Assert.Equal(3_000, ((string)list[^3]!["requestBody"]!["content"]!["comment"]!["body"]!).Length);
        Assert.Matches(@"… \([0-9]+ bytes\)$", (string)list[^2]!["requestBody"]!);
        Assert.Equal("{nonsense", (string)list[^1]!["requestBody"]!);
    }

    [Fact]
    public async Task Only_whole_JSON_is_shown_as_JSON()
    {
        var domain = await app.CreateDomainAsync();
        await domain.PostAsync("/cases-search", """{"maxResults":1} trailing""");
        await domain.PostAsync("/cases-search", """{"maxResults":1}{"maxResults":1}""");
        await domain.PostAsync("/cases-search", "\uFEFF{\"maxResults\":1}");

        var list = (await ListAsync(domain.Client, "&operation=SearchCases"))["requests"].AsArray();

        Assert.Equal(
            ["""{"maxResults":1} trailing""", """{"maxResults":1}{"maxResults":1}""", """{"maxResults":1}"""],
            list.Select(entry => entry!["requestBody"]!.ToString().ReplaceLineEndings("").Replace("  \"maxResults\": 1", "\"maxResults\":1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Requests_that_no_operation_reads_keep_their_bodies()
    {
        var client = app.NewAccount();
        var world = $"account={client.AccessKeyId}&region=us-east-1";
        const string Body = """{"templateId":"07000000-0000-4000-8000-000000000001"}""";
        (await client.PostAsync($"/_emulator/faults?{world}", """[{"operation":"CreateCase"}]""")).ShouldSucceed();
        await client.PostAsync("/domains/d/cases", Body);
        (await client.PutAsync(
            "/_emulator/throttling",
            $$$"""{"account":"{{{client.AccessKeyId}}}","mode":"Documented","operations":{"GetCase":{"rate":0.001,"burst":1}} }""")).ShouldSucceed();
        await client.PostAsync("/domains/d/cases/c", Body);
        await client.PostAsync("/domains/d/cases/c", Body);

        var hit = (await ListAsync(client, "&resource=07000000-0000-4000-8000-000000000001"))["requests"].AsArray();

        Assert.Equal(["InternalServerException", "ValidationException", "ThrottlingException"], hit.Select(entry => (string)entry!["errorCode"]!));
        Assert.All(hit, entry => Assert.Equal(Body, entry!["requestBody"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_reason_of_a_missing_resource_has_its_id()
    {
        var client = app.NewAccount();
        await client.PostAsync("/domains/nope");

        Assert.Equal("nope", (string)(await ListAsync(client, ""))["requests"][0]!["reason"]!["actual"]!);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/domains/d/search-cases")]
    public async Task Requests_without_an_operation_are_in_the_journal(string path)
    {
        var client = app.NewAccount();
        var response = (await client.PostAsync(path, """{"a":1}""")).ShouldFail(HttpStatusCode.NotFound, "UnknownOperationException");

        var entry = (await client.SendAsync(HttpMethod.Get, $"/_emulator/requests/{response.Headers.GetValues("x-amzn-RequestId").Single()}", null))
            .ShouldSucceed();
        Assert.Equal("""{"a":1}""", entry["requestBody"].ToJsonString());
    }

    [Fact]
    public async Task A_body_with_half_a_character_leaves_the_journal_readable()
    {
        var domain = await app.CreateDomainAsync();
        await domain.SearchCasesAsync("""{"searchTerm":"a\ud83d"}""");
        await domain.PostAsync("/fields", """{"\ud800":1,"name":"a","type":"Text"}""");

        var list = (await ListAsync(domain.Client, "&limit=10")).ShouldSucceed()["requests"].AsArray();

        Assert.Equal("""{"searchTerm":"a\ud83d"}""", (string)list[^2]!["requestBody"]!);
        Assert.Contains("\\ud800", (string)list[^1]!["requestBody"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Input_that_an_operation_does_not_read_leads_to_warnings()
    {
        var domain = await app.CreateDomainAsync();
        await domain.PostAsync("/fields-list", """{"maxResults":3,"foo":1}""");
        await domain.PostAsync("/fields-list?maxresults=3");
        await domain.PostAsync("/cases-search?maxResults=1&foo=2", "{}");
        await domain.PostAsync("", "{}");
        await domain.PostAsync("/fields-list?maxResults=1&X-Amz-Date=1");
        await domain.PostAsync("/fields-batch", """{"fields":[{"id":"Title"}]}""");

        var list = (await ListAsync(domain.Client, "&limit=10")).ShouldSucceed()["requests"].AsArray();

        Assert.Equal(
            [
                "Member 'maxResults' of the body was ignored, because ListFields does not read a body. ListFields has it as a query parameter.",
                "Member 'foo' of the body was ignored, because ListFields does not read a body.",
                "Query parameter 'maxresults' was ignored. Did you mean 'maxResults'?",
                "Query parameter 'maxResults' was ignored. SearchCases has it in the body.",
                "Query parameter 'foo' was ignored.",
                "1 entry of the batch failed. The first: Field 'Title' does not exist. Hint: 'Title' is the name of the field 'title'; use its id.",
            ],
            list.SelectMany(entry => entry!["warnings"]?.AsArray() ?? []).Select(warning => (string)warning!));
        Assert.Equal("""{"maxResults":3,"foo":1}""", list[1]!["requestBody"]!.ToJsonString());
    }

    [Fact]
    public async Task The_journal_keeps_the_last_requests()
    {
        await using var own = new CasesApp().With("RequestsKept", "3");
        var domain = await own.CreateDomainAsync();
        foreach (var name in "abcd")
        {
            await domain.DeleteAsync($"/fields/{name}");
        }

        Assert.Equal([$"{domain.Path}/fields/b", $"{domain.Path}/fields/c", $"{domain.Path}/fields/d"], await PathsAsync(domain.Client));
        var counts = (await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/info", null))["counts"];
        Assert.Equal(["3", "5"], Texts(counts, "requests", "requestsReceived"));
    }

    [Fact]
    public async Task The_journal_keeps_a_number_of_bytes()
    {
        await using var own = new CasesApp().With("RequestBytesKept", "4000");
        var @case = await (await own.CreateDomainAsync()).CreateCaseAsync();
        for (var number = 0; number < 3; number++)
        {
            (await @case.AddCommentAsync(new string('a', 2_000))).ShouldSucceed();
        }

        Assert.Single(await PathsAsync(@case.Domain.Client));
        (await @case.AddCommentAsync(new string('a', 2_999))).ShouldSucceed();
        Assert.Single(await PathsAsync(@case.Domain.Client));
    }

    [Fact]
    public async Task The_journal_can_be_off()
    {
        await using var own = new CasesApp().With("RequestsKept", "0");
        var domain = await own.CreateDomainAsync();

        Assert.Empty(await PathsAsync(domain.Client));
    }

    [Fact]
    public async Task A_removal_leaves_other_worlds()
    {
        var (one, other) = (await app.CreateDomainAsync(), await app.CreateDomainAsync());

        (await one.Client.DeleteAsync($"/_emulator/requests?account={one.Client.AccessKeyId}")).ShouldSucceed();

        Assert.Empty(await OperationsAsync(one.Client, ""));
        Assert.Single(await OperationsAsync(other.Client, ""));
        (await other.Client.PostAsync("/_emulator/reset", $$"""{"account":"{{other.Client.AccessKeyId}}"}""")).ShouldSucceed();
        Assert.Empty(await OperationsAsync(other.Client, ""));
    }

    [Fact]
    public async Task The_stream_sends_requests_as_they_come()
    {
        var domain = await app.CreateDomainAsync();
        var client = domain.Client;
        using var streaming = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"/_emulator/requests/stream?account={client.AccessKeyId}&status=4xx", UriKind.Relative));
        using var response = await client.Http.SendAsync(streaming, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);

        await domain.PostAsync("");
        await domain.DeleteAsync("/fields/nope");

        Assert.Equal("event: request", await reader.ReadLineAsync());
        var data = (await reader.ReadLineAsync())!;
        var entry = JsonNode.Parse(data["data: ".Length..])!;
        Assert.Equal("DeleteField", (string)entry["operation"]!);
        Assert.Equal($"id: {entry["sequence"]}", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_stream_continues_after_removed_requests_and_after_a_restart()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        (await domain.Client.DeleteAsync("/_emulator/requests")).ShouldSucceed();
        Assert.Contains("\"operation\":\"DeleteField\"", await ReadOneAsync("0"), StringComparison.Ordinal);
        (await domain.Client.DeleteAsync("/_emulator/requests")).ShouldSucceed();
        Assert.Contains("\"operation\":\"DeleteField\"", await ReadOneAsync("999999"), StringComparison.Ordinal);

        async Task<string> ReadOneAsync(string lastEventId)
        {
            using var streaming = new HttpRequestMessage(HttpMethod.Get, new Uri("/_emulator/requests/stream?limit=1", UriKind.Relative));
            streaming.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
            using var response = await domain.Client.Http.SendAsync(streaming, HttpCompletionOption.ResponseHeadersRead);
            await domain.DeleteAsync("/fields/nope");
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_removal_leaves_the_requests_of_other_worlds_in_any_number()
    {
        await using var own = new CasesApp();
        var (quiet, busy) = (own.NewAccount(), own.NewAccount());
        var padding = $$"""{"pad":"{{new string('a', 16_000)}}"}""";
        for (var round = 0; round < 12; round++)
        {
            await quiet.PostAsync("/domains/nope", "{}");
            for (var request = 0; request < 60; request++)
            {
                await busy.PostAsync("/domains", padding);
            }

            (await busy.DeleteAsync($"/_emulator/requests?account={busy.AccessKeyId}")).ShouldSucceed();
        }

        Assert.Equal(12, (await OperationsAsync(quiet, "")).Count);
        Assert.All((await ListAsync(quiet, ""))["requests"].AsArray(), entry => Assert.Equal("{}", entry!["requestBody"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_stream_ends_when_the_server_stops()
    {
        await using var own = new CasesApp();
        var client = own.NewAccount();
        using var streaming = new HttpRequestMessage(HttpMethod.Get, new Uri("/_emulator/requests/stream", UriKind.Relative));
        using var response = await client.Http.SendAsync(streaming, HttpCompletionOption.ResponseHeadersRead);

        own.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);
        Assert.Equal("", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task The_hint_header_can_be_off()
    {
        await using var own = new CasesApp().With("Hints", "false");
        var domain = await own.CreateDomainAsync();

        Assert.False((await domain.DeleteAsync("/fields/nope")).Headers.Contains("x-emulator-hint"));
        Assert.NotNull((await ListAsync(domain.Client, "&status=404"))["requests"][0]!["reason"]!["hint"]);
    }

    [Fact]
    public async Task A_hint_with_other_characters_is_escaped()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"Gr\u00f6\u00dfe","type":"Text"}""")).ShouldSucceed();
        var @case = await domain.CreateCaseAsync();

        var response = await @case.UpdateAsync(TestDomain.Value("Größe", "a"));

        Assert.StartsWith(@"'Gr\u00f6\u00dfe' is the name of the field", response.Headers.GetValues("x-emulator-hint").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?status=2x", "status")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?operation=CreateCse", "operation")]
    [InlineData("?after=-1", "after")]
    [InlineData("?opration=CreateCase", "opration")]
    [InlineData("?region=us-east-1", "region")]
    public async Task Invalid_filters_are_refused(string query, string member) =>
        (await app.NewAccount().SendAsync(HttpMethod.Get, $"/_emulator/requests{query}", null)).ShouldBeInvalid(member);

    [Fact]
    public async Task A_search_at_its_count_limit_and_events_without_fields_lead_to_warnings()
    {
        await using var own = new CasesApp().With("SearchCountLimit", "2");
        var domain = await own.CreateDomainAsync();
        await domain.CreateCasesAsync(3);
        (await domain.SearchCasesAsync()).ShouldSucceed();
        await domain.EnableEventsAsync();

        var warnings = (await ListAsync(domain.Client, ""))["requests"].AsArray().Where(entry => entry!["warnings"] is not null)
            .Select(entry => $"{entry!["operation"]}: {entry["warnings"]![0]}");

        Assert.Equal(
            [
                "SearchCases: totalCount stops at 2. The search can have more results. Add conditions to the filter for an exact count.",
                "PutCaseEventConfiguration: Events will contain no fields of cases. List the fields in eventBridge.includedData.caseData.fields.",
            ],
            warnings);
    }

    private static Task<ApiResponse> ListAsync(CasesClient client, string query) =>
        client.SendAsync(HttpMethod.Get, $"/_emulator/requests?account={client.AccessKeyId}{query}", null);

    private static async Task<IReadOnlyList<string>> OperationsAsync(CasesClient client, string query) =>
        [.. (await ListAsync(client, query)).ShouldSucceed()["requests"].AsArray().Select(entry => (string)entry!["operation"]!)];

    private static async Task<IReadOnlyList<string>> PathsAsync(CasesClient client) =>
        [.. (await ListAsync(client, "")).ShouldSucceed()["requests"].AsArray().Select(entry => (string)entry!["path"]!)];

    private static IEnumerable<string> Texts(JsonNode entry, params string[] members) => members.Select(member => $"{entry[member]}");
}
