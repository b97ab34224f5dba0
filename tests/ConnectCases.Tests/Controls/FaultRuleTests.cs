using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Controls;

/// <summary>Which requests a rule matches, and when the rule fires. The time of the app stands still unless a test moves the time.</summary>
public sealed class FaultRuleTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_rule_without_members_fails_every_request_of_the_API()
    {
        var rule = (await PostAsync("[{}]")).Json[0]!;
        Assert.Matches("^[0-9a-f-]{36}$", (string)rule["id"]!);
        Assert.True((int)rule["seed"]! >= 0);

        (await client.PostAsync("/domains-list")).ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException", (string)rule["id"]!);
        (await client.SendAsync(HttpMethod.Get, "/_emulator/info", null)).ShouldSucceed();
        (await client.PostAsync("/nothing")).ShouldFail(HttpStatusCode.NotFound, "UnknownOperationException");
    }

    [Fact]
    public async Task A_rule_matches_its_operation()
    {
        await PostAsync("""[{"operation":"CreateDomain"}]""");
        Assert.Equal(".....", await PatternAsync(5));
        (await client.PostAsync("/domains", """{"name":"Support"}""")).ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException");

        await PostAsync("""[{"operation":"*"}]""");
        Assert.Equal("xxxxx", await PatternAsync(5));
    }

    [Fact]
    public async Task A_rule_matches_its_world()
    {
        var (elsewhere, other) = (app.ClientOf(client.AccessKeyId, "eu-west-1"), app.NewAccount());
        await PostAsync($$"""[{"account":"{{client.AccessKeyId}}","region":"us-east-1"}]""");
        Assert.Equal(("x", ".", "."), (await PatternAsync(1), await PatternAsync(1, elsewhere), await PatternAsync(1, other)));

        await PostAsync($$"""[{"account":"{{client.AccessKeyId}}"}]""");
        Assert.Equal(("x", "x", "."), (await PatternAsync(1), await PatternAsync(1, elsewhere), await PatternAsync(1, other)));
    }

    [Fact]
    public async Task A_resource_is_an_id_in_the_path_or_in_the_body()
    {
        var domain = await TestDomain.CreateAsync(client);
        var (one, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        await PostAsync($$"""[{"resource":"{{one.Id}}"}]""");

        (await one.AddCommentAsync("Hello")).ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException");
        (await other.AddCommentAsync("Hello")).ShouldSucceed();
        (await other.ConnectAsync(one.Id)).ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException");
        (await client.PostAsync("/cases:batchUpdateCase", "{ not JSON")).ShouldFail(HttpStatusCode.BadRequest, "SerializationException");

        var arn = $"arn:aws:cases:us-east-1:{client.AccessKeyId}:domain/{domain.Id}/case/{one.Id}";
        (await client.SendAsync(HttpMethod.Get, $"/tags/{Uri.EscapeDataString(arn)}", null))
            .ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException");
        (await client.SendAsync(HttpMethod.Get, $"/tags/{Uri.EscapeDataString(arn.Replace(one.Id, other.Id, StringComparison.Ordinal))}", null))
            .ShouldSucceed();
    }

    [Fact]
    public async Task A_large_body_is_read_by_the_operation_after_the_rule()
    {
        var domain = await TestDomain.CreateAsync(client);
        var @case = await domain.CreateCaseAsync();
        await PostAsync("""[{"resource":"another"}]""");

        var text = new string('x', 3_000);
        (await @case.UpdateAsync(TestDomain.Value("summary", text))).ShouldSucceed();
        Assert.Equal(text, await @case.TextAsync("summary"));
    }

    [Theory]
    [InlineData("""{"after":2}""", "..xxxx")]
    [InlineData("""{"times":2}""", "xx....")]
    [InlineData("""{"after":1,"times":2}""", ".xx...")]
    [InlineData("""{"sequence":{"fail":2,"pass":1}}""", "xx.xx.")]
    [InlineData("""{"sequence":{"fail":1,"pass":2},"after":1}""", ".x..x.")]
    [InlineData("""{"sequence":{"fail":1,"pass":1},"times":2}""", "x.x...")]
    [InlineData("""{"probability":0}""", "......")]
    [InlineData("""{"probability":1}""", "xxxxxx")]
    public async Task A_rule_fires_in_its_pattern(string rule, string pattern)
    {
        await PostAsync($"[{rule}]");
        Assert.Equal(pattern, await PatternAsync(pattern.Length));
    }

    [Fact]
    public async Task The_same_seed_leads_to_the_same_decisions()
    {
        const string Rule = """[{"id":"half","probability":0.5,"seed":42,"latency":{"min":"0s","max":"1ms"},"error":{"code":"ThrottlingException"}}]""";
        await PostAsync(Rule);
        var first = await PatternAsync(40);
        await PostAsync(Rule);
        Assert.Equal(first, await PatternAsync(40));

        await PostAsync(Rule.Replace("42", "43", StringComparison.Ordinal));
        Assert.NotEqual(first, await PatternAsync(40));
        Assert.InRange(first.Count(request => request == 'x'), 8, 32);
    }

    [Fact]
    public async Task The_first_matching_rule_decides_alone()
    {
        await PostAsync("""[{"id":"first","after":2,"times":1},{"id":"second"}]""");

        // The first rule lets two requests pass, fires once, and is used up.
        Assert.Equal("..xxx", await PatternAsync(5));
        Assert.Equal(["first 3 1", "second 2 2"], (await ListAsync()).Select(rule => $"{rule["id"]} {rule["matched"]} {rule["fired"]}"));
    }

    [Fact]
    public async Task Parallel_requests_use_a_rule_as_often_as_it_says()
    {
        await PostAsync("""[{"times":5}]""");
        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.PostAsync("/domains-list")));
        Assert.Equal(5, responses.Count(response => response.Status == HttpStatusCode.InternalServerError));
    }

    [Fact]
    public async Task A_rule_ends_after_its_time_on_the_clock_of_its_scope()
    {
        await PostAsync($$"""[{"id":"mine","account":"{{client.AccessKeyId}}","ttl":"1h"},{"id":"all","operation":"CreateDomain","ttl":"PT1H"}]""");
        (await client.PutAsync("/_emulator/clock", $$"""{"account":"{{client.AccessKeyId}}","frozenTime":"2026-11-02T10:30:00Z"}""")).ShouldSucceed();
        Assert.Equal("x", await PatternAsync(1));

        (await client.PostAsync("/_emulator/clock/advance", $$"""{"account":"{{client.AccessKeyId}}","by":"1s"}""")).ShouldSucceed();
        Assert.Equal(".", await PatternAsync(1));
        Assert.Equal(["all"], (await ListAsync()).Select(rule => (string)rule["id"]!));

        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_rule_of_all_worlds_ends_in_each_world_on_the_clock_of_the_world()
    {
        await PostAsync("""[{"ttl":"10s"}]""");
        var world = $$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1","frozenTime":"2026-11-02T09:30:05Z"}""";
        (await client.PutAsync("/_emulator/clock", world)).ShouldSucceed();
        Assert.Equal("x", await PatternAsync(1));

        (await client.PostAsync("/_emulator/clock/advance", $$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1","by":"1h"}""")).ShouldSucceed();

        Assert.Equal(".", await PatternAsync(1));
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.NewAccount().PostAsync("/domains-list")).Status);
    }

    [Fact]
    public async Task An_error_without_a_code_is_an_InternalServerException()
    {
        await PostAsync("""[{"error":{"message":"Out of order"}}]""");

        var response = await client.PostAsync("/domains-list");

        response.ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException", "Out of order");
    }

    [Fact]
    public async Task Post_replaces_the_rules_of_its_scope_and_patch_adds_rules()
    {
        var (mine, other) = ($"?account={client.AccessKeyId}", $"?account={app.NewAccount().AccessKeyId}");
        await PostAsync("""[{"id":"one"}]""", mine);
        await PostAsync("""[{"id":"one"}]""", other);
        await PostAsync("""[{"id":"two"}]""", mine);
        await PatchAsync("""[{"id":"three","region":"eu-west-1"}]""", mine);

        Assert.Equal(["two", "three"], (await ListAsync(mine)).Select(rule => (string)rule["id"]!));
        Assert.Equal(3, (await ListAsync()).Count);
        Assert.All(await ListAsync(mine), rule => Assert.Equal(client.AccessKeyId, (string)rule["account"]!));

        await PostAsync("""[{"id":"four"}]""");
        Assert.Equal(["four"], (await ListAsync()).Select(rule => (string)rule["id"]!));
    }

    [Fact]
    public async Task What_the_list_shows_can_be_posted()
    {
        const string Rules = """
            [{"id":"all","operation":"CreateCase","account":"111122223333","region":"us-east-1","resource":"x","probability":0.5,"seed":7,"after":1,"times":2,
            "sequence":{"fail":1,"pass":2},"error":{"code":"Slow","message":"Wait","statusCode":503},"retryAfter":"2s","latency":{"min":"1ms","max":"2ms"},
            "moment":"afterCommit","ttl":"1h","matched":3,"fired":2},{"id":"reset","seed":1,"latency":"PT1S","fault":"CONNECTION_RESET","matched":0,"fired":0}]
            """;
        var posted = await PostAsync(Rules);
        Assert.Equal(
            Rules.ReplaceLineEndings("").Replace("\"matched\":3,\"fired\":2", "\"matched\":0,\"fired\":0", StringComparison.Ordinal), posted.Text);
        Assert.Equal(posted.Text, (await PostAsync(posted.Text)).Text);
    }

    [Fact]
    public async Task A_rule_of_all_accounts_is_deleted_beside_a_rule_with_its_id()
    {
        var mine = $"?account={client.AccessKeyId}";
        await PostAsync("""[{"id":"one"}]""", mine);
        (await client.SendAsync(HttpMethod.Patch, "/_emulator/faults", """[{"id":"one"}]""")).ShouldSucceed();

        (await client.DeleteAsync("/_emulator/faults/one")).ShouldSucceed();

        Assert.Equal(client.AccessKeyId, (string)Assert.Single(await ListAsync())!["account"]!);
    }

    [Fact]
    public async Task Rules_are_deleted_by_id_by_scope_or_all()
    {
        var (mine, other) = ($"?account={client.AccessKeyId}", $"?account={app.NewAccount().AccessKeyId}");
        foreach (var scope in (string[])[mine, other])
        {
            await PostAsync("""[{"id":"one"},{"id":"two"}]""", scope);
        }

        (await client.DeleteAsync($"/_emulator/faults/one{mine}")).ShouldSucceed();
        Assert.Equal((1, 2), ((await ListAsync(mine)).Count, (await ListAsync(other)).Count));
        (await client.DeleteAsync($"/_emulator/faults/one{mine}")).ShouldNotBeFound("FaultRule");

        (await client.DeleteAsync($"/_emulator/faults{mine}")).ShouldSucceed();
        Assert.Equal((0, 2), ((await ListAsync(mine)).Count, (await ListAsync(other)).Count));

        (await client.DeleteAsync("/_emulator/faults")).ShouldSucceed();
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_reset_removes_the_rules_of_its_scope_and_info_shows_the_rest()
    {
        await PostAsync($$"""[{"id":"mine","account":"{{client.AccessKeyId}}"},{"id":"all","operation":"CreateDomain"}]""");
        (await client.PostAsync("/_emulator/reset", $$"""{"account":"{{client.AccessKeyId}}"}""")).ShouldSucceed();

        var info = await client.SendAsync(HttpMethod.Get, "/_emulator/info", null);
        Assert.Equal("all", (string)Assert.Single(info["faults"].AsArray())!["id"]!);
        Assert.Equal("""["faults","throttling","customerProfiles","requests"]""", info["perProcess"].ToJsonString());

        (await client.PostAsync("/_emulator/reset", "{}")).ShouldSucceed();
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData("{}", "not a JSON array")]
    [InlineData("", "not valid JSON")]
    [InlineData("[1]", "'[0]'", "expected an object")]
    [InlineData("""[{"operation":1}]""", "'[0].operation'", "expected a string")]
    [InlineData("""[{"latency":1}]""", "'[0].latency'")]
    public async Task Rules_with_another_JSON_type_are_refused(string body, params string[] mentions)
    {
        await PostAsync("""[{"id":"kept","operation":"CreateDomain"}]""");
        (await SendAsync("POST", body)).ShouldFail(HttpStatusCode.BadRequest, "SerializationException", mentions);
        Assert.Single(await ListAsync());
    }

    [Theory]
    [InlineData("[null]", "'[0]'", "must not be null")]
    [InlineData("""[{"operations":"CreateCase"}]""", "'[0].operations'", "operation, account")]
    [InlineData("""[{},{"operation":"CreateCses"}]""", "'[1].operation'", "it is 'CreateCses'", "Did you mean CreateCase?")]
    [InlineData("""[{"id":"a b"}]""", "'[0].id'", "pattern")]
    [InlineData("""[{"account":"12"}]""", "'[0].account'", "12 digits")]
    [InlineData("""[{"region":"us-east-1"}]""", "'[0].region'", "account is absent")]
    [InlineData("""[{"probability":1.5}]""", "'[0].probability'", "between 0 and 1, it is 1.5")]
    [InlineData("""[{"after":-1}]""", "'[0].after'", "it is -1")]
    [InlineData("""[{"times":0}]""", "'[0].times'", "it is 0")]
    [InlineData("""[{"sequence":{"fail":0,"pass":1}}]""", "'[0].sequence.fail'", "it is 0")]
    [InlineData("""[{"sequence":{"fail":1}}]""", "'[0].sequence.pass'", "must not be null")]
    [InlineData("""[{"sequence":{"fail":1,"pass":1,"skip":1}}]""", "'[0].sequence.skip'", "fail, pass")]
    [InlineData("""[{"error":{"code":"Slow"}}]""", "'[0].error.statusCode'", "no error 'Slow'", "ThrottlingException")]
    [InlineData("""[{"error":{"code":"Slow","statusCode":200}}]""", "'[0].error.statusCode'", "between 400 and 599, it is 200")]
    [InlineData("""[{"error":{"code":"a\nb","statusCode":400}}]""", "'[0].error.code'", "pattern")]
    [InlineData("""[{"error":{"code":"ThrottlingException"},"fault":"TIMEOUT"}]""", "'[0].error'", "absent if fault is present")]
    [InlineData("""[{"fault":"RESET"}]""", "'[0].fault'", "[CONNECTION_RESET, EMPTY_RESPONSE, TRUNCATED_RESPONSE, MALFORMED_RESPONSE, TIMEOUT]")]
    [InlineData("""[{"moment":"after"}]""", "'[0].moment'", "[before, afterCommit]")]
    [InlineData("""[{"retryAfter":"soon"}]""", "'[0].retryAfter'", "a duration such as", "'soon'")]
    [InlineData("""[{"retryAfter":"-1s"}]""", "'[0].retryAfter'", "not negative")]
    [InlineData("""[{"retryAfter":"1s","fault":"TIMEOUT"}]""", "'[0].retryAfter'", "no error")]
    [InlineData("""[{"latency":"-1s"}]""", "'[0].latency'", "'-1s'")]
    [InlineData("""[{"latency":"P2D"}]""", "'[0].latency'", "1 day", "'P2D'")]
    [InlineData("""[{"latency":{"min":"2s","max":"1s"}}]""", "'[0].latency'", "min is '2s'")]
    [InlineData("""[{"latency":{"min":"2s"}}]""", "'[0].latency'", "both min and max")]
    [InlineData("""[{"latency":{"min":"2s","max":"3s","mean":"2s"}}]""", "'[0].latency'", "'mean'", "min, max")]
    [InlineData("""[{"ttl":"0s"}]""", "'[0].ttl'", "greater than 0", "'0s'")]
    [InlineData("""[{"id":"a"},{"id":"a"}]""", "'[1].id'", "'a' exists")]
    public async Task An_impossible_rule_is_refused_and_changes_nothing(string body, params string[] mentions)
    {
        await PostAsync("""[{"id":"kept","operation":"CreateDomain"}]""");
        (await SendAsync("POST", body)).ShouldBeInvalid(mentions);
        (await SendAsync("PATCH", body)).ShouldBeInvalid(mentions);
        Assert.Equal(["kept"], (await ListAsync()).Select(rule => (string)rule["id"]!));
    }

    [Fact]
    public async Task A_rule_of_another_world_than_the_scope_is_refused()
    {
        (await SendAsync("POST", """[{"account":"111122223333"}]""", "?account=444455556666")).ShouldBeInvalid("'[0].account'", "'444455556666'");
        (await SendAsync("POST", """[{"region":"eu-west-1"}]""", "?account=444455556666&region=us-east-1")).ShouldBeInvalid("'[0].region'");
        (await SendAsync("POST", "[]", "?acount=444455556666")).ShouldBeInvalid("'acount'", "account, region");
    }

    [Fact]
    public async Task More_than_a_thousand_rules_are_refused()
    {
        await PostAsync($"[{string.Join(',', Enumerable.Repeat("""{"operation":"CreateDomain"}""", 1_000))}]");
        (await SendAsync("PATCH", "[{}]")).ShouldBeInvalid("1001 fault rules", "1000");
        (await SendAsync("PATCH", "[]")).ShouldSucceed();
    }

    [Fact]
    public async Task An_id_that_another_rule_has_is_refused_when_rules_are_added()
    {
        await PostAsync("""[{"id":"a"}]""");
        (await SendAsync("PATCH", """[{"id":"a"}]""")).ShouldBeInvalid("'[0].id'", "'a' exists");
    }

    [Fact]
    public async Task A_file_contains_the_rules_of_the_start()
    {
        var file = Path.Combine(directory, "faults.json");
        await File.WriteAllTextAsync(file, """[{"id":"start","times":1}]""");
        await using var own = new CasesApp().With("Faults", file);
        Assert.Equal("x.", await PatternAsync(2, own.NewAccount()));
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "not valid JSON")]
    [InlineData("{}", "The file is not a JSON array")]
    [InlineData("""[{"operation":"Nope"}]""", "'[0].operation'")]
    public async Task A_file_without_rules_stops_the_start_with_one_line(string? content, string reason)
    {
        var file = Path.Combine(directory, "faults.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, ["--in-memory", "--urls", "http://127.0.0.1:0", "--faults", file]);

        Assert.Equal(2, exitCode);
        Assert.Contains(file, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    /// <summary>Sends requests in order. Returns x for each injected error, and a dot for each other response.</summary>
    private async Task<string> PatternAsync(int requests, CasesClient? caller = null)
    {
        var pattern = "";
        for (var request = 0; request < requests; request++)
        {
            pattern += (await (caller ?? client).PostAsync("/domains-list")).Status == HttpStatusCode.OK ? '.' : 'x';
        }

        return pattern;
    }

    private async Task<List<JsonNode>> ListAsync(string query = "") =>
        [.. (await client.SendAsync(HttpMethod.Get, $"/_emulator/faults{query}", null)).ShouldSucceed().Json.AsArray().Select(rule => rule!)];

    private async Task<ApiResponse> PostAsync(string rules, string query = "") => (await SendAsync("POST", rules, query)).ShouldSucceed();

    private async Task PatchAsync(string rules, string query = "") => (await SendAsync("PATCH", rules, query)).ShouldSucceed();

    private Task<ApiResponse> SendAsync(string method, string rules, string query = "") =>
        client.SendAsync(new HttpMethod(method), $"/_emulator/faults{query}", rules);
}
