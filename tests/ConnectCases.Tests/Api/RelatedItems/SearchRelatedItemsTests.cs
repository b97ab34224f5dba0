using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class SearchRelatedItemsTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task Returns_the_newest_item_first()
    {
        await using var own = new CasesApp();
        var @case = await (await own.CreateDomainAsync()).CreateCaseAsync();
        await @case.AddCommentAsync("First");
        own.Clock.Advance(TimeSpan.FromSeconds(1));
        await @case.AddCommentAsync("Second");

        var items = (await @case.SearchAsync())["relatedItems"].AsArray();
        Assert.Equal(["Second", "First"], items.Select(item => (string)item!["content"]!["comment"]!["body"]!));
        Assert.Equal("2026-11-02T09:30:01.125Z", (string)items[0]!["associationTime"]!);
    }

    [Theory]
    [InlineData("[]", "FBCA")]
    [InlineData("""[{"comment":{}}]""", "B")]
    [InlineData("""[{"contact":{}}]""", "CA")]
    [InlineData("""[{"file":{}}]""", "F")]
    [InlineData("""[{"comment":{}},{"file":{}}]""", "FB")]
    [InlineData("""[{"contact":{"channel":[]}}]""", "CA")]
    [InlineData("""[{"contact":{"channel":["CHAT"]}}]""", "C")]
    [InlineData("""[{"contact":{"channel":["CHAT","VOICE"]}}]""", "CA")]
    [InlineData("""[{"contact":{"channel":["chat"]}}]""", "")]
    [InlineData("""[{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/voice"}}]""", "A")]
    [InlineData("""[{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/voice","channel":["CHAT"]}}]""", "")]
    [InlineData("""[{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/f"}},{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}]""", "F")]
    [InlineData("""[{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/nope"}}]""", "")]
    [InlineData("""[{"sla":{}},{"connectCase":{}},{"custom":{}}]""", "")]
    [InlineData("""[{"sla":{"name":"A","status":"Met"}},{"comment":{}}]""", "B")]
    public async Task A_filter_selects_a_type_and_narrows_it_and_filters_are_alternatives(string filters, string expected)
    {
        await using var own = new CasesApp().With("Contacts:0:ContactArn", "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c").With("Contacts:0:Channel", "CHAT");
        var @case = await (await own.CreateDomainAsync()).CreateCaseAsync();
        var letters = new Dictionary<string, char>
        {
            [(await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/voice")).Id("relatedItemId")] = 'A',
            [(await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId")] = 'C',
            [(await @case.AddCommentAsync("Hello")).Id("relatedItemId")] = 'B',
            [(await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).Id("relatedItemId")] = 'F',
        };

        var items = (await @case.SearchAsync($$"""{"filters":{{filters}}}""")).ShouldSucceed()["relatedItems"].AsArray();

        Assert.Equal(expected, string.Concat(items.Select(item => letters[(string)item!["relatedItemId"]!])));
    }

    [Fact]
    public async Task A_case_shows_its_own_items_only()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateCaseAsync();
        var second = await domain.CreateCaseAsync();
        await first.AddCommentAsync("Hello");
        Assert.Equal("[]", (await second.SearchAsync())["relatedItems"].ToJsonString());
        (await domain.PostAsync("/cases/nope/related-items-search")).ShouldNotBeFound("Case");
        (await domain.Client.PostAsync($"/domains/nope{first.Path}/related-items-search")).ShouldNotBeFound("Domain");
    }
}
