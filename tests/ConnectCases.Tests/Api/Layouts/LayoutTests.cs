using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Layouts;

public sealed class LayoutTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_layout_is_returned_as_it_was_created()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var content = Panels([fieldId, "case_reason"], ["summary", fieldId]);
        content["basic"]!["moreInfo"]!["sections"]![0]!["fieldGroup"]!["name"] = "More";

        var created = (await TryCreateAsync(domain, content, "Returns")).ShouldSucceed();

        Assert.Equal(domain.ArnOf($"/layout/{created.Id("layoutId")}"), created.Id("layoutArn"));
        var layout = await GetAsync(domain, created.Id("layoutId"));
        Assert.Equal(created.Id("layoutId"), layout.Id("layoutId"));
        Assert.Equal(created.Id("layoutArn"), layout.Id("layoutArn"));
        Assert.Equal("Returns", layout.Id("name"));
        Assert.True(JsonNode.DeepEquals(content, layout["content"]), layout.Text);
        Assert.Equal("{}", layout["tags"].ToJsonString());
        Assert.False((bool)layout["deleted"]);
        Assert.Equal(app.Now(), layout.Id("createdTime"));
        Assert.Equal(app.Now(), layout.Id("lastModifiedTime"));
    }

    [Theory]
    [InlineData("""{"basic":{}}""")]
    [InlineData("""{"basic":{"topPanel":{}}}""")]
    [InlineData("""{"basic":{"moreInfo":{"sections":[]}}}""")]
    [InlineData("""{"basic":{"topPanel":{"sections":[{"fieldGroup":{"name":"Empty","fields":[]}}]}}}""")]
    public async Task A_layout_may_show_nothing(string content)
    {
        var domain = await app.CreateDomainAsync();
        var created = (await domain.PostAsync("/layouts", $$"""{"name":"A","content":{{content}}}""")).ShouldSucceed();
        Assert.Equal(content, (await GetAsync(domain, created.Id("layoutId")))["content"].ToJsonString());
    }

    [Fact]
    public async Task A_panel_has_one_section()
    {
        var domain = await app.CreateDomainAsync();
        const string Sections = """[{"fieldGroup":{"fields":[]}},{"fieldGroup":{"fields":[]}}]""";
        (await domain.PostAsync("/layouts", $$$"""{"name":"A","content":{"basic":{"topPanel":{"sections":{{{Sections}}} } } } }"""))
            .ShouldBeInvalid("content.basic.topPanel.sections");
    }

    [Fact]
    public async Task The_list_has_ids_and_names_in_creation_order()
    {
        var domain = await app.CreateDomainAsync();
        var second = (await TryCreateAsync(domain, Content(), "B")).ShouldSucceed();
        var first = (await TryCreateAsync(domain, Content(), "A")).ShouldSucceed();

        var layouts = (await domain.PostAsync("/layouts-list")).ShouldSucceed()["layouts"].AsArray();

        Assert.Equal([Summary(second, "B"), Summary(first, "A")], layouts.Select(layout => layout!.ToJsonString()));

        static string Summary(ApiResponse created, string name) =>
            $$"""{"layoutId":"{{created.Id("layoutId")}}","layoutArn":"{{created.Id("layoutArn")}}","name":"{{name}}"}""";
    }

    [Fact]
    public async Task Only_what_is_given_changes_and_the_content_as_a_whole()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = (await TryCreateAsync(domain, Panels(["summary"], ["case_reason"]), "A")).ShouldSucceed().Id("layoutId");
        var created = app.Now();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await UpdateAsync(domain, layoutId, """{"name":"B"}""")).ShouldSucceed().Text);
        var renamed = await GetAsync(domain, layoutId);
        Assert.Equal("B", renamed.Id("name"));
        Assert.True(JsonNode.DeepEquals(Panels(["summary"], ["case_reason"]), renamed["content"]), renamed.Text);
        Assert.Equal(created, renamed.Id("createdTime"));
        Assert.Equal(app.Now(), renamed.Id("lastModifiedTime"));

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await UpdateAsync(domain, layoutId, $$"""{"content":{{Content("assigned_queue").ToJsonString()}}}""")).ShouldSucceed();
        var replaced = await GetAsync(domain, layoutId);
        Assert.Equal("B", replaced.Id("name"));
        Assert.True(JsonNode.DeepEquals(Content("assigned_queue"), replaced["content"]), replaced.Text);
        Assert.Equal(app.Now(), replaced.Id("lastModifiedTime"));
    }

    [Fact]
    public async Task Nothing_to_change_is_no_change()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync("summary");
        var before = (await GetAsync(domain, layoutId)).Text;
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await app.WritesNothingAsync(() => UpdateAsync(domain, layoutId, "{}"))).ShouldSucceed();

        Assert.Equal(before, (await GetAsync(domain, layoutId)).Text);
    }

    [Fact]
    public async Task Fields_must_exist()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await app.CreateDomainAsync()).CreateFieldAsync("Text");
        var layoutId = await domain.CreateLayoutAsync("summary");

        (await app.WritesNothingAsync(() => TryCreateAsync(domain, Panels(["summary"], ["nope", elsewhere]))))
            .ShouldBeInvalid("content", "nope", elsewhere);
        (await app.WritesNothingAsync(() => UpdateAsync(
            domain, layoutId, $$"""{"name":"B","content":{{Content("nope").ToJsonString()}}}"""))).ShouldBeInvalid("content", "nope");
    }

    [Theory]
    [InlineData("title")]
    [InlineData("status")]
    public async Task Title_and_status_are_on_every_case_and_in_no_layout(string fieldId)
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync("summary");

        (await app.WritesNothingAsync(() => TryCreateAsync(domain, Panels([fieldId], ["summary"])))).ShouldBeInvalid("content", fieldId);
        (await app.WritesNothingAsync(() => TryCreateAsync(domain, Panels(["summary"], [fieldId])))).ShouldBeInvalid("content", fieldId);
        (await app.WritesNothingAsync(() => UpdateAsync(
            domain, layoutId, $$"""{"content":{{Content(fieldId).ToJsonString()}}}"""))).ShouldBeInvalid("content", fieldId);
    }

    [Fact]
    public async Task Title_and_status_can_be_allowed()
    {
        await using var relaxed = new CasesApp().With("LayoutFields", "Any");
        var domain = await relaxed.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync("status");

        (await UpdateAsync(domain, layoutId, $$"""{"content":{{Content("title", "status").ToJsonString()}}}""")).ShouldSucceed();

        Assert.True(JsonNode.DeepEquals(Content("title", "status"), (await GetAsync(domain, layoutId))["content"]));
        (await TryCreateAsync(domain, Content("nope"))).ShouldBeInvalid("nope");
    }

    [Fact]
    public async Task A_layout_has_100_fields_over_both_panels()
    {
        var domain = await app.CreateDomainAsync();
        var fields = new List<string>();
        for (var count = 0; count < 101; count++)
        {
            fields.Add(await domain.CreateFieldAsync("Text"));
        }

        var layoutId = (await TryCreateAsync(domain, Panels(fields[..60], fields[60..100]))).ShouldSucceed().Id("layoutId");

        var tooMany = Panels(fields[..60], fields[60..]);
        (await app.WritesNothingAsync(() => TryCreateAsync(domain, tooMany)))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "101", "100");
        (await app.WritesNothingAsync(() => UpdateAsync(domain, layoutId, $$"""{"content":{{tooMany.ToJsonString()}}}""")))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "101", "100");
    }

    [Fact]
    public async Task A_name_in_use_conflicts()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = (await TryCreateAsync(domain, Content(), "A")).ShouldSucceed().Id("layoutId");
        var other = await domain.CreateLayoutAsync();

        (await app.WritesNothingAsync(() => TryCreateAsync(domain, Content(), "A")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'A'");
        (await app.WritesNothingAsync(() => UpdateAsync(domain, other, """{"name":"A"}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'A'");

        (await UpdateAsync(domain, layoutId, """{"name":"A"}""")).ShouldSucceed();
        (await UpdateAsync(domain, other, """{"name":"a"}""")).ShouldSucceed();
        (await TryCreateAsync(await app.CreateDomainAsync(), Content(), "A")).ShouldSucceed();
    }

    [Fact]
    public async Task A_deleted_layout_can_be_read_but_not_listed_or_changed()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = (await TryCreateAsync(domain, Content("summary"), "A")).ShouldSucceed().Id("layoutId");
        var kept = await domain.CreateLayoutAsync();
        var live = await GetAsync(domain, layoutId);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await domain.DeleteAsync($"/layouts/{layoutId}")).ShouldSucceed().Text);

        Assert.Equal(
            live.Text.Replace("\"deleted\":false", "\"deleted\":true", StringComparison.Ordinal), (await GetAsync(domain, layoutId)).Text);
        Assert.Equal([kept], await domain.ListAsync("/layouts-list", "layouts", "layoutId"));
        (await app.WritesNothingAsync(() => UpdateAsync(domain, layoutId, """{"name":"B"}"""))).ShouldBeInvalid(layoutId, "deleted");
        (await UpdateAsync(domain, layoutId, "{}")).ShouldBeInvalid(layoutId, "deleted");
    }

    [Fact]
    public async Task A_second_deletion_changes_nothing_and_the_name_is_free_again()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = (await TryCreateAsync(domain, Content(), "A")).ShouldSucceed().Id("layoutId");
        (await domain.DeleteAsync($"/layouts/{layoutId}")).ShouldSucceed();

        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/layouts/{layoutId}"))).ShouldSucceed();

        (await TryCreateAsync(domain, Content(), "A")).ShouldSucceed();
    }

    [Theory]
    [InlineData("Active")]
    [InlineData("Inactive")]
    public async Task The_default_layout_of_a_live_template_stays(string status)
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync();
        var templateId = await CreateTemplateAsync(domain, layoutId, status);

        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/layouts/{layoutId}")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", layoutId, templateId);
        Assert.False((bool)(await GetAsync(domain, layoutId))["deleted"]);
    }

    [Fact]
    public async Task A_layout_that_no_live_template_shows_can_be_deleted()
    {
        var domain = await app.CreateDomainAsync();
        var layoutId = await domain.CreateLayoutAsync();
        var deleted = await CreateTemplateAsync(domain, layoutId);
        var changed = await CreateTemplateAsync(domain, layoutId);

        (await domain.DeleteAsync($"/templates/{deleted}")).ShouldSucceed();
        (await domain.PutAsync($"/templates/{changed}", """{"layoutConfiguration":{}}""")).ShouldSucceed();

        (await domain.DeleteAsync($"/layouts/{layoutId}")).ShouldSucceed();
        Assert.Equal(layoutId, (string)(await domain.PostAsync($"/templates/{deleted}"))["layoutConfiguration"]["defaultLayout"]!);
    }

    [Fact]
    public async Task A_domain_deletes_100_layouts_and_what_is_deleted_already_does_not_count()
    {
        await using var small = new CasesApp().With("Quotas:DeletedLayoutsPerDomain", "1");
        var domain = await small.CreateDomainAsync();
        var first = await domain.CreateLayoutAsync();
        var second = await domain.CreateLayoutAsync();

        (await domain.DeleteAsync($"/layouts/{first}")).ShouldSucceed();
        (await domain.DeleteAsync($"/layouts/{second}")).ShouldFail(HttpStatusCode.Conflict, "ConflictException", "1 deleted layout");
        (await domain.DeleteAsync($"/layouts/{first}")).ShouldSucceed();

        Assert.Equal([second], await domain.ListAsync("/layouts-list", "layouts", "layoutId"));
    }

    [Fact]
    public async Task A_layout_is_no_rule_for_cases()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await CreateTemplateAsync(domain, await domain.CreateLayoutAsync("summary"));
        await domain.CreateCaseAsync(templateId, Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"));
    }

    [Fact]
    public async Task An_unknown_layout_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateLayoutAsync();
        foreach (var layoutId in new[] { "nope", elsewhere })
        {
            (await domain.PostAsync($"/layouts/{layoutId}")).ShouldNotBeFound("Layout");
            (await UpdateAsync(domain, layoutId, """{"name":"A"}""")).ShouldNotBeFound("Layout");
            (await domain.DeleteAsync($"/layouts/{layoutId}")).ShouldNotBeFound("Layout");
        }

        (await domain.Client.PostAsync("/domains/nope/layouts", """{"name":"A","content":{"basic":{} } }""")).ShouldNotBeFound("Domain");
        (await domain.Client.PostAsync("/domains/nope/layouts/nope")).ShouldNotBeFound("Domain");
        (await domain.Client.PostAsync("/domains/nope/layouts-list")).ShouldNotBeFound("Domain");
        (await domain.Client.PutAsync("/domains/nope/layouts/nope", "{}")).ShouldNotBeFound("Domain");
        (await domain.Client.DeleteAsync("/domains/nope/layouts/nope")).ShouldNotBeFound("Domain");
    }

    private static Task<ApiResponse> TryCreateAsync(TestDomain domain, JsonObject content, string? name = null) =>
        domain.PostAsync("/layouts", $$"""{"name":"{{name ?? NewName()}}","content":{{content.ToJsonString()}}}""");

    private static async Task<ApiResponse> GetAsync(TestDomain domain, string layoutId) =>
        (await domain.PostAsync($"/layouts/{layoutId}")).ShouldSucceed();

    private static Task<ApiResponse> UpdateAsync(TestDomain domain, string layoutId, string body) =>
        domain.PutAsync($"/layouts/{layoutId}", body);

    private static async Task<string> CreateTemplateAsync(TestDomain domain, string layoutId, string status = "Active") =>
        (await domain.PostAsync("/templates", $$$"""
            {"name":"{{{NewName()}}}","status":"{{{status}}}","layoutConfiguration":{"defaultLayout":"{{{layoutId}}}"}}
            """)).ShouldSucceed().Id("templateId");

    private static JsonObject Panels(IReadOnlyList<string> topPanel, IReadOnlyList<string> moreInfo)
    {
        var content = Content([.. topPanel]);
        content["basic"]!["moreInfo"] = Content([.. moreInfo])["basic"]!["topPanel"]!.DeepClone();
        return content;
    }
}
