using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Merges.MergeSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>The results of a completed merge (contract-delta.md 2.3).</summary>
public sealed class MergeTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/";

    [Fact]
    public async Task The_primary_takes_the_chosen_values_and_keeps_its_others()
    {
        var domain = await app.CreateDomainAsync();
        var weightId = await domain.CreateFieldAsync("Number");
        var codeId = await domain.CreateFieldAsync("Text");
        var templateId = await domain.CreateTemplateAsync();
        var primary = await domain.CreateCaseAsync(templateId, Value("summary", "Mine"), Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"), Value(weightId, """{"doubleValue":1}"""));
        var secondary = await domain.CreateCaseAsync(
            templateId, Value("summary", "Yours"), Value("customer_id", Profile + "1"), Value(weightId, """{"doubleValue":2.5}"""), Value(codeId, "quixotic"));
        (await secondary.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        string[] ids = ["case_id", "reference_number", "reference_id", "title", "summary", "status", "customer_id", "assigned_queue", "created_datetime", weightId, codeId];
        var expected = await primary.GetAsync(ids);
        var taken = await secondary.GetAsync("title", "customer_id", weightId, codeId);
        var kept = await secondary.GetAsync(ids);

        await primary.MergeAsync(secondary, "title", "customer_id", weightId, codeId);

        foreach (var (id, value) in taken)
        {
            expected[id] = value;
        }

        ShouldEqual(expected, await primary.GetAsync(ids));
        kept["status"]["stringValue"] = "closed";
        ShouldEqual(kept, await secondary.GetAsync(ids));
        Assert.Equal(2, (int)(await domain.SearchCasesAsync("""{"searchTerm":"quixotic"}"""))["totalCount"]);
        Assert.Equal(2, (int)(await domain.SearchCasesAsync(
            $$"""{"filter":{"field":{"equalTo":{"id":"{{weightId}}","value":{"doubleValue":2.5} } } } }"""))["totalCount"]);
    }

    [Fact]
    public async Task The_history_of_the_primary_records_the_merged_values()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
        (await secondary.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();

        await primary.MergeAsync(secondary, "title", "summary");

        var updated = Assert.Single(await primary.HistoryAsync(), @event => (string)@event["type"]! == "Case.Updated");
        Assert.Equal(
            ["title: Lost parcel -> Found parcel", "summary: null -> Yours"],
            updated["fields"]!.AsArray().Where(field => (string)field!["eventFieldId"]! is "title" or "summary")
                .Select(field => $"{field!["eventFieldId"]}: {(string?)field["oldValue"]!["stringValue"] ?? "null"} -> {field["newValue"]!["stringValue"]}"));
        Assert.Equal(
            $$"""{"iamPrincipalArn":"arn:aws:iam::{{domain.Client.AccessKeyId}}:role/emulator"}""", updated["performedBy"]!.ToJsonString());
        Assert.Equal(app.Now(), await primary.TextAsync("last_updated_datetime"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("contact")]
    [InlineData("comment")]
    [InlineData("connectCase")]
    [InlineData("custom")]
    [InlineData("contact,comment,connectCase,custom")]
    public async Task Items_of_the_chosen_types_move_as_they_are_and_all_others_stay(string types)
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var third = await domain.CreateCaseAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        await AddAsync(primary, "Comment", """{"comment":{"body":"First","contentType":"Text/Plain"}}""");
        foreach (var (type, content) in ((string, string)[])[
            ("Contact", $$$"""{"contact":{"contactArn":"{{{Contact}}}1"}}"""),
            ("Comment", """{"comment":{"body":"Hello","contentType":"Text/Plain"}}"""),
            ("File", """{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}"""),
            ("ConnectCase", $$$"""{"connectCase":{"caseId":"{{{third.Id}}}"}}"""),
            ("Custom", $$"""{"custom":{"fields":[{{Value(fieldId, "gold")}}] } }"""),
            ("Sla", TestCase.Sla("Resolution", 60, "open"))])
        {
            await AddAsync(secondary, type, content);
            await AddAsync(primary, "Comment", """{"comment":{"body":"Between","contentType":"Text/Plain"}}""");
        }

        var before = (await primary.ItemsAsync()).Concat(await secondary.ItemsAsync()).ToDictionary(Id);
        string[] timeline = [.. before.Values.OrderByDescending(item => (string)item["associationTime"]!).Select(Id)];
        string[] moved = [.. (await secondary.ItemsAsync()).Where(item => types.Split(',').Contains((string)item["type"]!, StringComparer.OrdinalIgnoreCase)).Select(Id)];
        string[] ofPrimary = [.. await primary.ItemIdsAsync(), .. moved];
        own.Clock.Advance(TimeSpan.FromMinutes(1));

        (await primary.StartMergeAsync(secondary, [], types.Split(',', StringSplitOptions.RemoveEmptyEntries))).ShouldSucceed();

        Assert.Equal(types.Length == 0 ? 0 : types.Split(',').Length, moved.Length);
        var (onPrimary, onSecondary) = (await primary.ItemsAsync(), await secondary.ItemsAsync());
        Assert.Equal([.. timeline.Where(ofPrimary.Contains)], onPrimary.Select(Id).Skip(1));
        Assert.Equal([.. timeline.Except(ofPrimary)], onSecondary.Select(Id).Skip(1));
        Assert.All(onPrimary.Skip(1).Concat(onSecondary.Skip(1)), item => Assert.Equal(before[Id(item)].ToJsonString(), item.ToJsonString()));
        Assert.Equal(
            moved.Where(id => (string)before[id]["type"]! == "Custom"),
            (await primary.SearchAsync($$"""{"filters":[{"custom":{"fields":{"field":{"equalTo":{"id":"{{fieldId}}","value":{"stringValue":"gold"} } } } } }]}"""))
                .ShouldSucceed()["relatedItems"].AsArray().Select(item => Id(item!)));
        await ShouldOwnAsync(primary, onPrimary);
        await ShouldOwnAsync(secondary, onSecondary);

        async Task AddAsync(TestCase @case, string type, string content)
        {
            own.Clock.Advance(TimeSpan.FromSeconds(1));
            var item = (await @case.AddAsync(type, content, $$"""{"userArn":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/{{type}}"}""")).ShouldSucceed();
            (await @case.TagItemAsync(item.Id("relatedItemId"), $$"""{"of":"{{type}}"}""")).ShouldSucceed();
        }
    }

    [Fact]
    public async Task A_contact_that_both_have_stays_the_item_of_the_primary_and_gets_the_tag_keys_that_it_lacks()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var third = await domain.CreateCaseAsync();
        var kept = (await primary.AddContactAsync(Contact + "1")).Id("relatedItemId");
        var dropped = (await secondary.AddContactAsync(Contact + "1")).Id("relatedItemId");
        var moved = (await secondary.AddContactAsync(Contact + "2")).Id("relatedItemId");
        await third.AddContactAsync(Contact + "1");
        (await primary.TagItemAsync(kept, """{"team":"orders","own":"1"}""")).ShouldSucceed();
        (await secondary.TagItemAsync(dropped, """{"team":"returns","level":"2"}""")).ShouldSucceed();
        var before = (await primary.ItemsAsync())[0];

        await primary.MergeAsync(secondary);

        var items = await primary.ItemsAsync();
        Assert.Equal([kept, moved], items.Where(item => (string)item["type"]! == "Contact").Select(Id).Reverse());
        before["tags"] = JsonNode.Parse("""{"team":"orders","own":"1","level":"2"}""");
        Assert.True(JsonNode.DeepEquals(before, items.Single(item => Id(item) == kept)), items.Single(item => Id(item) == kept).ToJsonString());
        Assert.Equal(["ConnectCase"], (await secondary.ItemsAsync()).Select(item => (string)item["type"]!));
        Assert.Equal([third.Id, primary.Id], await CasesOfAsync(domain, Contact + "1"));
        Assert.Equal([primary.Id], await CasesOfAsync(domain, Contact + "2"));
        Assert.Equal(
            [dropped, moved], (await secondary.HistoryAsync()).Where(@event => (string)@event["type"]! == "RelatedItem.Deleted").Select(OldItemId));
        Assert.DoesNotContain(dropped, (await primary.HistoryAsync()).Select(@event => @event.ToJsonString()).SelectMany(text => text.Split('"')));
    }

    [Fact]
    public async Task The_contact_that_stays_has_at_most_50_tags()
    {
        var (primary, secondary) = await (await app.CreateDomainAsync()).CreatePairAsync();
        var kept = (await primary.AddContactAsync(Contact + "1")).Id("relatedItemId");
        var dropped = (await secondary.AddContactAsync(Contact + "1")).Id("relatedItemId");
        (await primary.TagItemAsync(kept, Numbered(0, 48))).ShouldSucceed();
        (await secondary.TagItemAsync(dropped, Numbered(46, 50))).ShouldSucceed();

        await primary.MergeAsync(secondary);

        var tags = (await primary.ItemsAsync()).Single(item => Id(item) == kept)["tags"]!.AsObject();
        Assert.Equal(50, tags.Count);
        Assert.All(Enumerable.Range(0, 48), number => Assert.Equal("0", (string)tags[$"tag{number}"]!));

        static string Numbered(int first, int count) => new JsonObject(Enumerable.Range(first, count)
            .Select(number => KeyValuePair.Create($"tag{number}", (JsonNode?)JsonValue.Create($"{first}")))).ToJsonString();
    }

    [Fact]
    public async Task A_link_that_the_primary_has_is_dropped_and_the_one_to_the_primary_stays()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        var (both, one) = await domain.CreatePairAsync();
        var kept = (await primary.ConnectAsync(both.Id)).Id("relatedItemId");
        var dropped = (await secondary.ConnectAsync(both.Id)).Id("relatedItemId");
        (await secondary.TagItemAsync(dropped, """{"level":"2"}""")).ShouldSucceed();
        var moved = (await secondary.ConnectAsync(one.Id)).Id("relatedItemId");
        var back = (await secondary.ConnectAsync(primary.Id)).Id("relatedItemId");

        await primary.MergeAsync(secondary);

        Assert.Equal([secondary.Id, one.Id, both.Id], await primary.LinksAsync());
        Assert.Equal([moved, kept], (await primary.ItemIdsAsync()).Skip(1));
        Assert.All(await primary.ItemsAsync(), item => Assert.Equal("{}", item["tags"]!.ToJsonString()));
        Assert.Equal([back], await secondary.ItemIdsAsync());
        Assert.Equal([primary.Id], await secondary.LinksAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task The_cases_are_linked_once_each_way(bool there, bool back)
    {
        var (primary, secondary) = await (await app.CreateDomainAsync()).CreatePairAsync();
        List<string> links = [];
        if (there)
        {
            links.Add((await primary.ConnectAsync(secondary.Id)).Id("relatedItemId"));
        }

        if (back)
        {
            links.Add((await secondary.ConnectAsync(primary.Id)).Id("relatedItemId"));
        }

        (await primary.StartMergeAsync(secondary, [])).ShouldSucceed();

        Assert.Equal([secondary.Id], await primary.LinksAsync());
        Assert.Equal([primary.Id], await secondary.LinksAsync());
        string[] now = [.. await primary.ItemIdsAsync(), .. await secondary.ItemIdsAsync()];
        Assert.Empty(links.Except(now));
        var created = (await primary.HistoryAsync()).Concat(await secondary.HistoryAsync())
            .Where(@event => (string)@event["type"]! == "RelatedItem.Created").ToList();
        Assert.Equal(now.Order(), created.Select(NewItemId).Order());
        Assert.Equal(2 - links.Count, created.Count(@event => @event["mergeMetadata"] is not null));
    }

    [Fact]
    public async Task The_secondary_is_closed_and_its_SLAs_end()
    {
        await using var own = new CasesApp();
        var (primary, secondary) = await (await own.CreateDomainAsync()).CreatePairAsync();
        await primary.AddSlaAsync("Of the primary", 90);
        await secondary.AddSlaAsync("In time", 60);
        await secondary.AddSlaAsync("Too late", 5);
        own.Clock.Advance(TimeSpan.FromMinutes(10));

        await primary.MergeAsync(secondary);

        Assert.Equal("closed", await secondary.TextAsync("status"));
        Assert.Equal(own.Now(), await secondary.TextAsync("last_closed_datetime"));
        Assert.Equal(own.Now(), await secondary.TextAsync("last_updated_datetime"));
        Assert.Null(await secondary.TextAsync("next_sla_breach_datetime"));
        Assert.Equal(["In time Met", "Too late NotMet"], (await SlasAsync(secondary)).Order());
        Assert.Equal("open", await primary.TextAsync("status"));
        Assert.Null(await primary.TextAsync("last_closed_datetime"));
        Assert.Equal("2026-11-02T11:00:00.125Z", await primary.TextAsync("next_sla_breach_datetime"));
        Assert.Equal(["Of the primary Active"], await SlasAsync(primary));
    }

    [Fact]
    public async Task Both_histories_record_the_merge_with_one_id_and_each_merge_has_its_own_id()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
        var third = await domain.CreateCaseAsync();
        await primary.AddCommentAsync("Before");
        await secondary.AddContactAsync(Contact + "1");
        await secondary.AddCommentAsync("Hello");
        await secondary.AddSlaAsync("Resolution", 60);

        await primary.MergeAsync(secondary, "summary");
        await primary.AddCommentAsync("After");
        await primary.MergeAsync(third);

        var (ofPrimary, ofSecondary, ofThird) = (await primary.HistoryAsync(), await secondary.HistoryAsync(), await third.HistoryAsync());
        var first = Metadata(ofSecondary).Distinct().Single();
        var second = Metadata(ofThird).Distinct().Single();
        Assert.Equal([primary.Id, secondary.Id], Cases(first));
        Assert.Equal([primary.Id, third.Id], Cases(second));
        Assert.NotEqual((string)JsonNode.Parse(first)!["mergeEventId"]!, (string)JsonNode.Parse(second)!["mergeEventId"]!);
        Assert.Equal(
            [
                "Case.Created", "RelatedItem.Created", "Case.Updated", "RelatedItem.Created", "RelatedItem.Created", "RelatedItem.Created",
                "Case.Merged", "RelatedItem.Created", "Case.Updated", "RelatedItem.Created", "Case.Merged",
            ],
            Types(ofPrimary.Where(@event => !Metadata([@event]).Contains(second))).Concat(Types(ofPrimary.Where(@event => Metadata([@event]).Contains(second)))));
        Assert.Equal(5, Metadata(ofPrimary).Count(text => text == first));
        Assert.All([ofPrimary, ofSecondary], history => Assert.Single(
            history, @event => (string)@event["type"]! == "Case.Merged" && Metadata([@event]).Contains(first) && @event["fields"]!.AsArray().Count == 0));
        Assert.Equal(
            ["Case.Created", "RelatedItem.Created", "RelatedItem.Created", "RelatedItem.Created"],
            Types(ofSecondary.Where(@event => @event["mergeMetadata"] is null)));
        Assert.Equal(
            ["RelatedItem.Deleted", "RelatedItem.Deleted", "RelatedItem.Created", "Case.Updated", "RelatedItem.Updated", "Case.Merged"],
            Types(ofSecondary.Where(@event => @event["mergeMetadata"] is not null)));

        static string[] Cases(string metadata)
        {
            var members = JsonNode.Parse(metadata)!.AsObject();
            Assert.Equal(["mergeEventId", "primaryCaseId", "secondaryCaseId"], members.Select(member => member.Key));
            return [(string)members["primaryCaseId"]!, (string)members["secondaryCaseId"]!];
        }
    }

    [Fact]
    public async Task The_creator_of_a_moved_item_stays_its_creator_though_the_merge_has_none()
    {
        var (primary, secondary) = await (await app.CreateDomainAsync()).CreatePairAsync();
        var itemId = (await secondary.AddAsync(
            "Comment", """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", """{"customEntity":"bot"}""")).Id("relatedItemId");

        await primary.MergeAsync(secondary);

        Assert.Equal("""{"customEntity":"bot"}""", (await primary.ItemsAsync()).Single(item => Id(item) == itemId)["performedBy"]!.ToJsonString());
        var arrival = Assert.Single(await primary.HistoryAsync(), @event => @event.ToJsonString().Contains(itemId, StringComparison.Ordinal));
        Assert.Equal(["relatedItemId", "body"], arrival["fields"]!.AsArray().Select(field => (string)field!["eventFieldId"]!).Take(2));
        Assert.Null(arrival["performedBy"]!["user"]);
    }

    [Fact]
    public async Task Each_case_leaves_the_events_of_what_happened_to_it_in_order()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
        await primary.AddContactAsync(Contact + "1");
        var dropped = (await secondary.AddContactAsync(Contact + "1")).Id("relatedItemId");
        var moved = (await secondary.AddCommentAsync("Hello")).Id("relatedItemId");
        var sla = await secondary.AddSlaAsync("Resolution", 60);
        await domain.EnableEventsAsync("""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"status"},{"id":"summary"}]},"relatedItemData":{"includeContent":true}}}""");

        await primary.MergeAsync(secondary, "summary");

        var names = new Dictionary<string, string>
        {
            [primary.Id] = "primary",
            [secondary.Id] = "secondary",
            [dropped] = "dropped",
            [moved] = "moved",
            [sla] = "sla",
            [(await primary.ItemIdsAsync())[0]] = "link",
            [(await secondary.ItemIdsAsync())[0]] = "link back",
        };
        var events = await domain.EventsAsync();
        Assert.Equal(
            [
                "CASE.UPDATED primary", "RELATED_ITEM.CREATED primary moved", "RELATED_ITEM.CREATED primary link",
            ],
            Describe("primary"));
        Assert.Equal(
            [
                "RELATED_ITEM.DELETED secondary dropped", "RELATED_ITEM.DELETED secondary moved", "RELATED_ITEM.CREATED secondary link back",
                "CASE.UPDATED secondary", "RELATED_ITEM.UPDATED secondary sla",
            ],
            Describe("secondary"));
        var updated = events[0]["detail"]!;
        Assert.Contains("summary", updated["changedFieldIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("Yours", (string)updated["case"]!["fields"]!["summary"]!["value"]!["stringValue"]!);
        Assert.Equal("closed", (string)events.Single(@event => (string?)@event["detail"]!["case"]?["caseId"] == secondary.Id)["detail"]!["case"]!["fields"]!["status"]!["value"]!["stringValue"]!);

        List<string> Describe(string name) => [.. events.Select(@event => @event["detail"]!).Select(detail => detail["case"] is { } @case
                ? $"{detail["eventType"]} {names[(string)@case["caseId"]!]}"
                : $"{detail["eventType"]} {names[(string)detail["relatedItem"]!["caseId"]!]} {names[(string)detail["relatedItem"]!["relatedItemId"]!]}")
            .Where(text => text.Split(' ')[1] == name)];
    }

    [Fact]
    public async Task Afterwards_the_secondary_can_be_reopened_and_changed_and_deleted()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        await secondary.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f");
        await primary.MergeAsync(secondary);

        (await secondary.UpdateAsync(Value("status", "open"), Value("title", "Once more"))).ShouldSucceed();
        var itemId = (await secondary.AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemId");
        (await secondary.UpdateItemAsync(itemId, """{"comment":{"body":"Better","contentType":"Text/Plain"}}""")).ShouldSucceed();
        (await secondary.DeleteItemAsync(itemId)).ShouldSucceed();
        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        await primary.ShouldNotBeMergedAsync();
        Assert.Equal("Lost parcel", await primary.TextAsync("title"));

        (await secondary.DeleteAsync()).ShouldSucceed();
        (await secondary.MergeStatusAsync()).ShouldNotBeFound("Case");
        Assert.Equal([secondary.Id], await primary.LinksAsync());
        (await primary.DeleteAsync()).ShouldSucceed();
    }

    [Fact]
    public async Task The_secondary_keeps_its_merge_status_when_the_primary_is_deleted()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync();
        await secondary.AddCommentAsync("Hello");
        await primary.MergeAsync(secondary);

        (await primary.DeleteAsync()).ShouldSucceed();

        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        Assert.Equal([primary.Id], await secondary.LinksAsync());
        (await primary.MergeStatusAsync()).ShouldNotBeFound("Case");
    }

    [Fact]
    public async Task A_primary_can_be_merged_itself_with_all_that_it_took()
    {
        var domain = await app.CreateDomainAsync();
        var (last, middle) = await domain.CreatePairAsync();
        var first = await domain.CreateCaseAsync(null, Value("summary", "From the first"));
        var itemId = (await first.AddCommentAsync("Hello")).Id("relatedItemId");

        await middle.MergeAsync(first, "summary");
        await last.MergeAsync(middle, "summary");

        Assert.Equal("From the first", await last.TextAsync("summary"));
        Assert.Contains(itemId, await last.ItemIdsAsync());
        Assert.Equal([middle.Id, first.Id], await last.LinksAsync());
        Assert.Equal([last.Id], await middle.LinksAsync());
        await first.ShouldBeMergedAsync("COMPLETED", middle, first);
        await middle.ShouldBeMergedAsync("COMPLETED", last, middle);
    }

    [Fact]
    public async Task Nothing_is_taken_that_was_not_chosen()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
        await secondary.AddCommentAsync("Hello");
        var ofSecondary = await secondary.ItemIdsAsync();

        (await primary.PostAsync("/merge", $$"""{"secondaryCaseIds":["{{secondary.Id}}"]}""")).ShouldSucceed();

        await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        Assert.Null(await primary.TextAsync("summary"));
        Assert.Equal([secondary.Id], await primary.LinksAsync());
        Assert.Single(await primary.ItemIdsAsync());
        Assert.Equal(ofSecondary, (await secondary.ItemIdsAsync()).Skip(1));
    }

    private static string Id(JsonNode item) => (string)item["relatedItemId"]!;

    private static string NewItemId(JsonNode @event) => (string)@event["fields"]![0]!["newValue"]!["stringValue"]!;

    private static string OldItemId(JsonNode @event) => (string)@event["fields"]![0]!["oldValue"]!["stringValue"]!;

    private static IEnumerable<string> Types(IEnumerable<JsonNode> history) => history.Select(@event => (string)@event["type"]!);

    private static List<string> Metadata(IEnumerable<JsonNode> history) =>
        [.. history.Select(@event => @event["mergeMetadata"]?.ToJsonString()).OfType<string>()];

    private static void ShouldEqual(Dictionary<string, JsonNode> expected, Dictionary<string, JsonNode> actual) => Assert.Equal(
        expected.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value.ToJsonString()}"),
        actual.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value.ToJsonString()}"));

    /// <summary>Checks that searches return the items with this case, and that item ARNs with this case work.</summary>
    private static async Task ShouldOwnAsync(TestCase @case, List<JsonNode> items)
    {
        var found = await @case.Domain.Client.AllAsync($"{@case.Domain.Path}/related-items-search", "relatedItems");
        Assert.Equal(items.Select(Id).Order(), found.Where(item => (string)item["caseId"]! == @case.Id).Select(Id).Order());
        foreach (var item in items)
        {
            (await @case.TagItemAsync(Id(item), """{"seen":"1"}""")).ShouldSucceed();
        }
    }

    private static async Task<string[]> CasesOfAsync(TestDomain domain, string contactArn) =>
        [.. (await domain.PostAsync("/list-cases-for-contact", $$"""{"contactArn":"{{contactArn}}"}"""))
            .ShouldSucceed()["cases"].AsArray().Select(@case => (string)@case!["caseId"]!)];

    private static async Task<IEnumerable<string>> SlasAsync(TestCase @case) => (await @case.ItemsAsync())
        .Select(item => item["content"]!["sla"]?["slaConfiguration"]).OfType<JsonNode>().Select(sla => $"{sla["name"]} {sla["status"]}");
}
