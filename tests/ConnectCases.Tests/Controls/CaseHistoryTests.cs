using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Controls;

public sealed class CaseHistoryTests : IAsyncLifetime
{
    private const string User = """{"userArn":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""";

    private static readonly string[] SystemFieldIds =
    [
        "case_id", "reference_number", "reference_id", "title", "summary", "status", "case_reason", "customer_id", "assigned_queue",
        "assigned_user", "created_datetime", "last_updated_datetime", "last_closed_datetime", "last_reopened_datetime",
        "next_sla_breach_datetime", "last_updated_user", "created_by",
    ];

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_past_is_what_GetCase_and_SearchRelatedItems_returned(int seed)
    {
        var random = new Random(seed);
        var fields = await CreateFieldsAsync();
        string[] ids = [.. SystemFieldIds, .. fields.Keys];
        var cases = new[] { await domain.CreateCaseAsync(null, Value("summary", "Green")), await domain.CreateCaseAsync() };
        var history = new List<(string Time, string[] States)>();
        for (var step = 0; step < 60; step++)
        {
            await AdvanceAsync("1ms");

            // Several changes can have the same time.
            for (var change = random.Next(3); change >= 0; change--)
            {
                await ChangeAsync(random, cases[random.Next(2)], fields);
            }

            if (step == 40)
            {
                (await cases[0].UpdateAsync(Value("status", "open"))).ShouldSucceed();
                (await cases[1].UpdateAsync(Value("status", "open"))).ShouldSucceed();
                (await cases[0].PostAsync("/merge", $$"""
                    {"secondaryCaseIds":["{{cases[1].Id}}"],"relatedItemsConfiguration":{"contact":true,"comment":true,"custom":true} }
                    """)).ShouldSucceed();
            }

            history.Add((await NowAsync(), [await StateAsync(cases[0], ids), await StateAsync(cases[1], ids)]));
            await AdvanceAsync(random.Next(4) == 0 ? "1ms" : $"{random.Next(1, 40)}m");
            history.Add((await NowAsync(), [await StateAsync(cases[0], ids), await StateAsync(cases[1], ids)]));
        }

        Assert.InRange(history.Select(entry => entry.States[0]).Distinct().Count(), 30, 120);
        foreach (var (time, states) in history)
        {
            Assert.Equal(states[0], await PastAsync(cases[0], time));
            Assert.Equal(states[1], await PastAsync(cases[1], time));
        }
    }

    [Fact]
    public async Task Without_a_time_the_case_is_as_it_is_now()
    {
        var @case = await domain.CreateCaseAsync();
        (await @case.AddCommentAsync("Hello")).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var response = (await GetAsync(@case, "")).ShouldSucceed();

        Assert.Equal("2026-11-02T09:31:00.125Z", response.Id("asOf"));
        Assert.Equal($"{domain.Id} {@case.Id}", $"{response["domainId"]} {response["caseId"]}");
        Assert.Equal("{}", response["tags"].ToJsonString());
        Assert.Equal("Comment", (string)Assert.Single(response["relatedItems"].AsArray())!["type"]!);
        Assert.Null((await GetAsync(@case, "?at=2026-11-02T09:30:30Z")).ShouldSucceed().Json["tags"]);
        Assert.Equal("2026-11-02T09:31:00.125Z", (await GetAsync(@case, "?at=2030-01-01T00:00:00Z")).Id("asOf"));
    }

    [Fact]
    public async Task A_case_does_not_exist_before_its_creation_and_after_its_deletion()
    {
        var @case = await domain.CreateCaseAsync();
        (await GetAsync(@case, "?at=2026-11-02T09:30:00.124Z")).ShouldFail(
            HttpStatusCode.NotFound, "ResourceNotFoundException", "did not exist at 2026-11-02T09:30:00.124Z", "created at 2026-11-02T09:30:00.125Z");
        (await GetAsync(@case, "?at=2026-11-02T10:30:00.125%2B01:00")).ShouldSucceed();

        (await domain.DeleteAsync(@case.Path)).ShouldSucceed();
        (await GetAsync(@case, "?at=2026-11-02T09:30:00.125Z")).ShouldFail(
            HttpStatusCode.NotFound, "ResourceNotFoundException", "It was deleted at");
    }

