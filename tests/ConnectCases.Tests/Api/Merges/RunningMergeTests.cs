using System.Net;
using ConnectCases.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Merges.MergeSteps;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>The rules while a merge runs, and its completion (contract-delta.md 2.3, 2.4).</summary>
public sealed class RunningMergeTests : IAsyncLifetime
{
    private const string Hello = """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""";

    private readonly CasesApp app = new();
    private readonly CasesApp slow = new CasesApp().With("MergeDuration", "00:05:00");
    private TestDomain domain = null!;
    private TestCase primary = null!;
    private TestCase secondary = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await slow.DisposeAsync();
    }

    [Fact]
    public async Task It_is_in_progress_for_both_cases_and_then_completed_for_the_secondary_alone()
    {
        var third = await domain.CreateCaseAsync();
        Assert.Equal("""{"held":true,"inProgress":0}""", (await domain.HoldMergesAsync()).ShouldSucceed().Text);
        await primary.ShouldNotBeMergedAsync();

        Assert.Equal("{}", (await primary.StartMergeAsync(secondary, ["summary"], AllTypes)).ShouldSucceed().Text);

        await primary.ShouldBeMergedAsync("IN_PROGRESS", primary, secondary);
        await secondary.ShouldBeMergedAsync("IN_PROGRESS", primary, secondary);
        await third.ShouldNotBeMergedAsync();
        Assert.Equal("open", await secondary.TextAsync("status"));
        Assert.Null(await primary.TextAsync("summary"));
        Assert.Single(await primary.HistoryAsync());
        Assert.Single(await secondary.HistoryAsync());
        Assert.Equal("""{"held":true,"inProgress":1}""", (await domain.HoldMergesAsync()).ShouldSucceed().Text);

        Assert.Equal("""{"held":false,"inProgress":0}""", (await domain.ReleaseMergesAsync()).ShouldSucceed().Text);

        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        await primary.ShouldNotBeMergedAsync();
        await third.ShouldNotBeMergedAsync();
        Assert.Equal("closed", await secondary.TextAsync("status"));
        Assert.Equal("Yours", await primary.TextAsync("summary"));
    }

    [Fact]
    public async Task A_merge_takes_as_long_as_a_setting_requires()
    {
        var (into, from) = await (await slow.CreateDomainAsync()).CreatePairAsync(Value("summary", "Yours"));
        (await into.StartMergeAsync(from, ["summary"])).ShouldSucceed();

        slow.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await into.ShouldBeMergedAsync("IN_PROGRESS", into, from);
        await from.ShouldBeMergedAsync("IN_PROGRESS", into, from);
        Assert.Null(await into.TextAsync("summary"));

        slow.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Yours", await into.TextAsync("summary"));
        await from.ShouldBeMergedAsync("COMPLETED", into, from);
        await into.ShouldNotBeMergedAsync();
        Assert.Equal("2026-11-02T09:35:00.125Z", await from.TextAsync("last_closed_datetime"));
    }

    [Fact]
    public async Task A_release_ends_all_that_wait_and_only_those_that_are_due()
    {
        var other = await slow.CreateDomainAsync();
        var (into, from) = await other.CreatePairAsync();
        var (intoToo, fromToo) = await other.CreatePairAsync();
        var (later, late) = await other.CreatePairAsync();
        await other.HoldMergesAsync();
        (await into.StartMergeAsync(from, [])).ShouldSucceed();
        (await intoToo.StartMergeAsync(fromToo, [])).ShouldSucceed();
        slow.Clock.Advance(TimeSpan.FromMinutes(3));
        (await later.StartMergeAsync(late, [])).ShouldSucceed();
        slow.Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var (primary, secondary) in ((TestCase, TestCase)[])[(into, from), (intoToo, fromToo), (later, late)])
        {
            await secondary.ShouldBeMergedAsync("IN_PROGRESS", primary, secondary);
        }

        Assert.Equal("""{"held":false,"inProgress":1}""", (await other.ReleaseMergesAsync()).ShouldSucceed().Text);

        await from.ShouldBeMergedAsync("COMPLETED", into, from);
        await fromToo.ShouldBeMergedAsync("COMPLETED", intoToo, fromToo);
        await late.ShouldBeMergedAsync("IN_PROGRESS", later, late);
        slow.Clock.Advance(TimeSpan.FromMinutes(3));
        await late.ShouldBeMergedAsync("COMPLETED", later, late);
        Assert.Equal("""{"held":false,"inProgress":0}""", (await other.ReleaseMergesAsync()).ShouldSucceed().Text);
    }

    [Fact]
    public async Task Nothing_of_the_secondary_changes()
    {
        var contact = (await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId");
        var comment = (await secondary.AddCommentAsync("Hello")).Id("relatedItemId");
        await StartHeldAsync("comment");

        foreach (var change in (Func<Task<ApiResponse>>[])[
            () => secondary.UpdateAsync(Value("title", "Found parcel")),
            () => secondary.UpdateAsync(Value("status", "closed")),
            () => secondary.AddCommentAsync("Hello"),
            () => secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"),
            () => secondary.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f"),
            () => secondary.ConnectAsync(primary.Id),
            () => secondary.AddAsync("Sla", TestCase.Sla("Resolution", 5, "closed")),
            () => secondary.UpdateItemAsync(comment, Hello),
            () => secondary.DeleteItemAsync(comment),
            () => secondary.DeleteItemAsync(contact),
            () => secondary.DeleteAsync()])
        {
            (await app.WritesNothingAsync(change)).ShouldFail(HttpStatusCode.Conflict, "ConflictException", secondary.Id, "merged", "GetMergeCasesStatus");
        }

        await domain.ReleaseMergesAsync();
        (await secondary.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        (await secondary.AddCommentAsync("Hello")).ShouldSucceed();
        (await secondary.DeleteItemAsync(contact)).ShouldSucceed();
        (await primary.UpdateItemAsync(comment, Hello)).ShouldSucceed();
        (await secondary.DeleteItemAsync(comment)).ShouldNotBeFound("RelatedItem");
        (await secondary.DeleteAsync()).ShouldSucceed();
    }

    [Fact]
    public async Task The_primary_can_be_changed_but_not_deleted()
    {
        var itemId = (await primary.AddCommentAsync("Before")).Id("relatedItemId");
        await StartHeldAsync("comment");

        (await app.WritesNothingAsync(primary.DeleteAsync)).ShouldFail(HttpStatusCode.Conflict, "ConflictException", primary.Id, "merged");

        (await primary.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        (await primary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed();
        (await primary.UpdateItemAsync(itemId, Hello)).ShouldSucceed();
        (await primary.DeleteItemAsync(itemId)).ShouldSucceed();
        await domain.ReleaseMergesAsync();
        Assert.Equal("Found parcel", await primary.TextAsync("title"));
        (await primary.DeleteAsync()).ShouldSucceed();
    }

    [Fact]
    public async Task Both_can_be_read()
    {
        await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");
        await StartHeldAsync();

        foreach (var @case in (TestCase[])[primary, secondary])
        {
            Assert.Equal("Lost parcel", await @case.TextAsync("title"));
            Assert.NotEmpty(await @case.HistoryAsync());
        }

        Assert.Single(await secondary.ItemsAsync());
        Assert.Equal(2, (int)(await domain.SearchCasesAsync("""{"searchTerm":"parcel"}"""))["totalCount"]);
        Assert.Equal(secondary.Id, (string)(await domain.PostAsync("/list-cases-for-contact", """{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}"""))["cases"][0]!["caseId"]!);
    }

    [Fact]
    public async Task An_invalid_change_is_refused_before_the_conflict_is_reported()
    {
        var contact = (await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId");
        var comment = (await secondary.AddCommentAsync("Hello")).Id("relatedItemId");
        var file = (await secondary.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).Id("relatedItemId");
        await StartHeldAsync();

        (await app.WritesNothingAsync(() => secondary.UpdateAsync(Value("nope", "a")))).ShouldBeInvalid("nope");
        (await app.WritesNothingAsync(() => secondary.UpdateAsync(Value("title", "")))).ShouldBeInvalid("'title'");
        (await app.WritesNothingAsync(() => secondary.UpdateAsync(Value("status", "nope")))).ShouldBeInvalid("'nope'");
        (await app.WritesNothingAsync(() => secondary.AddAsync("Contact", Hello))).ShouldBeInvalid("Contact");
        (await app.WritesNothingAsync(() => secondary.ConnectAsync(secondary.Id))).ShouldBeInvalid("itself");
        (await app.WritesNothingAsync(() => secondary.UpdateItemAsync(contact, Hello))).ShouldBeInvalid("Contact");
        (await app.WritesNothingAsync(() => secondary.UpdateItemAsync(comment, """{"custom":{"fields":[]}}"""))).ShouldBeInvalid();
        (await app.WritesNothingAsync(() => secondary.DeleteItemAsync(file))).ShouldBeInvalid("file");
        (await app.WritesNothingAsync(() => secondary.DeleteItemAsync("nope"))).ShouldNotBeFound("RelatedItem");
        (await app.WritesNothingAsync(() => secondary.ConnectAsync("nope"))).ShouldNotBeFound("Case");
    }

    [Fact]
    public async Task A_batch_changes_the_other_cases_and_reports_a_conflict_for_the_secondary()
    {
        var third = await domain.CreateCaseAsync();
        await StartHeldAsync();
        var cases = string.Join(',', ((TestCase[])[primary, secondary, third]).Select(@case => $$$"""{"caseIdentifier":{"caseId":"{{{@case.Id}}}"}}"""));

        var updated = (await domain.Client.PostAsync(
            "/cases:batchUpdateCase", $$"""{"domainId":"{{domain.Id}}","cases":[{{cases}}],"title":"Found parcel"}""")).ShouldSucceed();
        ShouldBeInConflict(updated, "successfulCases", "failedCases");
        var commented = (await domain.Client.PostAsync(
            "/cases:batchCreateRelatedItem", $$"""{"domainId":"{{domain.Id}}","cases":[{{cases}}],"content":{{Hello}} }""")).ShouldSucceed();
        ShouldBeInConflict(commented, "successfulItems", "failedItems");

        Assert.Equal("Lost parcel", await secondary.TextAsync("title"));
        Assert.Empty(await secondary.ItemsAsync());
        Assert.Single(await secondary.HistoryAsync());

        void ShouldBeInConflict(ApiResponse response, string successful, string failed)
        {
            Assert.Equal([primary.Id, third.Id], response[successful].AsArray().Select(entry => (string)entry!["caseIdentifier"]!["caseId"]!));
            var entry = Assert.Single(response[failed].AsArray())!;
            Assert.Equal(secondary.Id, (string)entry["caseIdentifier"]!["caseId"]!);
            Assert.Equal("CONFLICT", (string)entry["errorCode"]!);
            Assert.Contains("merged", (string)entry["errorMessage"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_domain_can_be_deleted_and_the_merges_of_others_end()
    {
        var other = await TestDomain.CreateAsync(domain.Client);
        var (into, from) = await other.CreatePairAsync();
        await StartHeldAsync();
        (await into.StartMergeAsync(from, [])).ShouldSucceed();

        (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed();

        (await secondary.MergeStatusAsync()).ShouldNotBeFound("Domain");
        await from.ShouldBeMergedAsync("IN_PROGRESS", into, from);
        Assert.Equal("""{"held":false,"inProgress":0}""", (await other.ReleaseMergesAsync()).ShouldSucceed().Text);
        await from.ShouldBeMergedAsync("COMPLETED", into, from);
        await (await other.CreateCaseAsync()).MergeAsync(into);
    }

    [Fact]
    public async Task Due_merges_of_a_deleted_domain_do_not_block_other_merges()
    {
        var deleted = await slow.CreateDomainAsync();
        var (into, from) = await deleted.CreatePairAsync();
        var other = await TestDomain.CreateAsync(deleted.Client);
        var (intoToo, fromToo) = await other.CreatePairAsync();
        (await into.StartMergeAsync(from, [])).ShouldSucceed();
        (await intoToo.StartMergeAsync(fromToo, [])).ShouldSucceed();
        await deleted.EnableEventsAsync();

        (await deleted.Client.DeleteAsync(deleted.Path)).ShouldSucceed();
        slow.Clock.Advance(TimeSpan.FromMinutes(5));

        await fromToo.ShouldBeMergedAsync("COMPLETED", intoToo, fromToo);
        Assert.Empty(await deleted.EventsAsync());
    }

    [SqliteFact]
    public async Task A_merge_of_a_deleted_domain_stays_pending_until_the_domain_is_swept()
    {
        var (into, from) = await (await TestDomain.CreateAsync(domain.Client)).CreatePairAsync();
        await StartHeldAsync();
        await KeepAsync(secondary);

        (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed();

        Assert.Equal("""{"held":false,"inProgress":0}""", (await domain.ReleaseMergesAsync()).ShouldSucceed().Text);
        await into.MergeAsync(from);
        await using var db = app.OpenDatabase();
        Assert.Null(db.Merges.Single(merge => merge.SecondaryCaseId == secondary.Id).CompletedTime);

        // Keeps the secondary case in the database, as if the cleaner had deleted only the primary case so far.
        async Task KeepAsync(TestCase @case)
        {
            await using var database = ((SqliteTestDatabase)app.Database).Open();
            await using var command = database.CreateCommand();
            command.CommandText = $"CREATE TRIGGER keep BEFORE DELETE ON Cases WHEN old.CaseId = '{@case.Id}' BEGIN SELECT RAISE(IGNORE); END";
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_merge_ends_whatever_changes_the_primary_has()
    {
        var fieldId = await domain.CreateFieldAsync("Text");
        var optionId = await domain.CreateSelectAsync("a");
        var requiredId = await domain.CreateFieldAsync("Text");
        (await secondary.UpdateAsync(Value(fieldId, "Yours"), Value(optionId, "a"), Value("customer_id", Profile + "1"))).ShouldSucceed();
        await domain.HoldMergesAsync();
        (await primary.StartMergeAsync(secondary, [fieldId, optionId, "summary"], AllTypes)).ShouldSucceed();

        (await primary.UpdateAsync(Value("summary", "Mine"), Value("customer_id", Profile + "2"), Value("status", "closed"))).ShouldSucceed();
        await domain.DeleteFieldAsync(fieldId);
        await domain.PutOptionAsync(optionId, "a", active: false);
        var ruleId = await domain.CreateCaseRuleAsync(Required(false, EqualTo("summary", "Yours")));
        var templateId = (string)(await domain.SearchCasesAsync())["cases"][0]!["templateId"]!;
        (await domain.PutAsync($"/templates/{templateId}", $$"""{"rules":{{ConfigurationSteps.Rules((ruleId, requiredId))}} }""")).ShouldSucceed();

        Assert.Equal("""{"held":false,"inProgress":0}""", (await domain.ReleaseMergesAsync()).ShouldSucceed().Text);

        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        Assert.Equal("Yours", await primary.TextAsync("summary"));
        Assert.Equal("a", await primary.TextAsync(optionId));
        Assert.Equal("closed", await primary.TextAsync("status"));
        Assert.Equal(Profile + "2", await primary.TextAsync("customer_id"));
        Assert.Equal("closed", await secondary.TextAsync("status"));
    }

    [Fact]
    public async Task Items_that_the_primary_gets_during_the_merge_are_not_duplicated()
    {
        var third = await domain.CreateCaseAsync();
        await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");
        await secondary.ConnectAsync(third.Id);
        await StartHeldAsync("contact", "connectCase");

        string[] kept =
        [
            (await primary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId"),
            (await primary.ConnectAsync(third.Id)).Id("relatedItemId"),
            (await primary.ConnectAsync(secondary.Id)).Id("relatedItemId"),
        ];
        await domain.ReleaseMergesAsync();

        Assert.Equal(kept.Reverse(), await primary.ItemIdsAsync());
        Assert.Equal([primary.Id], await secondary.LinksAsync());
        Assert.Single(await secondary.ItemIdsAsync());
    }

    [Fact]
    public async Task The_primary_keeps_room_for_the_items_that_will_move()
    {
        await using var own = new CasesApp().With("Quotas:RelatedItemsPerCase", "3");
        var (into, from) = await (await own.CreateDomainAsync()).CreatePairAsync();
        var moved = (await from.AddCommentAsync("Hello")).Id("relatedItemId");
        await into.Domain.HoldMergesAsync();
        (await into.StartMergeAsync(from, [], "comment")).ShouldSucceed();

        var first = (await into.AddCommentAsync("One")).ShouldSucceed().Id("relatedItemId");
        (await own.WritesNothingAsync(() => into.AddCommentAsync("Two")))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", into.Id, "3");
        await into.Domain.ReleaseMergesAsync();

        Assert.Equal([first, moved], (await into.ItemIdsAsync()).Skip(1));
        Assert.Equal([from.Id], await into.LinksAsync());
        (await into.DeleteItemAsync(first)).ShouldSucceed();
        (await into.AddCommentAsync("Three")).ShouldSucceed();
    }

    [Fact]
    public async Task An_item_that_the_merge_would_add_anyway_needs_no_room()
    {
        await using var own = new CasesApp().With("Quotas:RelatedItemsPerCase", "2");
        var (into, from) = await (await own.CreateDomainAsync()).CreatePairAsync();
        (await from.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/both")).ShouldSucceed();
        await into.Domain.HoldMergesAsync();
        (await into.StartMergeAsync(from, [], "contact")).ShouldSucceed();

        (await into.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/other")).ShouldFail(
            HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "would have 3 related items", "merge");
        var contact = (await into.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/both")).ShouldSucceed().Id("relatedItemId");
        var link = (await into.ConnectAsync(from.Id)).ShouldSucceed().Id("relatedItemId");
        await into.Domain.ReleaseMergesAsync();

        Assert.Equal([link, contact], await into.ItemIdsAsync());
    }

    [Fact]
    public async Task The_SLAs_of_the_secondary_are_breached_while_it_runs()
    {
        var (into, from) = await (await slow.CreateDomainAsync()).CreatePairAsync();
        await from.AddSlaAsync("Resolution", 2);
        (await into.StartMergeAsync(from, [])).ShouldSucceed();

        slow.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("Overdue", await StatusAsync());
        slow.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("NotMet", await StatusAsync());
        Assert.Equal(
            [false, true], (await from.HistoryAsync()).Where(@event => (string)@event["type"]! == "RelatedItem.Updated").Select(@event => @event["mergeMetadata"] is not null));

        async Task<string> StatusAsync() => (string)(await from.ItemsAsync())
            .Select(item => item["content"]!["sla"]?["slaConfiguration"]).Single(sla => sla is not null)!["status"]!;
    }

    [Fact]
    public async Task A_merge_that_cannot_be_written_does_not_block_reads_and_is_retried()
    {
        await StartHeldAsync();
        await app.Database.RefuseUpdatesAsync("Merges");

        Assert.Equal("""{"held":false,"inProgress":1}""", (await domain.ReleaseMergesAsync()).ShouldSucceed().Text);
        await secondary.ShouldBeMergedAsync("IN_PROGRESS", primary, secondary);
        Assert.Equal("open", await secondary.TextAsync("status"));

        await app.Database.AllowUpdatesAsync("Merges");
        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        Assert.Equal([secondary.Id], await primary.LinksAsync());
    }

    private async Task StartHeldAsync(params string[] itemTypes)
    {
        (await domain.HoldMergesAsync()).ShouldSucceed();
        (await primary.StartMergeAsync(secondary, [], itemTypes)).ShouldSucceed();
    }
}
