using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

public sealed class UpdateCaseTests : IAsyncLifetime
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";
    private const string Empty = """{"emptyValue":{}}""";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Only_the_fields_of_the_request_change()
    {
        var @case = await domain.CreateCaseAsync(null, Value("summary", "Something"));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed().Text);

        var values = await @case.GetAsync("title", "summary", "last_updated_datetime", "created_datetime");
        Assert.Equal("Found parcel", (string)values["title"]["stringValue"]!);
        Assert.Equal("Something", (string)values["summary"]["stringValue"]!);
        Assert.Equal("2026-11-02T09:35:00.125Z", (string)values["last_updated_datetime"]["stringValue"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)values["created_datetime"]["stringValue"]!);
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_history_with_its_old_value()
    {
        var @case = await domain.CreateCaseAsync(null, Value("summary", "Something"));
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await domain.PutAsync(@case.Path, $$"""
            {"fields":[{{Value("title", "Found parcel")}},{{Value("summary", Empty)}},{{Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q")}},{{Value("status", "open")}}],
             "performedBy":{"userArn":"{{Agent}}"} }
            """)).ShouldSucceed();

        var updated = (await @case.AuditEventsAsync())[0];
        Assert.Equal("Case.Updated", (string)updated["type"]!);
        Assert.Equal("2026-11-02T09:35:00.125Z", (string)updated["performedTime"]!);
        Assert.Equal($$"""{"userArn":"{{Agent}}"}""", updated["performedBy"]!["user"]!.ToJsonString());
        Assert.Equal(
            $$$$"""
            [{"eventFieldId":"title","oldValue":{"stringValue":"Lost parcel"},"newValue":{"stringValue":"Found parcel"}},
            {"eventFieldId":"summary","oldValue":{"stringValue":"Something"},"newValue":{"emptyValue":{}}},
            {"eventFieldId":"assigned_queue","oldValue":{"emptyValue":{}},"newValue":{"stringValue":"arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"}},
            {"eventFieldId":"last_updated_user","oldValue":{"emptyValue":{}},"newValue":{"userArnValue":"{{{{Agent}}}}"}},
            {"eventFieldId":"last_updated_datetime","oldValue":{"stringValue":"2026-11-02T09:30:00.125Z"},"newValue":{"stringValue":"2026-11-02T09:35:00.125Z"}}]
            """.ReplaceLineEndings(""),
            updated["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task An_update_that_changes_nothing_only_moves_the_time()
    {
        var @case = await domain.CreateCaseAsync();
        (await @case.UpdateAsync(Value("title", "Lost parcel"))).ShouldSucceed();
        Assert.Single((await @case.AuditEventsAsync())[0]["fields"]!.AsArray());
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await domain.PutAsync(@case.Path, $$"""{"fields":[{{Value("title", "Lost parcel")}}],"performedBy":{"userArn":"{{Agent}}"} }""")).ShouldSucceed();

        var changed = (await @case.AuditEventsAsync())[0]["fields"]!.AsArray();
        Assert.Equal("last_updated_datetime", (string)Assert.Single(changed)!["eventFieldId"]!);
        Assert.Empty(await @case.GetAsync("last_updated_user"));
    }

    [Fact]
    public async Task No_fields_is_no_change()
    {
        var @case = await domain.CreateCaseAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await @case.UpdateAsync()).ShouldSucceed();

        Assert.Equal("2026-11-02T09:30:00.125Z", (string)(await @case.GetAsync("last_updated_datetime"))["last_updated_datetime"]["stringValue"]!);
        Assert.Single(await @case.AuditEventsAsync());
    }

    [Fact]
    public async Task Closing_and_reopening_leave_their_times()
    {
        await domain.PutOptionAsync("status", "pending");
        var @case = await domain.CreateCaseAsync();

        await ChangeStatusAsync(@case, "closed", 1);
        Assert.Equal(["2026-11-02T09:31:00.125Z", null], await TimesAsync(@case));

        await ChangeStatusAsync(@case, "closed", 1);
        Assert.Equal(["2026-11-02T09:31:00.125Z", null], await TimesAsync(@case));

        await ChangeStatusAsync(@case, "pending", 1);
        Assert.Equal(["2026-11-02T09:31:00.125Z", "2026-11-02T09:33:00.125Z"], await TimesAsync(@case));

        await ChangeStatusAsync(@case, "open", 1);
        Assert.Equal(["2026-11-02T09:31:00.125Z", "2026-11-02T09:33:00.125Z"], await TimesAsync(@case));

        await ChangeStatusAsync(@case, "closed", 1);
        Assert.Equal(["2026-11-02T09:35:00.125Z", "2026-11-02T09:33:00.125Z"], await TimesAsync(@case));
    }

    [Fact]
    public async Task A_closed_case_can_be_updated()
    {
        var @case = await domain.CreateCaseAsync(null, Value("status", "closed"));
        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
    }

    [Fact]
    public async Task Required_fields_cannot_be_cleared_and_a_customer_can()
    {
        var orderId = await domain.CreateFieldAsync("Text");
        var @case = await domain.CreateCaseAsync(
            await domain.CreateTemplateAsync(orderId),
            Value(orderId, "A-1"),
            Value("customer_id", "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"));

        (await @case.UpdateAsync(Value("title", Empty))).ShouldBeInvalid("title");
        (await @case.UpdateAsync(Value("title", ""))).ShouldBeInvalid("title");
        (await @case.UpdateAsync(Value("status", Empty))).ShouldBeInvalid("status");
        (await @case.UpdateAsync(Value(orderId, Empty))).ShouldBeInvalid(orderId);
        Assert.Single(await @case.AuditEventsAsync());

        (await @case.UpdateAsync(Value("customer_id", Empty))).ShouldSucceed();
        Assert.Empty(await @case.GetAsync("customer_id"));
    }

    [Fact]
    public async Task The_last_user_is_the_one_of_the_last_change()
    {
        var @case = await domain.CreateCaseAsync();
        await domain.PutAsync(@case.Path, $$"""{"fields":[{{Value("title", "A")}}],"performedBy":{"userArn":"{{Agent}}"} }""");
        Assert.Equal(Agent, (string)(await @case.GetAsync("last_updated_user"))["last_updated_user"]["userArnValue"]!);

        await @case.UpdateAsync(Value("title", "B"));
        Assert.Empty(await @case.GetAsync("last_updated_user"));
    }

    [Fact]
    public async Task Unknown_and_repeated_fields_are_refused_and_a_refused_update_changes_nothing()
    {
        var @case = await domain.CreateCaseAsync();
        (await @case.UpdateAsync(Value("summary", "Something"), Value("nope", "a"))).ShouldBeInvalid("nope");
        (await @case.UpdateAsync(Value("summary", "a"), Value("summary", "b"))).ShouldBeInvalid("summary", "twice");
        Assert.Empty(await @case.GetAsync("summary"));
        Assert.Single(await @case.AuditEventsAsync());
    }

    [Fact]
    public async Task Unknown_paths_are_named_from_left_to_right()
    {
        (await domain.PutAsync("/cases/nope", """{"fields":[]}""")).ShouldNotBeFound("Case");
        (await domain.Client.PutAsync("/domains/nope/cases/nope", """{"fields":[]}""")).ShouldNotBeFound("Domain");
        (await domain.PutAsync("/cases/nope", $$"""{"fields":[{{Value("nope", "a")}}]}""")).ShouldNotBeFound("Case");
    }

    [Fact]
    public async Task A_deleted_case_is_gone_with_items_and_history()
    {
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Hello");

        Assert.Equal("{}", (await domain.Client.DeleteAsync(domain.Path + @case.Path)).ShouldSucceed().Text);

        (await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Case");
        (await @case.SearchAsync()).ShouldNotBeFound("Case");
        (await @case.PostAsync("/audit-history")).ShouldNotBeFound("Case");
        (await @case.AddCommentAsync("Hello")).ShouldNotBeFound("Case");
        (await domain.Client.DeleteAsync(domain.Path + @case.Path)).ShouldNotBeFound("Case");
        using var db = app.OpenDatabase();
        Assert.Equal(0, db.RelatedItems.Count() + db.AuditRecords.Count() + db.CaseValues.Count());
    }

    private async Task ChangeStatusAsync(TestCase @case, string status, int minutes)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await @case.UpdateAsync(Value("status", status))).ShouldSucceed();
    }

    private static async Task<IEnumerable<string?>> TimesAsync(TestCase @case)
    {
        var values = await @case.GetAsync("last_closed_datetime", "last_reopened_datetime");
        return new[] { Time("last_closed_datetime"), Time("last_reopened_datetime") };

        string? Time(string fieldId) => (string?)values.GetValueOrDefault(fieldId)?["stringValue"];
    }
}