    [Fact]
    public async Task A_breach_is_part_of_the_past_at_its_own_time()
    {
        var @case = await domain.CreateCaseAsync();
        await @case.AddSlaAsync("First", 30);
        await @case.AddSlaAsync("Second", 60);
        app.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal("2026-11-02T10:00:00.125Z", await PastTextAsync(@case, "2026-11-02T09:59:59Z", "next_sla_breach_datetime"));
        Assert.Equal("2026-11-02T10:30:00.125Z", await PastTextAsync(@case, "2026-11-02T10:00:01Z", "next_sla_breach_datetime"));
        Assert.Null(await PastTextAsync(@case, "2026-11-02T10:30:00.125Z", "next_sla_breach_datetime"));
    }

    [Fact]
    public async Task A_clock_that_moves_back_does_not_undo_later_changes()
    {
        var @case = await domain.CreateCaseAsync();
        await AdvanceAsync("2h");
        (await @case.UpdateAsync(Value("title", "Two"))).ShouldSucceed();
        await AdvanceAsync("-1h");
        (await @case.UpdateAsync(Value("title", "Three"))).ShouldSucceed();

        Assert.Equal("Lost parcel", await PastTextAsync(@case, "2026-11-02T10:00:00Z", "title"));
        Assert.Equal("Three", await PastTextAsync(@case, "2026-11-02T10:31:00Z", "title"));
        Assert.Equal("Three", await PastTextAsync(@case, "2026-11-02T12:00:00Z", "title"));
    }

    [Fact]
    public async Task Imported_cases_keep_their_past()
    {
        var @case = await domain.CreateCaseAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await @case.UpdateAsync(Value("title", "Two"))).ShouldSucceed();
        var state = await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/state?account={domain.Client.AccessKeyId}", null);
        (await domain.Client.PutAsync("/_emulator/state?account=333333333333&region=eu-west-1", state.ShouldSucceed().Text)).ShouldSucceed();

