using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.RelatedItems.Slas;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.RelatedItems;

/// <summary>The states of an SLA: first Active, then Met or Overdue. Overdue becomes NotMet.</summary>
public sealed class SlaTests(CasesApp app) : IAsyncLifetime, IClassFixture<CasesApp>
{
    private readonly CasesApp own = new();
    private TestCase @case = null!;

    public async Task InitializeAsync() => @case = await (await own.CreateDomainAsync()).CreateCaseAsync();

    public async Task DisposeAsync() => await own.DisposeAsync();

    [Fact]
    public async Task A_new_SLA_is_active_until_its_target_time_and_the_case_shows_that_time()
    {
        await @case.AddSlaAsync("First answer", 90);

        Assert.Equal(
            """{"name":"First answer","type":"CaseField","status":"Active","fieldId":"status","targetFieldValues":[{"stringValue":"closed"}],"targetTime":"2026-11-02T11:00:00.125Z"}""",
            (await SlaAsync()).ToJsonString());
        Assert.Equal("2026-11-02T11:00:00.125Z", await NextBreachAsync());
        var @event = (await @case.AuditEventsAsync())[0];
        Assert.Equal("RelatedItem.Created", (string)@event["type"]!);
        Assert.Equal("Sla", (string)@event["relatedItemType"]!);
        Assert.Equal(
            ["relatedItemId", "slaName=First answer", "slaStatus=Active", "slaTargetTime=2026-11-02T11:00:00.125Z"],
            @event["fields"]!.AsArray().Select(field => (string)field!["eventFieldId"]! is "relatedItemId" and var id ? id : $"{field["eventFieldId"]}={field["newValue"]!["stringValue"]}"));
    }

    [Fact]
    public async Task It_is_met_when_the_case_reaches_the_target_before_the_target_time()
    {
        await @case.AddSlaAsync("Resolution", 60);
        own.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        (await CloseAsync()).ShouldSucceed();

        await ShouldBeAsync("Met", completed: "2026-11-02T10:30:00.124Z");
        Assert.Null(await NextBreachAsync());
        var events = await @case.AuditEventsAsync();
        Assert.Equal(["RelatedItem.Updated", "Case.Updated"], events.Take(2).Select(@event => (string)@event["type"]!));
        Assert.Contains(events[1]["fields"]!.AsArray(), field => (string)field!["eventFieldId"]! == "next_sla_breach_datetime"
            && field["newValue"]!["emptyValue"] is not null);
        ShouldRecord(events[0], "Active", "Met", "2026-11-02T10:30:00.124Z");
    }

