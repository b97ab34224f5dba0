using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class CreateRelatedItemTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";

    [Fact]
    public async Task A_comment_is_kept_with_its_creator_and_its_ARN()
    {
        var @case = await CreateCaseAsync();
        var created = (await @case.AddAsync(
            "Comment", """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", $$"""{"userArn":"{{Agent}}"}""")).ShouldSucceed();

        Assert.Equal(
            $"arn:aws:cases:us-east-1:{@case.Domain.Client.AccessKeyId}:domain/{@case.Domain.Id}/case/{@case.Id}/related-item/{created.Id("relatedItemId")}",
            created.Id("relatedItemArn"));
        Assert.Equal(
            $$$"""{"relatedItemId":"{{{created.Id("relatedItemId")}}}","type":"Comment","associationTime":"2026-11-02T09:30:00.125Z","content":{"comment":{"body":"Hello","contentType":"Text/Plain"}},"tags":{},"performedBy":{"userArn":"{{{Agent}}}"}}""",
            (await @case.SearchAsync()).ShouldSucceed()["relatedItems"][0]!.ToJsonString());
    }

    [Fact]
    public async Task A_contact_learns_channel_and_time_and_a_file_stays_as_it_is()
    {
        var @case = await CreateCaseAsync();
        await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");
        await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f");

        var items = (await @case.SearchAsync())["relatedItems"].AsArray();
        Assert.Equal("""{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}""", items[0]!["content"]!.ToJsonString());
        Assert.Equal(
            """{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c","channel":"VOICE","connectedToSystemTime":"2026-11-02T09:30:00.125Z"}}""",
            items[1]!["content"]!.ToJsonString());
        Assert.Null(items[0]!["performedBy"]);
    }

    [Fact]
    public async Task A_contact_that_is_known_comes_with_its_channel()
    {
        await using var known = new CasesApp()
            .With("Contacts:0:ContactArn", "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c").With("Contacts:0:Channel", "CHAT")
            .With("Contacts:0:ConnectedToSystemTime", "2026-11-01T08:00:00Z");
        var @case = await (await known.CreateDomainAsync()).CreateCaseAsync();
        await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");

        Assert.Equal(
            """{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c","channel":"CHAT","connectedToSystemTime":"2026-11-01T08:00:00.000Z"}}""",
            (await @case.SearchAsync())["relatedItems"][0]!["content"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Comment", """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", """[{"eventFieldId":"body","newValue":{"stringValue":"Hello"}}]""")]
    [InlineData("Contact", """{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}""", """[{"eventFieldId":"contactArn","newValue":{"stringValue":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}]""")]
    [InlineData("File", """{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}""", """[{"eventFieldId":"fileArn","newValue":{"stringValue":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}]""")]
    public async Task Each_item_leaves_one_audit_event(string type, string content, string fields)
    {
        var @case = await CreateCaseAsync();
        var created = (await @case.AddAsync(type, content, """{"customEntity":"night-batch"}""")).ShouldSucceed();

        var events = await @case.AuditEventsAsync();

        Assert.Equal(["RelatedItem.Created", "Case.Created"], events.Select(audit => (string)audit["type"]!));
        Assert.Equal(type, (string)events[0]["relatedItemType"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)events[0]["performedTime"]!);
        Assert.Equal(
            $$"""{"user":{"customEntity":"night-batch"},"iamPrincipalArn":"arn:aws:iam::{{@case.Domain.Client.AccessKeyId}}:role/emulator"}""",
            events[0]["performedBy"]!.ToJsonString());
        Assert.Equal(
            $$$"""[{"eventFieldId":"relatedItemId","newValue":{"stringValue":"{{{created.Id("relatedItemId")}}}"}},{{{fields[1..^1]}}}]""",
            events[0]["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task A_long_comment_is_kept_whole_and_cut_between_characters_in_the_audit_event()
    {
        var @case = await CreateCaseAsync();
        var body = new string('a', 4099) + "😀" + new string('b', 10_000);
        (await @case.AddCommentAsync(body)).ShouldSucceed();

        Assert.Equal(body, (string)(await @case.SearchAsync())["relatedItems"][0]!["content"]!["comment"]!["body"]!);
        var audited = (string)(await @case.AuditEventsAsync())[0]["fields"]![1]!["newValue"]!["stringValue"]!;
        Assert.Equal(new string('a', 4099), audited);
    }

    [Fact]
    public async Task The_same_contact_stays_one_item_and_the_same_comment_becomes_two()
    {
        var @case = await CreateCaseAsync();
        var contact = await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");

        Assert.Equal(contact.Text, (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed().Text);
        Assert.Equal(2, (await @case.AuditEventsAsync()).Count);

        await @case.AddCommentAsync("Hello");
        await @case.AddCommentAsync("Hello");
        await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f");
        await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f");
        Assert.Equal(5, (await @case.SearchAsync())["relatedItems"].AsArray().Count);
    }

    [Theory]
    [InlineData("Comment", """{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}""")]
    [InlineData("Contact", """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""")]
    [InlineData("File", """{"custom":{"fields":[{"id":"a","value":{"stringValue":"b"}}]}}""")]
    [InlineData("Sla", """{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}""")]
    public async Task Type_and_content_agree(string type, string content)
    {
        var @case = await CreateCaseAsync();
        (await @case.AddAsync(type, content)).ShouldBeInvalid(type, "content");
        Assert.Equal("[]", (await @case.SearchAsync())["relatedItems"].ToJsonString());
        Assert.Single(await @case.AuditEventsAsync());
    }

    [Fact]
    public async Task A_case_holds_200_items()
    {
        var @case = await CreateCaseAsync();
        for (var number = 0; number < 200; number++)
        {
            (await @case.AddCommentAsync($"Comment {number}")).ShouldSucceed();
        }

        (await @case.AddCommentAsync("One more")).ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "200");
        Assert.Equal(8, await CountPagesAsync(@case));
    }

    [Fact]
    public async Task A_case_holds_50_files_beside_other_items()
    {
        var @case = await CreateCaseAsync();
        for (var number = 0; number < 50; number++)
        {
            (await @case.AddFileAsync($"arn:aws:connect:us-east-1:123456789012:instance/i/file/{number}")).ShouldSucceed();
        }

        (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/51")).ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "50");
        (await @case.AddCommentAsync("There is room for me")).ShouldSucceed();
    }

    [Fact]
    public async Task A_known_contact_is_returned_even_when_the_case_is_full()
    {
        await using var small = new CasesApp().With("Quotas:RelatedItemsPerCase", "1");
        var @case = await (await small.CreateDomainAsync()).CreateCaseAsync();
        var contact = (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed();
        Assert.Equal(contact.Text, (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed().Text);
        (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/other")).ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException");
    }

    [Fact]
    public async Task An_item_does_not_move_the_time_of_the_last_update()
    {
        await using var own = new CasesApp();
        var @case = await (await own.CreateDomainAsync()).CreateCaseAsync();
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        await @case.AddCommentAsync("Hello");
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)(await @case.GetAsync("last_updated_datetime"))["last_updated_datetime"]["stringValue"]!);
    }

    [Fact]
    public async Task Unknown_paths_are_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        const string Body = """{"type":"Comment","content":{"comment":{"body":"Hello","contentType":"Text/Plain"}}}""";
        (await domain.PostAsync("/cases/nope/related-items", Body)).ShouldNotBeFound("Case");
        (await domain.Client.PostAsync("/domains/nope/cases/nope/related-items", Body)).ShouldNotBeFound("Domain");
    }

    private async Task<TestCase> CreateCaseAsync() => await (await app.CreateDomainAsync()).CreateCaseAsync();

    private static async Task<int> CountPagesAsync(TestCase @case)
    {
        var pages = 0;
        JsonNode? token = null;
        do
        {
            var response = (await @case.SearchAsync(token is null ? "{}" : $$"""{"nextToken":{{token.ToJsonString()}}}""")).ShouldSucceed();
            Assert.Equal(25, response["relatedItems"].AsArray().Count);
            token = response.Json["nextToken"];
            pages++;
        }
        while (token is not null);

        return pages;
    }
}
