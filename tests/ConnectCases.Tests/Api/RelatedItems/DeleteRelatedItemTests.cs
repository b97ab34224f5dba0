using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class DeleteRelatedItemTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_deleted_item_is_gone_and_the_history_records_the_deletion()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var itemId = (await @case.AddCommentAsync("Hello")).Id("relatedItemId");

        Assert.Equal("{}", (await @case.DeleteItemAsync(itemId)).ShouldSucceed().Text);

        Assert.Equal("[]", (await @case.SearchAsync())["relatedItems"].ToJsonString());
        var deleted = (await @case.AuditEventsAsync())[0];
        Assert.Equal("RelatedItem.Deleted", (string)deleted["type"]!);
        Assert.Equal("Comment", (string)deleted["relatedItemType"]!);
        Assert.Equal(
            $$$$"""[{"eventFieldId":"relatedItemId","oldValue":{"stringValue":"{{{{itemId}}}}"},"newValue":{"emptyValue":{}}}]""",
            deleted["fields"]!.ToJsonString());
        (await @case.DeleteItemAsync(itemId)).ShouldNotBeFound("RelatedItem");
        Assert.Equal(3, (await @case.AuditEventsAsync()).Count);
    }

    [Fact]
    public async Task A_contact_can_be_associated_again_after_its_item_is_deleted()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var first = (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).Id("relatedItemId");
        (await @case.DeleteItemAsync(first)).ShouldSucceed();
        Assert.NotEqual(first, (await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c")).ShouldSucceed().Id("relatedItemId"));
    }

    [Fact]
    public async Task A_file_is_deleted_elsewhere()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var itemId = (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).Id("relatedItemId");
        (await @case.DeleteItemAsync(itemId)).ShouldBeInvalid("DeleteAttachedFile");
        Assert.Single((await @case.SearchAsync())["relatedItems"].AsArray());
    }
}
