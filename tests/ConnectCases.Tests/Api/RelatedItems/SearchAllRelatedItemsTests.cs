using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class SearchAllRelatedItemsTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task Finds_items_of_all_cases_the_newest_first_and_names_their_cases()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateCaseAsync();
        var second = await domain.CreateCaseAsync();
        await first.AddCommentAsync("First");
        await second.AddAsync("Comment", """{"comment":{"body":"Second","contentType":"Text/Plain"}}""", """{"customEntity":"ada"}""");
        await (await (await app.CreateDomainAsync()).CreateCaseAsync()).AddCommentAsync("Elsewhere");

        var items = (await domain.PostAsync("/related-items-search")).ShouldSucceed()["relatedItems"].AsArray();

        Assert.Equal([second.Id, first.Id], items.Select(item => (string)item!["caseId"]!));
        Assert.Equal("Second", (string)items[0]!["content"]!["comment"]!["body"]!);
        Assert.Equal("""{"customEntity":"ada"}""", items[0]!["performedBy"]!.ToJsonString());
        Assert.Equal("{}", items[0]!["tags"]!.ToJsonString());
        Assert.Null(items[1]!["performedBy"]);
        (await domain.Client.PostAsync("/domains/nope/related-items-search")).ShouldNotBeFound("Domain");
    }

    [Theory]
    [InlineData("AssociationTime Asc")]
    [InlineData("AssociationTime Desc")]
    [InlineData("CaseId Asc")]
    [InlineData("CaseId Desc")]
    [InlineData("CaseId Asc,AssociationTime Desc")]
    [InlineData("CaseId Desc,AssociationTime Asc")]
    [InlineData("AssociationTime Desc,CaseId Asc")]
    [InlineData("AssociationTime Asc,CaseId Desc")]
    public async Task Items_are_sorted_as_asked_on_pages_of_any_size(string order)
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var cases = new List<TestCase>();
        for (var number = 0; number < 4; number++)
        {
            cases.Add(await domain.CreateCaseAsync(templateId));
        }

        var items = new List<(string Id, string CaseId, int Time, int Number)>();
        var random = new Random(7);
        for (var number = 0; number < 30; number++)
        {
            var @case = cases[random.Next(cases.Count)];
            own.Clock.Advance(TimeSpan.FromSeconds(number % 3 == 0 ? 1 : 0));
            items.Add(((await @case.AddCommentAsync("Hello")).Id("relatedItemId"), @case.Id, number / 3, number));
        }

        var sorts = order.Split(',').Select(sort => sort.Split(' ')).ToList();
        var expected = items.OrderBy(_ => 0);
        foreach (var sort in sorts)
        {
            var sign = sort[1] == "Asc" ? 1 : -1;
            expected = sort[0] == "CaseId"
                ? expected.ThenBy(item => item.CaseId, Comparer<string>.Create((left, right) => sign * string.CompareOrdinal(left, right)))
                : expected.ThenBy(item => sign * item.Time);
        }

        expected = expected.ThenBy(item => sorts[0][1] == "Asc" ? item.Number : -item.Number);
        foreach (var size in (int[])[25, 7, 1])
        {
            Assert.Equal(expected.Select(item => item.Id), await WalkAsync(size));
        }

        async Task<List<string>> WalkAsync(int size)
        {
            var found = new List<string>();
            var body = new JsonObject
            {
                ["maxResults"] = size,
                ["sorts"] = new JsonArray([.. sorts.Select(sort => new JsonObject { ["sortProperty"] = sort[0], ["sortOrder"] = sort[1] })]),
            };
            while (true)
            {
                var page = (await domain.PostAsync("/related-items-search", body.ToJsonString())).ShouldSucceed();
                found.AddRange(page["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!));
                Assert.True(found.Count <= items.Count, "The pages contain more items than exist.");
                if (page.Json["nextToken"] is not { } token)
                {
                    return found;
                }

                body["nextToken"] = token.DeepClone();
            }
        }
    }

    [Fact]
    public async Task A_property_is_sorted_by_once_and_a_token_belongs_to_its_search()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Hello");
        await @case.AddCommentAsync("Hello");
        (await domain.PostAsync("/related-items-search", """{"sorts":[{"sortProperty":"CaseId","sortOrder":"Asc"},{"sortProperty":"CaseId","sortOrder":"Desc"}]}"""))
            .ShouldBeInvalid("CaseId", "twice");
        var token = (await domain.PostAsync("/related-items-search", """{"maxResults":1,"filters":[{"comment":{}}]}""")).Id("nextToken");
        (await domain.PostAsync("/related-items-search", $$"""{"nextToken":"{{token}}"}""")).ShouldBeInvalid("nextToken");
        (await domain.PostAsync("/related-items-search", $$"""{"nextToken":"{{token}}","filters":[{"comment":{} }]}""")).ShouldSucceed();
    }

    [Fact]
    public async Task Filters_are_alternatives()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Hello");
        await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");
        await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f");
        var types = (await domain.PostAsync(
            "/related-items-search", """{"filters":[{"contact":{"channel":["VOICE"]}},{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/other"}},{"comment":{}}]}"""))["relatedItems"].AsArray();
        Assert.Equal(["Contact", "Comment"], types.Select(item => (string)item!["type"]!));
    }
}