    [Fact]
    public async Task It_is_overdue_from_the_target_time_on_and_not_met_when_the_case_reaches_the_target_after_that()
    {
        await @case.AddSlaAsync("Resolution", 60);
        await @case.AddSlaAsync("Review", 120);
        own.Clock.Advance(TimeSpan.FromMinutes(60));

        await ShouldBeAsync("Overdue", completed: null);
        Assert.Equal("2026-11-02T11:30:00.125Z", await NextBreachAsync());
        var breach = (await @case.AuditEventsAsync())[0];
        ShouldRecord(breach, "Active", "Overdue", "2026-11-02T10:30:00.125Z");
        Assert.Equal($$"""{"iamPrincipalArn":"arn:aws:iam::{{@case.Domain.Client.AccessKeyId}}:role/emulator"}""", breach["performedBy"]!.ToJsonString());
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)(await @case.GetAsync("last_updated_datetime"))["last_updated_datetime"]["stringValue"]!);

        own.Clock.Advance(TimeSpan.FromMinutes(5));
        (await CloseAsync()).ShouldSucceed();
        await ShouldBeAsync("NotMet", completed: "2026-11-02T10:35:00.125Z");
        Assert.Null(await NextBreachAsync());
        Assert.Equal(2, (await @case.AuditEventsAsync()).Count(@event => @event["fields"]!.ToJsonString().Contains("\"stringValue\":\"Met\"", StringComparison.Ordinal)
            || @event["fields"]!.ToJsonString().Contains("\"stringValue\":\"NotMet\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_target_time_itself_is_too_late()
    {
        await @case.AddSlaAsync("Resolution", 60);
        own.Clock.Advance(TimeSpan.FromMinutes(60));
        await CloseAsync();
        await ShouldBeAsync("NotMet", completed: "2026-11-02T10:30:00.125Z");
    }

    [Fact]
    public async Task A_breach_that_cannot_be_written_does_not_block_reads_and_is_retried()
    {
        await @case.AddSlaAsync("Resolution", 1);
        await own.Database.RefuseUpdatesAsync("RelatedItems");
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        await ShouldBeAsync("Active", completed: null);

        await own.Database.AllowUpdatesAsync("RelatedItems");
        await ShouldBeAsync("Overdue", completed: null);
    }

    [Fact]
    public async Task The_breaches_of_several_cases_are_marked_together()
    {
        var other = await @case.Domain.CreateCaseAsync();
        await @case.AddSlaAsync("Early", 1);
        await @case.AddSlaAsync("Late", 50);
        await other.AddSlaAsync("Early", 2);
        own.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal("2026-11-02T10:20:00.125Z", await NextBreachAsync());
        Assert.Empty(await other.GetAsync("next_sla_breach_datetime"));
        Assert.Equal(2, (await @case.Domain.PostAsync("/related-items-search", """{"filters":[{"sla":{"status":"Overdue"}}]}"""))["relatedItems"].AsArray().Count);
    }

    [SqliteFact]
    public async Task The_earliest_deadline_is_found_in_an_index()
    {
        await using var db = own.OpenDatabase();
        await using var database = ((SqliteTestDatabase)own.Database).Open();
        await using var command = database.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {SlaDeadlines.ByDeadline(db).ToQueryString()}";
        await using var plan = await command.ExecuteReaderAsync();
        Assert.True(await plan.ReadAsync());
        Assert.Contains("IX_RelatedItems_SlaTargetTime", plan.GetString(3), StringComparison.Ordinal);
        Assert.False(await plan.ReadAsync());
    }

    [Fact]
    public async Task SLAs_of_a_deleted_domain_are_not_breached()
    {
        await @case.AddSlaAsync("Resolution", 60);
        await @case.Domain.EnableEventsAsync();
        (await @case.Domain.Client.DeleteAsync(@case.Domain.Path)).ShouldSucceed();
        own.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(await @case.Domain.EventsAsync());
    }

    [Fact]
    public async Task Met_and_not_met_are_final()
    {
        await @case.AddSlaAsync("Resolution", 60);
        await CloseAsync();
        await @case.UpdateAsync(Value("status", "open"));
        await ShouldBeAsync("Met", completed: "2026-11-02T09:30:00.125Z");

        own.Clock.Advance(TimeSpan.FromMinutes(61));
        await ShouldBeAsync("Met", completed: "2026-11-02T09:30:00.125Z");
        await CloseAsync();
        await ShouldBeAsync("Met", completed: "2026-11-02T09:30:00.125Z");
    }

    [Fact]
    public async Task It_is_met_at_once_on_a_case_that_has_the_target_value()
    {
        await CloseAsync();
        await @case.AddSlaAsync("Resolution", 60);
        await ShouldBeAsync("Met", completed: "2026-11-02T09:30:00.125Z");
        Assert.Null(await NextBreachAsync());
    }

    [Fact]
    public async Task Only_the_target_value_completes_it()
    {
        await @case.Domain.PutOptionAsync("status", "pending");
        await @case.AddSlaAsync("Touched", 60, "pending");
        await CloseAsync();
        await ShouldBeAsync("Active", completed: null);
        await @case.UpdateAsync(Value("status", "pending"));
        await ShouldBeAsync("Met", completed: "2026-11-02T09:30:00.125Z");
    }

    [Fact]
    public async Task The_next_breach_is_that_of_the_earliest_active_one()
    {
        var late = await @case.AddSlaAsync("Late", 100);
        var early = await @case.AddSlaAsync("Early", 50);
        Assert.Equal("2026-11-02T10:20:00.125Z", await NextBreachAsync());
        (await @case.DeleteItemAsync(early)).ShouldSucceed();
        Assert.Equal("2026-11-02T11:10:00.125Z", await NextBreachAsync());
        (await @case.DeleteItemAsync(late)).ShouldSucceed();
        Assert.Null(await NextBreachAsync());
        Assert.Equal("[]", (await @case.SearchAsync())["relatedItems"].ToJsonString());
    }

    [Fact]
    public async Task A_breach_is_marked_by_the_timer_though_nobody_asks()
    {
        await @case.AddSlaAsync("Resolution", 1);
        Assert.Equal(SlaStatus.Active, Status());

        own.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var attempt = 0; attempt < 100 && Status() == SlaStatus.Active; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(SlaStatus.Overdue, Status());

        SlaStatus? Status()
        {
            using var db = own.OpenDatabase();
            return db.RelatedItems.Single().SlaStatus;
        }
    }

    [Fact]
    public async Task A_breach_while_no_server_runs_is_marked_by_the_next_one()
    {
        await using var database = TestDatabase.Create();
        TestCase before;
        await using (var first = CasesApp.On(database))
        {
            before = await (await TestDomain.CreateAsync(first.ClientOf("123456789012"))).CreateCaseAsync();
            await before.AddSlaAsync("Resolution", 1);
        }

        // The first server can still be closing the database.
        await database.UntilReleasedAsync();
        await using (var second = CasesApp.On(database))
        {
            second.Clock.Advance(TimeSpan.FromDays(1));
            var after = new TestCase(new(second.ClientOf("123456789012"), before.Domain.Id), before.Id);
            Assert.Equal("Overdue", (string)(await SlaAsync(after))["status"]!);
            ShouldRecord((await after.AuditEventsAsync())[0], "Active", "Overdue", "2026-11-02T09:31:00.125Z");
        }
    }

    [Fact]
    public async Task They_are_found_by_name_and_status_on_the_case_and_across_cases()
    {
        var met = await @case.AddSlaAsync("Touched", 10, "open");
        var overdue = await @case.AddSlaAsync("Resolution", 10);
        var active = await @case.AddSlaAsync("Resolution", 500);
        await @case.AddCommentAsync("Hello");
        own.Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var (filter, expected) in ((string, string[])[])[
            ("{}", [active, overdue, met]),
            ("""{"name":"Resolution"}""", [active, overdue]),
            ("""{"name":"resolution"}""", []),
            ("""{"status":"Active"}""", [active]),
            ("""{"status":"Overdue"}""", [overdue]),
            ("""{"status":"Met","name":"Touched"}""", [met]),
            ("""{"status":"NotMet"}""", [])])
        {
            var body = $$"""{"filters":[{"sla":{{filter}} }]}""";
            Assert.Equal(expected, Ids(await @case.SearchAsync(body)));
            Assert.Equal(expected, Ids(await @case.Domain.PostAsync("/related-items-search", body)));
        }
    }

    [Theory]
    [InlineData("fieldId", "title", "status")]
    [InlineData("fieldId", null, "status")]
    [InlineData("targetFieldValues", null, "exactly one")]
    [InlineData("targetFieldValues", """[{"stringValue":"nope"}]""", "nope")]
    [InlineData("targetFieldValues", """[{"stringValue":""}]""", "status")]
    [InlineData("targetFieldValues", """[{"emptyValue":{}}]""", "status")]
    [InlineData("targetFieldValues", """[{"booleanValue":true}]""", "stringValue")]
    public async Task It_watches_the_status_for_one_option(string member, string? value, string mention)
    {
        var content = JsonNode.Parse(TestCase.Sla("Resolution", 5))!;
        content["sla"]!["slaInputConfiguration"]![member] = value switch
        {
            null => null,
            ['[', ..] => JsonNode.Parse(value),
            _ => value,
        };
        (await @case.AddAsync("Sla", content.ToJsonString())).ShouldBeInvalid(mention);
        Assert.Equal("[]", (await @case.SearchAsync())["relatedItems"].ToJsonString());
    }

    [Fact]
    public async Task A_case_has_30_of_them()
    {
        var full = await (await app.CreateDomainAsync()).CreateCaseAsync();
        for (var number = 0; number < 30; number++)
        {
            await full.AddSlaAsync($"Number {number}", 60);
        }

        (await full.AddAsync("Sla", TestCase.Sla("One more", 60)))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "30", "SLAs");
        (await full.AddCommentAsync("There is room")).ShouldSucceed();
    }

    private static async Task<JsonNode> SlaAsync(TestCase of) =>
        (await of.SearchAsync("""{"filters":[{"sla":{}}]}""")).ShouldSucceed()["relatedItems"].AsArray()[^1]!["content"]!["sla"]!["slaConfiguration"]!;

    private static void ShouldRecord(JsonNode @event, string from, string to, string time)
    {
        Assert.Equal("RelatedItem.Updated", (string)@event["type"]!);
        Assert.Equal("Sla", (string)@event["relatedItemType"]!);
        Assert.Equal(time, (string)@event["performedTime"]!);
        var field = @event["fields"]!.AsArray().Single(field => (string)field!["eventFieldId"]! == "slaStatus")!;
        Assert.Equal(from, (string)field["oldValue"]!["stringValue"]!);
        Assert.Equal(to, (string)field["newValue"]!["stringValue"]!);
    }

    private static IEnumerable<string> Ids(ApiResponse response) =>
        response.ShouldSucceed()["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!);

    private Task<JsonNode> SlaAsync() => SlaAsync(@case);

    private async Task ShouldBeAsync(string status, string? completed)
    {
        var sla = await SlaAsync();
        Assert.Equal((status, completed), ((string)sla["status"]!, (string?)sla["completionTime"]));
    }

    private Task<ApiResponse> CloseAsync() => @case.UpdateAsync(Value("status", "closed"));

    private async Task<string?> NextBreachAsync() =>
        (string?)(await @case.GetAsync("next_sla_breach_datetime")).GetValueOrDefault("next_sla_breach_datetime")?["stringValue"];
}
