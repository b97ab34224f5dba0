using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Playwright;

namespace ConnectCases.Tests.Swagger;

/// <summary>Swagger UI in a browser.</summary>
public sealed class SwaggerPageTests(SwaggerBrowser browser) : IClassFixture<SwaggerBrowser>, IAsyncLifetime
{
    private readonly List<string> problems = [];
    private IPage? page;

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Path is null)
        {
            return;
        }

        page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                problems.Add(message.Text);
            }
        };
        page.PageError += (_, problem) => problems.Add(problem);
    }

    public Task DisposeAsync() => page?.Context.CloseAsync() ?? Task.CompletedTask;

    [ChromiumFact]
    public async Task A_comment_and_its_audit_event_appear()
    {
        var created = await ExecuteAsync("RelatedItems", "CreateRelatedItem");
        var relatedItemId = (string)created["relatedItemId"]!;

        var found = await ExecuteAsync("RelatedItems", "SearchRelatedItems");
        var comment = found["relatedItems"]!.AsArray().Single(item => (string)item!["relatedItemId"]! == relatedItemId)!;
        Assert.Equal("The customer called again.", (string)comment["content"]!["comment"]!["body"]!);

        var history = await ExecuteAsync("AuditEvents", "GetCaseAuditEvents");
        var newest = history["auditEvents"]![0]!;
        Assert.Equal("RelatedItem.Created", (string)newest["type"]!);
        Assert.Contains(relatedItemId, newest.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(problems);
    }

    [ChromiumFact]
    public async Task An_open_operation_is_at_most_two_screens_high_and_shows_whole_ids()
    {
        foreach (var (tag, operation) in new[]
        {
            ("RelatedItems", "CreateRelatedItem"),
            ("RelatedItems", "UpdateRelatedItem"),
            ("Cases", "SearchCases"),
            ("Fields", "CreateField"),
            ("Templates", "ListTemplates"),
            ("Emulator", "ListEvents"),
        })
        {
            var block = await OpenAsync(tag, operation);
            var box = await block.BoundingBoxAsync();
            Assert.InRange(box!.Height, 200, 1800);
            foreach (var input in await block.Locator(".parameters-col_description input[type=text]").AllAsync())
            {
                Assert.True(
                    await input.EvaluateAsync<bool>("input => input.scrollWidth <= input.clientWidth"),
                    $"{operation} cuts off {await input.InputValueAsync()}");
            }
        }
    }

    [ChromiumFact]
    public async Task The_page_chooses_account_and_Region_and_keeps_the_choice()
    {
        Assert.NotEmpty((await ExecuteAsync("Domains", "ListDomains"))["domains"]!.AsArray());
        await page!.Locator(".caller input[name=account]").FillAsync("111122223333");
        await page.Locator(".caller input[name=region]").FillAsync("eu-central-1");

        Assert.Empty((await ExecuteAsync("Domains", "ListDomains"))["domains"]!.AsArray());
        var created = await ExecuteAsync("Domains", "CreateDomain");
        Assert.StartsWith("arn:aws:cases:eu-central-1:111122223333:domain/", (string)created["domainArn"]!, StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID=111122223333", await SnippetAsync("Domains", "CreateDomain", "AWS CLI"), StringComparison.Ordinal);

        await page.Locator(".caller input[name=account]").FillAsync("");
        await page.Locator(".caller input[name=region]").FillAsync("");
        Assert.NotEmpty((await ExecuteAsync("Domains", "ListDomains"))["domains"]!.AsArray());
        Assert.Empty(problems);
    }

    [ChromiumFact]
    public async Task A_request_is_shown_as_a_command_of_the_AWS_CLI_and_as_a_call_of_boto3()
    {
        await ExecuteAsync("RelatedItems", "CreateRelatedItem");

        var command = await SnippetAsync("RelatedItems", "CreateRelatedItem", "AWS CLI");
        Assert.Contains("aws connectcases create-related-item", command, StringComparison.Ordinal);
        Assert.Contains("--case-id 0c000000-0000-4000-8000-000000000001", command, StringComparison.Ordinal);
        Assert.Contains("""--content '{"comment":{"body":"The customer called again.",""", command, StringComparison.Ordinal);

        var call = await SnippetAsync("RelatedItems", "CreateRelatedItem", "boto3");
        Assert.Contains("cases.create_related_item(", call, StringComparison.Ordinal);
        Assert.Contains("""caseId="0c000000-0000-4000-8000-000000000001",""", call, StringComparison.Ordinal);

        await ExecuteAsync("Merges", "GetMergeCasesStatus");
        Assert.Equal(
            "# AWS CLI does not know the operation GetMergeCasesStatus. Use curl.",
            await SnippetAsync("Merges", "GetMergeCasesStatus", "AWS CLI"));
    }

    [ChromiumFact]
    public async Task The_filter_finds_operations()
    {
        await page!.GotoAsync(browser.Address);
        await Assertions.Expect(page.Locator("#operations-Cases-CreateCase")).ToBeVisibleAsync();

        await page.Locator(".operation-filter-input").FillAsync("audit");

        await Assertions.Expect(page.Locator("#operations-AuditEvents-GetCaseAuditEvents")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#operations-Cases-CreateCase")).ToHaveCountAsync(0);
    }

    /// <summary>Opens an operation by its link.</summary>
    private async Task<ILocator> OpenAsync(string tag, string operation)
    {
        await page!.GotoAsync("about:blank");
        await page.GotoAsync($"{browser.Address}#/{tag}/{operation}");
        var block = page.Locator($"#operations-{tag}-{operation}");
        await block.Locator(".responses-wrapper").WaitForAsync();
        return block;
    }

    /// <summary>Executes the example of an operation and returns the response that the page shows.</summary>
    private async Task<JsonNode> ExecuteAsync(string tag, string operation)
    {
        var block = await OpenAsync(tag, operation);
        await block.Locator("button.execute").ClickAsync();
        var response = block.Locator(".live-responses-table .response").First;
        await Assertions.Expect(response.Locator(".response-col_status")).ToContainTextAsync("200");
        return JsonNode.Parse(await response.Locator(".microlight").First.InnerTextAsync())!;
    }

    private async Task<string> SnippetAsync(string tag, string operation, string tool)
    {
        var snippets = page!.Locator($"#operations-{tag}-{operation} .request-snippets");
        await snippets.GetByText(tool, new() { Exact = true }).ClickAsync();
        return await snippets.Locator(".microlight").InnerTextAsync();
    }
}
