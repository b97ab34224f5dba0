using System.Globalization;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Protocol;

/// <summary>Reads all pages of every listing. With each page size, every item appears exactly once and in order.</summary>
public sealed class PagingTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const int Items = 23;
    private const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c";

    public static TheoryData<string> Listings { get; } = [.. Walks.Keys];

    private static Dictionary<string, Listing> Walks => new()
    {
        ["ListDomains"] = new("/domains-list", "domains", "domainId", InQuery: true, Largest: 10),
        ["ListFields"] = new("{domain}/fields-list", "fields", "fieldId", InQuery: true, Largest: 100),
        ["ListFieldOptions"] = new("{domain}/fields/case_reason/options-list", "options", "value", InQuery: true, Largest: 100),
        ["ListTemplates"] = new("{domain}/templates-list", "templates", "templateId", InQuery: true, Largest: 100),
        ["ListLayouts"] = new("{domain}/layouts-list", "layouts", "layoutId", InQuery: true, Largest: 100),
        ["ListCaseRules"] = new("{domain}/rules-list/", "caseRules", "caseRuleId", InQuery: true, Largest: 100),
        ["SearchCases"] = new("{domain}/cases-search", "cases", "caseId", InQuery: false, Largest: 100),
        ["ListCasesForContact"] = new("{domain}/list-cases-for-contact", "cases", "caseId", InQuery: false, Largest: 10, With: "contactArn"),
        ["SearchAllRelatedItems"] = new("{domain}/related-items-search", "relatedItems", "relatedItemId", InQuery: false, Largest: 25),
        ["SearchRelatedItems"] = new("{domain}{case}/related-items-search", "relatedItems", "relatedItemId", InQuery: false, Largest: 25),
        ["GetCaseAuditEvents"] = new("{domain}{case}/audit-history", "auditEvents", "eventId", InQuery: false, Largest: 25),
    };

    [Theory]
    [MemberData(nameof(Listings))]
    public async Task Walking_pages_of_any_size_yields_every_item_once(string operation)
    {
        await using var roomy = new CasesApp().With("Quotas:Domains", "100");
        var (client, path, listing) = await FillAsync(roomy, operation);
        var whole = await WalkAsync(client, path, listing, listing.Largest);
        Assert.True(whole.Count >= Items);
        Assert.Equal(whole.Count, whole.Distinct().Count());

        var random = new Random(20261102);
        foreach (var size in Enumerable.Range(0, 6).Select(_ => random.Next(1, listing.Largest + 1)).Append(1))
        {
            Assert.Equal(whole, await WalkAsync(client, path, listing, size));
        }
    }

    [Theory]
    [MemberData(nameof(Listings))]
    public async Task A_default_page_size_can_be_made_smaller(string operation)
    {
        await using var small = new CasesApp().With("Quotas:Domains", "100").With("DefaultPageSize", "3");
        var (client, path, listing) = await FillAsync(small, operation);
        var page = (await client.PostAsync(path, listing.InQuery ? null : listing.Body(null, null))).ShouldSucceed();
        Assert.Equal(3, page[listing.Member].AsArray().Count);
        Assert.NotNull(page["nextToken"]);
    }

    [Theory]
    [MemberData(nameof(Listings))]
    public async Task A_token_belongs_to_its_listing_and_bears_no_change(string operation)
    {
        await using var roomy = new CasesApp().With("Quotas:Domains", "100");
        var (client, path, listing) = await FillAsync(roomy, operation);
        var token = (await PageAsync(client, path, listing, 2, null)).Id("nextToken");

        (await PageAsync(client, path, listing, 5, token)).ShouldSucceed();
        foreach (var changed in Changed(token))
        {
            (await PageAsync(client, path, listing, 2, changed)).ShouldBeInvalid("'nextToken'");
        }

        foreach (var other in Walks.Where(walk => walk.Key != operation))
        {
            var elsewhere = path.Contains("/cases/", StringComparison.Ordinal) || !other.Value.Path.Contains("{case}", StringComparison.Ordinal)
                ? other.Value.At(Domain(path), Case(path))
                : null;
            if (elsewhere is not null && (Domain(path).Length > 0 || !other.Value.Path.Contains("{domain}", StringComparison.Ordinal)))
            {
                (await PageAsync(client, elsewhere, other.Value, 2, token)).ShouldBeInvalid("'nextToken'");
            }
        }
    }

    [Fact]
    public async Task A_token_of_another_case_domain_account_or_filter_is_refused()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateCaseAsync();
        var second = await domain.CreateCaseAsync();
        for (var number = 0; number < 3; number++)
        {
            await first.AddCommentAsync("Hello");
            await second.AddCommentAsync("Hello");
        }

        var token = (await first.SearchAsync("""{"maxResults":1}""")).Id("nextToken");
        (await first.SearchAsync($$"""{"nextToken":"{{token}}"}""")).ShouldSucceed();
        (await second.SearchAsync($$"""{"nextToken":"{{token}}"}""")).ShouldBeInvalid("'nextToken'");
        (await first.SearchAsync($$"""{"nextToken":"{{token}}","filters":[{"comment":{} }]}""")).ShouldBeInvalid("'nextToken'");

        var filtered = (await first.SearchAsync("""{"maxResults":1,"filters":[{"comment":{} }]}""")).Id("nextToken");
        (await first.SearchAsync($$"""{"nextToken":"{{filtered}}","filters":[{"comment":{},"file":null}]}""")).ShouldSucceed();
        (await first.SearchAsync($$"""{"nextToken":"{{filtered}}","filters":[{"comment":{} },{"file":{} }]}""")).ShouldBeInvalid("'nextToken'");

        var listed = (await domain.PostAsync("/fields-list?maxResults=1")).Id("nextToken");
        var other = await app.CreateDomainAsync();
        (await other.PostAsync($"/fields-list?nextToken={listed}")).ShouldBeInvalid("'nextToken'");

        await TestDomain.CreateAsync(domain.Client);
        var domains = (await domain.Client.PostAsync("/domains-list?maxResults=1")).Id("nextToken");
        (await other.Client.PostAsync($"/domains-list?nextToken={domains}")).ShouldBeInvalid("'nextToken'");

        var statuses = (await domain.PostAsync("/fields/status/options-list?maxResults=1")).Id("nextToken");
        (await domain.PostAsync($"/fields/status/options-list?nextToken={statuses}&values=open")).ShouldBeInvalid("'nextToken'");
    }

    [Fact]
    public async Task A_walk_sees_each_item_once_while_others_write()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        var listing = Walks["SearchRelatedItems"];
        for (var number = 0; number < 60; number++)
        {
            await @case.AddCommentAsync($"Comment {number}");
        }

        var path = $"{@case.Domain.Path}{@case.Path}/related-items-search";
        var before = await WalkAsync(@case.Domain.Client, path, listing, 25);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(async _ =>
        {
            for (var number = 0; number < 40 && !stop.IsCancellationRequested; number++)
            {
                await @case.AddCommentAsync("Meanwhile");
            }
        }).ToList();

        foreach (var size in (int[])[1, 7, 25])
        {
            var seen = await WalkAsync(@case.Domain.Client, path, listing, size);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Equal(before, seen.Where(before.Contains));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    private static IEnumerable<string> Changed(string token)
    {
        for (var index = 0; index < token.Length; index += 5)
        {
            var letters = token.ToCharArray();
            letters[index] = letters[index] == 'A' ? 'B' : 'A';
            yield return new(letters);
        }

        yield return token[..^1];
        yield return token + "A";
        yield return token + "%3D";
        yield return "garbage";
        yield return "1";
    }

    private static async Task<(CasesClient Client, string Path, Listing Listing)> FillAsync(CasesApp app, string operation)
    {
        var listing = Walks[operation];
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var @case = await domain.CreateCaseAsync(templateId);
        for (var number = 0; number < Items; number++)
        {
            await (operation switch
            {
                "ListDomains" => TestDomain.CreateAsync(domain.Client),
                "ListFields" => domain.CreateFieldAsync("Text"),
                "ListTemplates" => domain.CreateTemplateAsync(),
                "ListLayouts" => domain.CreateLayoutAsync(),
                "ListCaseRules" => domain.CreateCaseRuleAsync(),
                "SearchCases" => domain.CreateCaseAsync(templateId),
                "ListCasesForContact" => AddContactAsync(await domain.CreateCaseAsync(templateId)),
                "ListFieldOptions" => domain.PutOptionAsync("case_reason", $"reason-{number.ToString(CultureInfo.InvariantCulture)}"),
                _ => (Task)@case.AddCommentAsync("Hello"),
            });
        }

        return (domain.Client, listing.At(domain.Path, @case.Path), listing);
    }

    private static string Domain(string path) => path.StartsWith("/domains/", StringComparison.Ordinal) ? string.Join('/', path.Split('/')[..3]) : "";

    private static string Case(string path) => path.Split('/') is [_, _, _, "cases", var caseId, ..] ? $"/cases/{caseId}" : "";

    private static async Task<List<string>> WalkAsync(CasesClient client, string path, Listing listing, int size)
    {
        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = (await PageAsync(client, path, listing, size, token)).ShouldSucceed();
            var items = page[listing.Member].AsArray();
            Assert.InRange(items.Count, 1, size);
            Assert.True(ids.Count < 1_000, "The pages contain more items than exist.");
            ids.AddRange(items.Select(item => (string)item![listing.Id]!));
            token = (string?)page.Json["nextToken"];
        }
        while (token is not null);

        return ids;
    }

    private static Task<ApiResponse> PageAsync(CasesClient client, string path, Listing listing, int size, string? token) => listing.InQuery
        ? client.PostAsync($"{path}?maxResults={size}{(token is null ? "" : $"&nextToken={token}")}")
        : client.PostAsync(path, listing.Body(size, token));

    private static async Task AddContactAsync(TestCase @case) => (await @case.AddContactAsync(Contact)).ShouldSucceed();

    private sealed record Listing(string Path, string Member, string Id, bool InQuery, int Largest, string? With = null)
    {
        public string Body(int? size, string? token)
        {
            var body = new JsonObject { ["maxResults"] = size, ["nextToken"] = token };
            if (With is not null)
            {
                body[With] = Contact;
            }

            return body.ToJsonString();
        }

        public string At(string domain, string @case) => Path
            .Replace("{domain}", domain, StringComparison.Ordinal).Replace("{case}", @case, StringComparison.Ordinal);
    }
}
