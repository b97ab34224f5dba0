using ConnectCases.Protocol.Validation;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Controls;

/// <summary>The real time of the app is the time of the fake clock: 2026-11-02T09:30:00.125Z.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Without_a_control_the_clock_shows_real_time()
    {
        Assert.Equal("""{"now":"2026-11-02T09:30:00.125Z","frozen":false,"worlds":[]}""", (await GetAsync()).Text);
    }

    [Fact]
    public async Task A_frozen_clock_dates_everything()
    {
        await PutAsync("""{"frozenTime":"2026-12-24T09:00:00+01:00"}""");
        app.Clock.Advance(TimeSpan.FromHours(1));

        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        (await @case.AddCommentAsync("Hello")).ShouldSucceed();

        Assert.Equal("2026-12-24T08:00:00.000Z", await @case.TextAsync("created_datetime"));
        Assert.All(await @case.AuditEventsAsync(), @event => Assert.Equal("2026-12-24T08:00:00.000Z", (string)@event["performedTime"]!));
        Assert.Equal("""{"now":"2026-12-24T08:00:00.000Z","frozen":true,"worlds":[]}""", (await GetAsync()).Text);
    }

    [Fact]
    public async Task A_clock_with_an_offset_keeps_running()
    {
        await PutAsync("""{"offset":"P3D"}""");
        app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("""{"now":"2026-11-05T10:30:00.125Z","frozen":false,"offset":"P3D","worlds":[]}""", (await GetAsync()).Text);
    }

    [Fact]
    public async Task Advance_moves_a_clock_in_both_directions()
    {
        Assert.Equal("2026-11-02T13:30:00.125Z", (await AdvanceAsync("""{"by":"PT4H"}""")).Id("now"));
        Assert.Equal("2026-11-02T13:29:59.625Z", (await AdvanceAsync("""{"by":"-500ms"}""")).Id("now"));
        Assert.Equal("2026-11-02T08:00:00.000Z", (await AdvanceAsync("""{"to":"2026-11-02T08:00:00Z"}""")).Id("now"));
        Assert.Equal("-PT1H30M0.125S", (await GetAsync()).Id("offset"));

        await PutAsync("""{"frozenTime":"2026-12-24T09:00:00Z"}""");
        Assert.Equal("2026-12-24T10:30:00.000Z", (await AdvanceAsync("""{"by":"90m"}""")).Id("now"));
        Assert.True((bool)(await AdvanceAsync("""{"to":"2026-12-25T00:00:00Z"}"""))["frozen"]);
    }

    [Fact]
    public async Task Advance_does_the_work_that_becomes_due_in_order_each_at_its_time()
    {
        await using var own = new CasesApp().With("MergeDuration", "00:30:00");
        var domain = await own.CreateDomainAsync();
        await domain.EnableEventsAsync();
        var cases = await domain.CreateCasesAsync(3);
        var late = await cases[0].AddSlaAsync("Late", 40);
        var early = await cases[0].AddSlaAsync("Early", 20);
        (await cases[1].PostAsync("/merge", $$"""{"secondaryCaseIds":["{{cases[2].Id}}"]}""")).ShouldSucceed();

        var response = (await domain.Client.PostAsync("/_emulator/clock/advance", """{"by":"1h"}""")).ShouldSucceed();

        Assert.Equal(
            [
                $"2026-11-02T09:50:00.125Z SlaBreached {cases[0].Id} {early}",
                $"2026-11-02T10:00:00.125Z MergeCompleted {cases[1].Id} ",
                $"2026-11-02T10:10:00.125Z SlaBreached {cases[0].Id} {late}",
            ],
            response["done"].AsArray().Select(item => $"{item!["at"]} {item["what"]} {item["caseId"]} {item["relatedItemId"]}"));
        Assert.Equal("2026-11-02T10:00:00.125Z", await cases[2].TextAsync("last_closed_datetime"));
        var times = (await domain.EventsAsync()).Select(@event => (string)@event["time"]!).ToList();
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Empty((await domain.Client.PostAsync("/_emulator/clock/advance", """{"by":"0s"}"""))["done"].AsArray());
    }

    [Fact]
    public async Task A_world_has_its_own_clock()
    {
        var other = await app.CreateDomainAsync();
        var domain = await TestDomain.CreateAsync(client);
        var (mine, theirs) = (await domain.CreateCaseAsync(), await other.CreateCaseAsync());
        await mine.AddSlaAsync("Mine", 60);
        await theirs.AddSlaAsync("Theirs", 60);

        var response = await AdvanceAsync($$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1","by":"2h"}""");

        Assert.Equal(mine.Id, (string)Assert.Single(response["done"].AsArray())!["caseId"]!);
        Assert.Equal("2026-11-02T11:30:00.125Z", response.Id("now"));
        Assert.Equal(["Overdue"], await SlaStatusesAsync(mine));
        Assert.Equal(["Active"], await SlaStatusesAsync(theirs));
        Assert.Equal("2026-11-02T09:30:00.125Z", (await GetAsync()).Id("now"));
        Assert.Equal(
            $$"""[{"account":"{{client.AccessKeyId}}","region":"us-east-1","now":"2026-11-02T11:30:00.125Z","frozen":false,"offset":"PT2H"}]""",
            (await GetAsync())["worlds"].ToJsonString());

        // The other world reaches the deadline in real time. A frozen world does not.
        await PutAsync($$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1","frozenTime":"2026-11-02T09:00:00Z"}""");
        await mine.AddSlaAsync("Frozen", 60);
        app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(["Overdue"], await SlaStatusesAsync(theirs));
        Assert.Equal(["Active", "Overdue"], await SlaStatusesAsync(mine));
    }

    // Each world adds SLAs and moves its clock at the same time as the other worlds, in an order that differs from run to run.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Each_SLA_is_breached_once_at_its_time_while_clocks_of_several_worlds_move(int seed)
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async world =>
        {
            var random = new Random((seed * 10) + world);
            var domain = await app.CreateDomainAsync();
            await domain.EnableEventsAsync();
            var cases = await domain.CreateCasesAsync(2);
            var targets = new Dictionary<string, string>();
            await Task.WhenAll(MoveAsync(domain, random.Next()), AddAsync(cases, targets, random.Next()));
            (await domain.Client.PostAsync(
                "/_emulator/clock/advance", $$"""{"account":"{{domain.Client.AccessKeyId}}","by":"P2D"}""")).ShouldSucceed();

            var breaches = (await domain.EventsAsync("&type=RELATED_ITEM.UPDATED"))
                .Select(@event => ($"{@event["detail"]!["relatedItem"]!["relatedItemId"]}", $"{@event["detail"]!["approximateChangeTime"]}")).Order();
            Assert.Equal(targets.Select(target => (target.Key, target.Value)).Order(), breaches);
            foreach (var @case in cases)
            {
                Assert.All(await SlaStatusesAsync(@case), status => Assert.Equal("Overdue", status));
            }
        }));

        async Task MoveAsync(TestDomain domain, int start)
        {
            var random = new Random(start);
            for (var step = 0; step < 10; step++)
            {
                (await domain.Client.PostAsync(
                    "/_emulator/clock/advance",
                    $$"""{"account":"{{domain.Client.AccessKeyId}}","by":"{{random.Next(-20, 60)}}m"}""")).ShouldSucceed();
            }
        }

        async Task AddAsync(List<TestCase> cases, Dictionary<string, string> targets, int start)
        {
            var random = new Random(start);
            for (var number = 0; number < 10; number++)
            {
                var response = (await cases[number % 2].AddAsync("Sla", TestCase.Sla($"Sla {number}", random.Next(1, 90)))).ShouldSucceed();
                var item = (await cases[number % 2].PostAsync("/related-items-search", """{"filters":[{"sla":{}}]}"""))["relatedItems"].AsArray()
                    .Single(item => (string)item!["relatedItemId"]! == response.Id("relatedItemId"));
                targets.Add(response.Id("relatedItemId"), (string)item!["content"]!["sla"]!["slaConfiguration"]!["targetTime"]!);
            }
        }
    }

    [Fact]
    public async Task A_Region_comes_before_its_account_and_an_account_before_all_worlds()
    {
        var account = client.AccessKeyId;
        await PutAsync("""{"frozenTime":"2026-01-01T00:00:00Z"}""");
        await PutAsync($$"""{"account":"{{account}}","frozenTime":"2026-02-01T00:00:00Z"}""");
        await PutAsync($$"""{"account":"{{account}}","region":"eu-west-1","frozenTime":"2026-03-01T00:00:00Z"}""");

        Assert.Equal("2026-01-01T00:00:00.000Z", await CreatedTimeAsync(app.NewAccount()));
        Assert.Equal("2026-02-01T00:00:00.000Z", await CreatedTimeAsync(client));
        Assert.Equal("2026-03-01T00:00:00.000Z", await CreatedTimeAsync(app.ClientOf(account, "eu-west-1")));

        (await client.DeleteAsync($"/_emulator/clock?account={account}&region=eu-west-1")).ShouldSucceed();
        Assert.Equal("2026-02-01T00:00:00.000Z", await CreatedTimeAsync(app.ClientOf(account, "eu-west-1")));
        (await client.DeleteAsync($"/_emulator/clock?account={account}")).ShouldSucceed();
        Assert.Equal("2026-01-01T00:00:00.000Z", (await GetAsync($"?account={account}")).Id("now"));
        Assert.Equal("2026-11-02T09:30:00.125Z", (await client.DeleteAsync("/_emulator/clock")).ShouldSucceed().Id("now"));
    }

    [Fact]
    public async Task A_new_clock_of_a_world_continues_the_clock_that_the_world_had()
    {
        await PutAsync("""{"frozenTime":"2026-12-24T09:00:00Z"}""");
        var response = await AdvanceAsync($$"""{"account":"{{client.AccessKeyId}}","by":"1h"}""");
        Assert.Equal("2026-12-24T10:00:00.000Z", response.Id("now"));
        Assert.Equal("2026-12-24T09:00:00.000Z", (await GetAsync()).Id("now"));
    }

    [Fact]
    public async Task A_client_token_expires_on_the_clock_of_its_world()
    {
        var domain = await TestDomain.CreateAsync(client);
        var body = $$"""{"templateId":"{{await domain.CreateTemplateAsync()}}","fields":[{{Value("title", "Lost parcel")}}],"clientToken":"token"}""";
        var first = (await domain.PostAsync("/cases", body)).ShouldSucceed().Id("caseId");
        Assert.Equal(first, (await domain.PostAsync("/cases", body)).ShouldSucceed().Id("caseId"));

        await AdvanceAsync($$"""{"account":"{{client.AccessKeyId}}","by":"P2D"}""");
        Assert.NotEqual(first, (await domain.PostAsync("/cases", body)).ShouldSucceed().Id("caseId"));
    }

    [Fact]
    public async Task Clocks_survive_a_restart()
    {
        await using var database = TestDatabase.Create();
        await using (var before = CasesApp.On(database))
        {
            (await before.NewAccount().PutAsync("/_emulator/clock", """{"frozenTime":"2026-12-24T09:00:00Z"}""")).ShouldSucceed();
        }

        await database.UntilReleasedAsync();
        await using var after = CasesApp.On(database);
        Assert.Equal("2026-12-24T09:00:00.000Z", await CreatedTimeAsync(after.NewAccount()));
    }

    [Fact]
    public async Task Info_shows_the_clocks()
    {
        await PutAsync("""{"frozenTime":"2026-12-24T09:00:00Z"}""");
        var info = (await client.SendAsync(HttpMethod.Get, "/_emulator/info", null)).ShouldSucceed();
        Assert.Equal("""{"now":"2026-12-24T09:00:00.000Z","frozen":true,"worlds":[]}""", info["clock"].ToJsonString());
    }

    [Theory]
    [InlineData("/_emulator/clock", "{}", "exactly one of frozenTime and offset")]
    [InlineData("/_emulator/clock", """{"frozenTime":"2026-12-24T09:00:00Z","offset":"1h"}""", "exactly one of frozenTime and offset")]
    [InlineData("/_emulator/clock", """{"frozenTime":"2026-12-24T09:00:00"}""", "2026-12-24T09:00:00Z", "it is '2026-12-24T09:00:00'")]
    [InlineData("/_emulator/clock", """{"frozenTime":"2026-13-24T09:00:00Z"}""", "frozenTime")]
    [InlineData("/_emulator/clock", """{"frozenTime":"1969-12-31T23:59:59Z"}""", "between 1970-01-01")]
    [InlineData("/_emulator/clock", """{"offset":"3 days"}""", "PT4H", "it is '3 days'")]
    [InlineData("/_emulator/clock", """{"offset":"P1M"}""", "PT4H")]
    [InlineData("/_emulator/clock", """{"offset":"-P99999D"}""", "between 1970-01-01")]
    [InlineData("/_emulator/clock", """{"frozen":"2026-12-24T09:00:00Z"}""", "'frozen'", "account, region, frozenTime, offset")]
    [InlineData("/_emulator/clock", """{"offset":"1h","account":"12"}""", "12 digits", "it is '12'")]
    [InlineData("/_emulator/clock", """{"offset":"1h","region":"us-east-1"}""", "account is absent")]
    [InlineData("/_emulator/clock", """{"offset":"1h","account":"123456789012","region":"Europe"}""", "us-east-1, it is 'Europe'")]
    [InlineData("/_emulator/clock/advance", "{}", "exactly one of by and to")]
    [InlineData("/_emulator/clock/advance", """{"by":"1h","to":"2026-12-24T09:00:00Z"}""", "exactly one of by and to")]
    [InlineData("/_emulator/clock/advance", """{"by":"PT"}""", "it is 'PT'")]
    [InlineData("/_emulator/clock/advance", """{"by":"999999999d"}""", "500ms")]
    [InlineData("/_emulator/clock/advance", """{"By":"1h"}""", "'By'", "by, to")]
    public async Task An_impossible_clock_is_refused_and_changes_nothing(string path, string body, params string[] mentions)
    {
        var response = path.EndsWith("advance", StringComparison.Ordinal) ? await client.PostAsync(path, body) : await client.PutAsync(path, body);
        response.ShouldBeInvalid(mentions);
        Assert.Equal("""{"now":"2026-11-02T09:30:00.125Z","frozen":false,"worlds":[]}""", (await GetAsync()).Text);
    }

    [Fact]
    public async Task A_scope_in_the_wrong_place_is_refused()
    {
        await PutAsync("""{"offset":"P3D"}""");
        (await client.SendAsync(HttpMethod.Delete, "/_emulator/clock", """{"account":"123456789012"}""")).ShouldBeInvalid("has no body");
        (await client.PutAsync("/_emulator/clock?account=123456789012", """{"offset":"P4D"}""")).ShouldBeInvalid("no query parameters");
        (await client.SendAsync(HttpMethod.Get, "/_emulator/info?account=123456789012", null)).ShouldBeInvalid("no query parameters");
        (await client.PostAsync("/_emulator/merges/hold", """{"account":"123456789012"}""")).ShouldBeInvalid("has no body");
        (await client.SendAsync(HttpMethod.Get, "/_emulator/health/ready?probe=1", null)).ShouldSucceed();
        Assert.Equal("P3D", (await GetAsync()).Id("offset"));
        (await client.SendAsync(HttpMethod.Get, "/_emulator/events?acount=123456789012", null)).ShouldBeInvalid("'acount'");
    }

    [Theory]
    [InlineData("""{"accont":1, bad""", "line 1")]
    [InlineData("""{"accont":1""", "line 1")]
    public async Task A_body_that_is_no_JSON_is_refused(string body, string mention) => (await client.PutAsync("/_emulator/clock", body))
        .ShouldFail(System.Net.HttpStatusCode.BadRequest, "SerializationException", mention);

    [Theory]
    [InlineData("?acount=123456789012", "'acount'", "account, region")]
    [InlineData("?account=1", "12 digits")]
    public async Task An_impossible_query_is_refused(string query, params string[] mentions)
    {
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/clock{query}", null)).ShouldBeInvalid(mentions);
        (await client.DeleteAsync($"/_emulator/clock{query}")).ShouldBeInvalid(mentions);
    }

    [Theory]
    [InlineData("PT4H", 14_400_000)]
    [InlineData("P1DT1M0.5S", 86_460_500)]
    [InlineData("-PT1S", -1_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("-3d", -259_200_000)]
    [InlineData("500ms", 500)]
    public void Durations_have_two_forms(string text, long milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("4H")]
    [InlineData("P")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData(" 4h")]
    [InlineData("4h\n")]
    [InlineData("+4h")]
    public void Other_durations_are_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    private static async Task<string> CreatedTimeAsync(CasesClient client)
    {
        var domain = await TestDomain.CreateAsync(client);
        return (await domain.PostAsync("")).ShouldSucceed().Id("createdTime");
    }

    private static async Task<IEnumerable<string>> SlaStatusesAsync(TestCase @case) =>
        (await @case.PostAsync("/related-items-search", "{}")).ShouldSucceed()["relatedItems"].AsArray()
            .Select(item => (string)item!["content"]!["sla"]!["slaConfiguration"]!["status"]!);

    private async Task<ApiResponse> GetAsync(string query = "") =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/clock{query}", null)).ShouldSucceed();

    private async Task PutAsync(string body) => (await client.PutAsync("/_emulator/clock", body)).ShouldSucceed();

    private async Task<ApiResponse> AdvanceAsync(string body) =>
        (await client.PostAsync("/_emulator/clock/advance", body)).ShouldSucceed();
}
