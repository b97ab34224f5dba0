using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class ConnectCaseTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_link_is_directed_and_stays_when_its_target_is_deleted()
    {
        var domain = await app.CreateDomainAsync();
        var from = await domain.CreateCaseAsync();
        var to = await domain.CreateCaseAsync();

        var itemId = (await from.ConnectAsync(to.Id)).ShouldSucceed().Id("relatedItemId");

        Assert.Equal("[]", (await to.SearchAsync())["relatedItems"].ToJsonString());
        var created = (await from.AuditEventsAsync())[0];
        Assert.Equal("ConnectCase", (string)created["relatedItemType"]!);
        Assert.Equal("caseId", (string)created["fields"]![1]!["eventFieldId"]!);
        Assert.Equal(to.Id, (string)created["fields"]![1]!["newValue"]!["stringValue"]!);

        (await domain.Client.DeleteAsync($"{domain.Path}{to.Path}")).ShouldSucceed();
        var item = Assert.Single((await from.SearchAsync($$"""{"filters":[{"connectCase":{"caseId":"{{to.Id}}"} }]}"""))["relatedItems"].AsArray())!;
        Assert.Equal(itemId, (string)item["relatedItemId"]!);
        Assert.Equal($$$"""{"connectCase":{"caseId":"{{{to.Id}}}"}}""", item["content"]!.ToJsonString());
        Assert.Equal("[]", (await from.SearchAsync("""{"filters":[{"connectCase":{"caseId":"other"}}]}"""))["relatedItems"].ToJsonString());
        (await from.DeleteItemAsync(itemId)).ShouldSucceed();
    }

    [Fact]
    public async Task A_case_is_connected_with_another_case_of_its_domain()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        (await @case.ConnectAsync(@case.Id)).ShouldBeInvalid("itself");
        (await @case.ConnectAsync("nope")).ShouldNotBeFound("Case");
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();
        (await @case.ConnectAsync(elsewhere.Id)).ShouldNotBeFound("Case");
        Assert.Single(await @case.AuditEventsAsync());
    }
}
