using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class UpdateRelatedItemTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string NewBody = """{"comment":{"body":"Better","contentType":"Text/Plain"}}""";

    [Fact]
    public async Task A_comment_is_replaced_and_the_response_is_the_whole_item()
    {
        await using var own = new CasesApp();
        var @case = await (await own.CreateDomainAsync()).CreateCaseAsync();
        var created = (await @case.AddAsync("Comment", """{"comment":{"body":"Good","contentType":"Text/Plain"}}""", """{"customEntity":"ada"}""")).ShouldSucceed();
        own.Clock.Advance(TimeSpan.FromMinutes(1));

        var response = (await @case.UpdateItemAsync(created.Id("relatedItemId"), NewBody, """{"customEntity":"bob"}""")).ShouldSucceed();

        Assert.Equal(
            $$$"""{"relatedItemId":"{{{created.Id("relatedItemId")}}}","relatedItemArn":"{{{created.Id("relatedItemArn")}}}","type":"Comment","content":{{{NewBody}}},"associationTime":"2026-11-02T09:30:00.125Z","tags":{},"lastUpdatedUser":{"customEntity":"bob"},"createdBy":{"customEntity":"ada"}}""",
            response.Json.ToJsonString());
        Assert.Equal(NewBody, (await @case.SearchAsync())["relatedItems"][0]!["content"]!.ToJsonString());
        var updated = (await @case.AuditEventsAsync())[0];
        Assert.Equal("RelatedItem.Updated", (string)updated["type"]!);
        Assert.Equal("2026-11-02T09:31:00.125Z", (string)updated["performedTime"]!);
        Assert.Equal("""{"customEntity":"bob"}""", updated["performedBy"]!["user"]!.ToJsonString());
        Assert.Equal(
            $$$"""[{"eventFieldId":"relatedItemId","newValue":{"stringValue":"{{{created.Id("relatedItemId")}}}"}},{"eventFieldId":"body","oldValue":{"stringValue":"Good"},"newValue":{"stringValue":"Better"}}]""",
            updated["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_a_user_the_last_one_is_forgotten_and_the_creator_stays()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var itemId = (await @case.AddAsync("Comment", NewBody, """{"customEntity":"ada"}""")).Id("relatedItemId");
        await @case.UpdateItemAsync(itemId, NewBody, """{"customEntity":"bob"}""");
        var response = (await @case.UpdateItemAsync(itemId, NewBody)).ShouldSucceed();
        Assert.Null(response.Json["lastUpdatedUser"]);
        Assert.Equal("""{"customEntity":"ada"}""", response["createdBy"].ToJsonString());
    }

    [Fact]
    public async Task An_update_that_changes_nothing_is_recorded_as_one()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        await @case.Domain.EnableEventsAsync();
        var itemId = (await @case.AddAsync("Comment", NewBody)).Id("relatedItemId");
        (await @case.UpdateItemAsync(itemId, NewBody)).ShouldSucceed();
        Assert.Equal("relatedItemId", (string)Assert.Single((await @case.AuditEventsAsync())[0]["fields"]!.AsArray())!["eventFieldId"]!);
        Assert.Equal("[]", (await @case.Domain.EventsAsync())[1]["detail"]!["changedAttributes"]!.ToJsonString());
    }

    [Fact]
    public async Task The_fields_of_a_custom_item_are_replaced_as_a_whole()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var (kept, gone, came) = (await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Text"));
        var itemId = (await @case.AddCustomAsync(Value(kept, "a"), Value(gone, "b"))).Id("relatedItemId");

        var content = $$$"""{"custom":{"fields":[{{{Value(came, "c")}}},{{{Value(kept, "a")}}}]}}""";
        var response = (await @case.UpdateItemAsync(itemId, content)).ShouldSucceed();

        Assert.Equal(content, response["content"].ToJsonString());
        Assert.Equal(
            $$$$"""[{"eventFieldId":"{{{{came}}}}","oldValue":{"emptyValue":{}},"newValue":{"stringValue":"c"}},{"eventFieldId":"{{{{gone}}}}","oldValue":{"stringValue":"b"},"newValue":{"emptyValue":{}}}]""",
            new JsonArray([.. (await @case.AuditEventsAsync())[0]["fields"]!.AsArray().Skip(1).Select(field => field!.DeepClone())]).ToJsonString());
        Assert.Single((await FindAsync(came, "c")).AsArray());
        Assert.Empty((await FindAsync(gone, "b")).AsArray());

        async Task<JsonNode> FindAsync(string fieldId, string value) => (await @case.SearchAsync(
            $$"""{"filters":[{"custom":{"fields":{"field":{"equalTo":{{Value(fieldId, value)}} } } } }]}""")).ShouldSucceed()["relatedItems"];
    }

    [Fact]
    public async Task The_history_holds_4100_characters_of_a_comment()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var itemId = (await @case.AddCommentAsync(new string('a', 15_000))).Id("relatedItemId");
        (await @case.UpdateItemAsync(itemId, $$$"""{"comment":{"body":"{{{new string('b', 15_000)}}}","contentType":"Text/Plain"}}""")).ShouldSucceed();
        var body = (await @case.AuditEventsAsync())[0]["fields"]![1]!;
        Assert.Equal(new string('a', 4_100), (string)body["oldValue"]!["stringValue"]!);
        Assert.Equal(new string('b', 4_100), (string)body["newValue"]!["stringValue"]!);
    }

    [Fact]
    public async Task A_custom_value_is_kept_though_its_field_or_option_has_gone_out_of_use()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var (gone, select, text) = (await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("SingleSelect"), await domain.CreateFieldAsync("Text"));
        await domain.PutOptionAsync(select, "red");
        var itemId = (await @case.AddCustomAsync(Value(gone, "a"), Value(select, "red"))).Id("relatedItemId");
        await domain.PutOptionAsync(select, "red", active: false);
        (await domain.Client.DeleteAsync($"{domain.Path}/fields/{gone}")).ShouldSucceed();

        (await UpdateAsync(Value(gone, "a"), Value(select, "red"), Value(text, "new"))).ShouldSucceed();
        (await UpdateAsync(Value(gone, "b"))).ShouldBeInvalid(gone, "deleted");
        (await UpdateAsync(Value(text, "new"))).ShouldSucceed();
        (await UpdateAsync(Value(select, "red"))).ShouldBeInvalid(select, "inactive");

        Task<ApiResponse> UpdateAsync(params string[] values) =>
            @case.UpdateItemAsync(itemId, $$"""{"custom":{"fields":[{{string.Join(',', values)}}] } }""");
    }

    [Fact]
    public async Task Items_of_other_types_and_other_contents_are_refused()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var field = await domain.CreateFieldAsync("Text");
        var custom = $$$"""{"custom":{"fields":[{{{Value(field, "a")}}}]}}""";
        var commentId = (await @case.AddCommentAsync("Hello")).Id("relatedItemId");
        var customId = (await @case.AddCustomAsync(Value(field, "a"))).Id("relatedItemId");
        foreach (var itemId in (string[])[
            (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId"),
            (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).Id("relatedItemId"),
            await @case.AddSlaAsync("Resolution", 5)])
        {
            (await @case.UpdateItemAsync(itemId, NewBody)).ShouldBeInvalid("Comment and Custom");
        }

        (await @case.UpdateItemAsync(commentId, custom)).ShouldBeInvalid("Comment");
        (await @case.UpdateItemAsync(customId, NewBody)).ShouldBeInvalid("Custom");
        (await @case.UpdateItemAsync(customId, $$$"""{"custom":{"fields":[{{{Value("title", "a")}}}]}}""")).ShouldBeInvalid("title");
        (await @case.UpdateItemAsync("nope", NewBody)).ShouldNotBeFound("RelatedItem");
        var elsewhere = await domain.CreateCaseAsync();
        (await elsewhere.UpdateItemAsync(commentId, NewBody)).ShouldNotBeFound("RelatedItem");
        Assert.Equal(6, (await @case.AuditEventsAsync()).Count);
    }
}
