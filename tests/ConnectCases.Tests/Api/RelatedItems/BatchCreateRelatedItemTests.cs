using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.RelatedItems;

/// <summary>BatchCreateRelatedItem (contract-delta.md 2.2).</summary>
public sealed class BatchCreateRelatedItemTests : IAsyncLifetime
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";
    private const string ByAgent = $"\"performedBy\":{{\"userArn\":\"{Agent}\"}}";
    private const string Comment = """{"comment":{"body":"We are looking for it","contentType":"Text/Plain"}}""";
    private const string Token = "\"clientToken\":\"token\"";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Each_case_gets_its_own_item_and_the_response_has_the_order_of_the_request()
    {
        var cases = await domain.CreateCasesAsync(3);
        var references = new List<string>();
        foreach (var @case in cases)
        {
            references.Add(await @case.ReferenceIdAsync());
        }

        var response = (await CommentAsync(
            ByAgent,
            ByReference(references[1].ToLowerInvariant()),
            ById(cases[2].Id),
            ByReference(references[0]))).ShouldSucceed();

        Assert.Equal("[]", response["failedItems"].ToJsonString());
        var ids = ItemIds(response);
        Assert.Equal(3, ids.Distinct().Count());
        int[] order = [1, 2, 0];
        for (var index = 0; index < order.Length; index++)
        {
            var (@case, referenceId) = (cases[order[index]], references[order[index]]);
            var arn = domain.ArnOf($"/case/{@case.Id}/related-item/{ids[index]}");
            Assert.Equal(
                $$$"""{"caseIdentifier":{"caseId":"{{{@case.Id}}}","referenceId":"{{{referenceId}}}"},"relatedItemId":"{{{ids[index]}}}","relatedItemArn":"{{{arn}}}"}""",
                response["successfulItems"][index]!.ToJsonString());
            var item = Assert.Single((await @case.SearchAsync()).ShouldSucceed()["relatedItems"].AsArray())!;
            Assert.Equal(ids[index], (string)item["relatedItemId"]!);
            Assert.Equal("Comment", (string)item["type"]!);
            Assert.Equal(Comment, item["content"]!.ToJsonString());
            Assert.Equal($$"""{"userArn":"{{Agent}}"}""", item["performedBy"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task The_item_of_each_case_is_in_its_audit_history()
    {
        var cases = await domain.CreateCasesAsync(2);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var ids = ItemIds(await CommentAsync(ByAgent, ById(cases[0].Id), ById(cases[1].Id)));

        foreach (var (@case, itemId) in cases.Zip(ids))
        {
            var events = await @case.AuditEventsAsync();
            Assert.Equal(["RelatedItem.Created", "Case.Created"], events.Select(@event => (string)@event["type"]!));
            Assert.Equal("Comment", (string)events[0]["relatedItemType"]!);
            Assert.Equal(app.Now(), (string)events[0]["performedTime"]!);
            Assert.Equal($$"""{"userArn":"{{Agent}}"}""", events[0]["performedBy"]!["user"]!.ToJsonString());
            Assert.Equal(itemId, (string)events[0]["fields"]![0]!["newValue"]!["stringValue"]!);
        }
    }

    [Fact]
    public async Task An_event_leaves_for_the_item_of_each_case()
    {
        await domain.EnableEventsAsync();
        var cases = await domain.CreateCasesAsync(2);

        (await CommentAsync(Token, ById(cases[0].Id), ById("nope"), ById(cases[1].Id))).ShouldSucceed();

        var created = (await domain.EventsAsync()).Select(@event => @event["detail"]!)
            .Where(detail => (string)detail["eventType"]! == "RELATED_ITEM.CREATED").ToList();
        Assert.Equal(
            cases.Select(@case => @case.Id).Order(), created.Select(detail => (string)detail["relatedItem"]!["caseId"]!).Order());
    }

    [Fact]
    public async Task Refuses_a_domain_that_does_not_exist_for_the_caller()
    {
        var @case = await domain.CreateCaseAsync();
        var (own, stranger) = (domain, new TestDomain(app.NewAccount(), domain.Id));

        domain = stranger;
        (await app.WritesNothingAsync(() => CommentAsync(Token, ById(@case.Id)))).ShouldNotBeFound("Domain");
        domain = new TestDomain(own.Client, "nope");
        (await app.WritesNothingAsync(() => CommentAsync(Token, ById(@case.Id)))).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task Refuses_a_reference_id_that_no_case_of_the_domain_has()
    {
        var @case = await domain.CreateCaseAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();

        foreach (var referenceId in new[] { "nope", await elsewhere.ReferenceIdAsync() })
        {
            var response = await app.WritesNothingAsync(() => CommentAsync(Token, ById(@case.Id), ByReference(referenceId)));
            Assert.Equal(referenceId, response.ShouldNotBeFound("Case").Id("resourceId"));
        }
    }

    [Fact]
    public async Task Refuses_the_same_case_twice_however_it_is_given()
    {
        var (@case, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        (await @case.UpdateAsync(Value("reference_id", "Parcel-1"))).ShouldSucceed();

        (string One, string Again)[] spellings =
        [
            (ById(@case.Id), ById(@case.Id)),
            (ByReference("PARCEL-1"), ByReference("parcel-1")),
            (ById(@case.Id), ByReference("Parcel-1")),
        ];
        foreach (var (one, again) in spellings)
        {
            (await app.WritesNothingAsync(() => CommentAsync(Token, one, ById(other.Id), again)))
                .ShouldBeInvalid("cases", @case.Id, "twice");
        }
    }

    [Fact]
    public async Task Refuses_no_cases_and_more_than_the_setting_allows()
    {
        await using var small = new CasesApp().With("BatchCases", "2");
        domain = await small.CreateDomainAsync();
        var cases = await domain.CreateCasesAsync(3);

        (await small.WritesNothingAsync(() => CommentAsync(Token))).ShouldBeInvalid("cases", "between 1 and 2", "it has 0");
        (await small.WritesNothingAsync(() => CommentAsync(Token, [.. cases.Select(@case => ById(@case.Id))])))
            .ShouldBeInvalid("cases", "between 1 and 2", "it has 3");
        Assert.Equal(2, ItemIds(await CommentAsync(Token, ById(cases[0].Id), ById(cases[1].Id))).Count);
    }

    [Theory]
    [InlineData("""{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}""")]
    [InlineData("""{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}""")]
    [InlineData("""{"sla":{"slaInputConfiguration":{"name":"Resolution","type":"CaseField","fieldId":"status","targetFieldValues":[{"stringValue":"closed"}],"targetSlaMinutes":60}}}""")]
    [InlineData("""{"connectCase":{"caseId":"c"}}""")]
    [InlineData("""{"custom":{"fields":[{"id":"summary","value":{"stringValue":"a"}}]}}""")]
    public async Task Refuses_content_that_is_not_a_comment(string content)
    {
        var @case = await domain.CreateCaseAsync();
        (await app.WritesNothingAsync(() => domain.BatchAddAsync(content, Token, ById(@case.Id)))).ShouldBeInvalid("content", "comment");
    }

    [Fact]
    public async Task A_case_that_does_not_exist_fails_alone()
    {
        var @case = await domain.CreateCaseAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();

        var response = await CommentAsync(Token, ById("nope"), ById(@case.Id), ById(elsewhere.Id));

        Assert.Equal(["nope CASE_NOT_FOUND", $"{elsewhere.Id} CASE_NOT_FOUND"], Failures(response));
        var failure = response["failedItems"][0]!;
        Assert.Equal("""{"caseId":"nope"}""", failure["caseIdentifier"]!.ToJsonString());
        Assert.Contains("nope", (string)failure["errorMessage"]!, StringComparison.Ordinal);
        Assert.Equal(ItemIds(response), await CommentsOfAsync(@case));
        Assert.Empty(await CommentsOfAsync(elsewhere));
    }

    [Fact]
    public async Task A_case_that_is_being_merged_into_another_is_in_conflict()
    {
        var (merging, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        await merging.HoldInMergeAsync();

        var response = await CommentAsync(Token, ById(merging.Id), ById(other.Id));

        Assert.Equal([$"{merging.Id} CONFLICT"], Failures(response));
        Assert.Empty(await CommentsOfAsync(merging));
        Assert.Equal(ItemIds(response), await CommentsOfAsync(other));
    }

    [Fact]
    public async Task A_case_that_is_full_fails_alone()
    {
        await using var small = new CasesApp().With("Quotas:RelatedItemsPerCase", "1");
        domain = await small.CreateDomainAsync();
        var (full, other) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        (await full.AddCommentAsync("Hello")).ShouldSucceed();

        var response = await CommentAsync(Token, ById(full.Id), ById(other.Id));

        Assert.Equal([$"{full.Id} SERVICE_QUOTA_EXCEEDED"], Failures(response));
        Assert.Equal(
            await full.ReferenceIdAsync(), (string)response["failedItems"][0]!["caseIdentifier"]!["referenceId"]!);
        Assert.Contains("1 related item.", (string)response["failedItems"][0]!["errorMessage"]!, StringComparison.Ordinal);
        Assert.Single(await CommentsOfAsync(full));
        Assert.Equal(ItemIds(response), await CommentsOfAsync(other));
    }

    [Fact]
    public async Task A_retry_gets_the_same_items_and_writes_nothing()
    {
        var cases = await domain.CreateCasesAsync(2);
        string[] identifiers = [ByReference(await cases[0].ReferenceIdAsync()), ById(cases[1].Id)];
        var first = (await CommentAsync(Token, identifiers)).ShouldSucceed();

        var again = await app.WritesNothingAsync(() => CommentAsync(Token, identifiers));

        Assert.Equal(first.Text, again.ShouldSucceed().Text);
    }

    [Fact]
    public async Task Parallel_repetitions_make_one_item_for_each_case()
    {
        var cases = await domain.CreateCasesAsync(3);
        string[] identifiers = [.. cases.Select(@case => ById(@case.Id))];

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CommentAsync(Token, identifiers)));

        var text = Assert.Single(responses.Select(response => response.ShouldSucceed().Text).Distinct());
        Assert.Equal(ItemIds(responses[0]).Count, JsonNode.Parse(text)!["successfulItems"]!.AsArray().Count);
        foreach (var @case in cases)
        {
            Assert.Single(await CommentsOfAsync(@case));
        }
    }

    [Fact]
    public async Task Without_a_token_each_call_makes_an_item()
    {
        var @case = await domain.CreateCaseAsync();
        foreach (var token in new[] { "\"clientToken\":null", "\"clientToken\":null", "\"clientToken\":\"\"", "\"clientToken\":\"\"" })
        {
            (await CommentAsync(token, ById(@case.Id))).ShouldSucceed();
        }

        Assert.Equal(4, (await CommentsOfAsync(@case)).Count);
    }

    [Fact]
    public async Task Refuses_a_token_that_was_used_with_other_parameters()
    {
        var cases = await domain.CreateCasesAsync(2);
        (await CommentAsync(Token, ById(cases[0].Id))).ShouldSucceed();

        (await app.WritesNothingAsync(() => CommentAsync(Token, ById(cases[1].Id)))).ShouldBeInvalid("clientToken");
        (await app.WritesNothingAsync(() => domain.BatchAddAsync(
            Comment.Replace("it", "them", StringComparison.Ordinal), Token, ById(cases[0].Id)))).ShouldBeInvalid("clientToken");
        (await app.WritesNothingAsync(() => CommentAsync($"{Token},{ByAgent}", ById(cases[0].Id)))).ShouldBeInvalid("clientToken");
        Assert.Single(await CommentsOfAsync(cases[0]));
        Assert.Empty(await CommentsOfAsync(cases[1]));
    }

    [Fact]
    public async Task The_same_token_is_independent_in_another_operation_or_domain()
    {
        var templateId = await domain.CreateTemplateAsync();
        var created = (await domain.PostAsync(
            "/cases", $$"""{"templateId":"{{templateId}}","fields":[{{Value("title", "Lost parcel")}}],{{Token}}}""")).ShouldSucceed();
        var @case = new TestCase(domain, created.Id("caseId"));
        (await domain.BatchUpdateAsync($"\"title\":\"Found parcel\",{Token}", ById(@case.Id))).ShouldSucceed();

        Assert.Equal(ItemIds(await CommentAsync(Token, ById(@case.Id))), await CommentsOfAsync(@case));

        domain = await TestDomain.CreateAsync(domain.Client);
        var elsewhere = await domain.CreateCaseAsync();
        Assert.Equal(ItemIds(await CommentAsync(Token, ById(elsewhere.Id))), await CommentsOfAsync(elsewhere));
    }

    [Fact]
    public async Task A_token_is_free_again_after_24_hours()
    {
        var @case = await domain.CreateCaseAsync();
        (await CommentAsync(Token, ById(@case.Id))).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromHours(24));

        (await CommentAsync(Token, ById(@case.Id))).ShouldSucceed();

        Assert.Equal(2, (await CommentsOfAsync(@case)).Count);
    }

    [Fact]
    public async Task A_token_lasts_until_24_hours_are_over()
    {
        var @case = await domain.CreateCaseAsync();
        var first = await CommentAsync(Token, ById(@case.Id));
        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));

        Assert.Equal(first.ShouldSucceed().Text, (await CommentAsync(Token, ById(@case.Id))).ShouldSucceed().Text);

        Assert.Single(await CommentsOfAsync(@case));
    }

    [Fact]
    public async Task A_retry_repeats_only_what_failed_before()
    {
        var (done, merging) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        await merging.HoldInMergeAsync();
        var first = await CommentAsync(Token, ById(done.Id), ById(merging.Id));
        Assert.Equal([$"{merging.Id} CONFLICT"], Failures(first));
        (await domain.Client.PostAsync("/_emulator/merges/release")).ShouldSucceed();

        var again = await CommentAsync(Token, ById(done.Id), ById(merging.Id));

        Assert.Empty(Failures(again));
        Assert.Equal(ItemIds(first), await CommentsOfAsync(done));
        Assert.Equal(ItemIds(again), [.. await CommentsOfAsync(done), .. await CommentsOfAsync(merging)]);
    }

    private Task<ApiResponse> CommentAsync(string members, params string[] cases) => domain.BatchAddAsync(Comment, members, cases);

    private static List<string> ItemIds(ApiResponse response) =>
        [.. response.ShouldSucceed()["successfulItems"].AsArray().Select(entry => (string)entry!["relatedItemId"]!)];

    private static IEnumerable<string> Failures(ApiResponse response) => response.ShouldSucceed()["failedItems"].AsArray()
        .Select(entry => $"{entry!["caseIdentifier"]!["caseId"]} {entry["errorCode"]}");

    private static async Task<List<string>> CommentsOfAsync(TestCase @case) =>
        [.. (await @case.SearchAsync("""{"filters":[{"comment":{}}]}""")).ShouldSucceed()["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!)];
}