        (await GetAsync(@case, "")).ShouldBeInvalid("exists in 2 worlds", "333333333333 eu-west-1");
        var past = await GetAsync(@case, "?at=2026-11-02T09:45:00Z&account=333333333333&region=eu-west-1");
        Assert.Contains("\"Lost parcel\"", past.ShouldSucceed().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_has_a_past()
    {
        await using var demo = new CasesApp().With("Seed", "demo");
        var client = demo.ClientOf("123456789012");
        var demoDomain = new TestDomain(client, DemoIds.Domain);
        string[] ids = [.. SystemFieldIds, DemoIds.OrderNumber, DemoIds.OrderValue, DemoIds.IsVip, DemoIds.DeliveryDate, DemoIds.ProductLine,
            DemoIds.OrderPage, DemoIds.Supervisor, DemoIds.Notes, DemoIds.Problem, DemoIds.Carrier, DemoIds.TrackingNumber];
        foreach (var number in Enumerable.Range(1, 36))
        {
            var @case = new TestCase(demoDomain, DemoIds.Case(number));
            var events = new List<JsonNode>(await @case.AuditEventsAsync("""{"maxResults":25}"""));
            var last = events.Max(@event => (string)@event["performedTime"]!)!;
            Assert.Equal(await StateAsync(@case, ids), await PastAsync(@case, last));

            var created = (await GetAsync(@case, $"?at={events[^1]["performedTime"]}")).ShouldSucceed();
            var first = events[^1]["fields"]!.AsArray().Select(field => $"{field!["eventFieldId"]} {field["newValue"]!.ToJsonString()}");
            Assert.Equal(
                first.Where(field => !field.Contains("emptyValue", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                created["fields"].AsArray().Select(field => $"{field!["id"]} {field["value"]!.ToJsonString()}"));
            Assert.Empty(created["relatedItems"].AsArray());
        }
    }

    [Fact]
    public async Task Rejects_unknown_parameters_and_times_without_a_zone()
    {
        var @case = await domain.CreateCaseAsync();
        (await GetAsync(@case, "?time=2026-11-02T09:45:00Z")).ShouldBeInvalid("'time'", "at, account, region");
        (await GetAsync(@case, "?at=2026-11-02T09:45:00")).ShouldBeInvalid("'at'", "2026-11-02T09:45:00");
        (await GetAsync(@case, "?region=us-east-1")).ShouldBeInvalid("region");
        (await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/cases/nope/{@case.Id}", null)).ShouldNotBeFound("Domain");
        (await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/cases/{domain.Id}/nope", null)).ShouldNotBeFound("Case");
    }

    private async Task<Dictionary<string, string[]>> CreateFieldsAsync() => new()
    {
        [await domain.CreateFieldAsync("Text")] = ["""{"stringValue":"One"}""", """{"stringValue":"Zwei ✓ 😀"}"""],
        [await domain.CreateFieldAsync("Number")] = ["""{"doubleValue":1.5}""", """{"doubleValue":-0.0}""", """{"doubleValue":1e300}"""],
        [await domain.CreateFieldAsync("Boolean")] = ["""{"booleanValue":true}""", """{"booleanValue":false}"""],
        [await domain.CreateFieldAsync("DateTime")] = ["""{"stringValue":"2026-01-01T00:00:00+02:00"}"""],
        [await domain.CreateFieldAsync("User")] = ["""{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}"""],
        [await domain.CreateSelectAsync("a", "b")] = ["""{"stringValue":"a"}""", """{"stringValue":"b"}"""],
    };

    private static async Task ChangeAsync(Random random, TestCase @case, Dictionary<string, string[]> fields)
    {
        var (fieldId, values) = fields.ElementAt(random.Next(fields.Count));
        var items = (await @case.SearchAsync())["relatedItems"].AsArray();
        var response = random.Next(10) switch
        {
            0 or 1 => await @case.UpdateAsync(Value(fieldId, values[random.Next(values.Length)])),
            2 => await @case.UpdateAsync(Value(fieldId, """{"emptyValue":{}}"""), Value("summary", $"Summary {random.Next(9)}")),
            3 => await @case.UpdateAsync(Value("summary", """{"emptyValue":{}}""")),
            4 => await @case.UpdateAsync(Value("status", "closed")),
            5 => await @case.UpdateAsync(Value("status", "open")),
            6 => await @case.AddAsync("Sla", TestCase.Sla($"SLA {random.Next(99)}", random.Next(1, 300))),
            7 => await @case.AddAsync(
                "Comment", $$"""{"comment":{"body":"Hello {{random.Next(99)}}","contentType":"Text/Plain"} }""", User),
            8 when items.Count > 0 => await @case.DeleteItemAsync((string)items[random.Next(items.Count)]!["relatedItemId"]!),
            _ => await @case.Domain.PutAsync(
                @case.Path, $$"""{"fields":[{{Value("title", $"Title {random.Next(9)}")}}],"performedBy":{{User}}}"""),
        };

        // A case can have a limited number of SLAs.
        Assert.True(response.Status is HttpStatusCode.OK or HttpStatusCode.PaymentRequired, response.Text);
    }

    private static async Task<string> StateAsync(TestCase @case, string[] ids)
    {
        var values = await @case.GetAsync(ids);
        var items = (await @case.SearchAsync())["relatedItems"].AsArray();
        return Describe(
            values.Select(field => (field.Key, field.Value)),
            items.Reverse().Select(item => $"{item!["type"]} {item["relatedItemId"]}"));
    }

    private static async Task<string> PastAsync(TestCase @case, string time)
    {
        var past = (await GetAsync(@case, $"?at={time}")).ShouldSucceed();
        return Describe(
            past["fields"].AsArray().Select(field => ((string)field!["id"]!, field["value"]!)),
            past["relatedItems"].AsArray().Select(item => $"{item!["type"]} {item["relatedItemId"]}"));
    }

    private static string Describe(IEnumerable<(string Id, JsonNode Value)> fields, IEnumerable<string> items) => string.Join(
        '\n',
        fields.Select(field => $"{field.Id} {field.Value.ToJsonString()}").Order(StringComparer.Ordinal)
            .Concat(items.Order(StringComparer.Ordinal)));

    private static async Task<string?> PastTextAsync(TestCase @case, string time, string fieldId) => (string?)(await GetAsync(@case, $"?at={time}"))
        .ShouldSucceed()["fields"].AsArray().FirstOrDefault(field => (string)field!["id"]! == fieldId)?["value"]!["stringValue"];

    private static Task<ApiResponse> GetAsync(TestCase @case, string query)
    {
        var client = @case.Domain.Client;
        var world = query.Contains("account", StringComparison.Ordinal) || query.Length == 0 ? "" : $"&account={client.AccessKeyId}";
        return client.SendAsync(
            HttpMethod.Get,
            $"/_emulator/cases/{@case.Domain.Id}/{@case.Id}{query}{(query.StartsWith("?at", StringComparison.Ordinal) ? world : "")}",
            null);
    }

    private async Task AdvanceAsync(string by) => (await domain.Client.PostAsync(
        "/_emulator/clock/advance", $$"""{"account":"{{domain.Client.AccessKeyId}}","by":"{{by}}"}""")).ShouldSucceed();

    private async Task<string> NowAsync() => (await domain.Client.SendAsync(
        HttpMethod.Get, $"/_emulator/clock?account={domain.Client.AccessKeyId}", null)).Id("now");
}
