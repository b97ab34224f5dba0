using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Templates;

public sealed class TemplateTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_template_is_returned_as_it_was_created()
    {
        var domain = await app.CreateDomainAsync();
        var created = (await domain.PostAsync("/templates", """
            {
              "name": "Returns", "description": "Goods that come back", "status": "Inactive",
              "requiredFields": [{"fieldId":"case_reason"},{"fieldId":"customer_id"}],
              "layoutConfiguration": {}, "rules": [],
              "tagPropagationConfigurations": [{"resourceType":"Cases","tagMap":{"team":"returns"}}]
            }
            """)).ShouldSucceed();
        Assert.EndsWith($":domain/{domain.Id}/template/{created.Id("templateId")}", created.Id("templateArn"), StringComparison.Ordinal);

        var template = (await domain.PostAsync($"/templates/{created.Id("templateId")}")).ShouldSucceed();

        Assert.Equal(created.Id("templateArn"), template.Id("templateArn"));
        Assert.Equal("Returns", template.Id("name"));
        Assert.Equal("Goods that come back", template.Id("description"));
        Assert.Equal("Inactive", template.Id("status"));
        Assert.Equal("""[{"fieldId":"case_reason"},{"fieldId":"customer_id"}]""", template["requiredFields"].ToJsonString());
        Assert.Equal("[]", template["rules"].ToJsonString());
        Assert.Equal("{}", template["tags"].ToJsonString());
        Assert.Equal("""[{"resourceType":"Cases","tagMap":{"team":"returns"}}]""", template["tagPropagationConfigurations"].ToJsonString());
        Assert.False((bool)template["deleted"]);
        Assert.Equal("2026-11-02T09:30:00.125Z", template.Id("createdTime"));
        Assert.Equal("2026-11-02T09:30:00.125Z", template.Id("lastModifiedTime"));
    }

    [Fact]
    public async Task A_template_is_active_unless_it_says_otherwise()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        Assert.Equal("Active", (await domain.PostAsync($"/templates/{templateId}")).Id("status"));
    }

    [Theory]
    [InlineData("""{"name":"A","requiredFields":[{"fieldId":"nope"}]}""", "nope")]
    [InlineData("""{"name":"A","requiredFields":[{"fieldId":"title"},{"fieldId":"title"}]}""", "twice")]
    [InlineData("""{"name":"A","layoutConfiguration":{"defaultLayout":"nope"}}""", "nope")]
    [InlineData("""{"name":"A","rules":[{"caseRuleId":"nope"}]}""", "nope")]
    public async Task What_a_template_refers_to_must_exist(string body, string mention)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates", body)).ShouldBeInvalid(mention);
        Assert.Equal("[]", (await domain.PostAsync("/templates-list"))["templates"].ToJsonString());
    }

    [Fact]
    public async Task A_name_in_use_conflicts()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates", """{"name":"Returns"}""")).ShouldSucceed();
        (await domain.PostAsync("/templates", """{"name":"Returns"}"""))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'Returns'");
        (await (await app.CreateDomainAsync()).PostAsync("/templates", """{"name":"Returns"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_domain_holds_100_templates()
    {
        await using var small = new CasesApp().With("Quotas:TemplatesPerDomain", "1");
        var domain = await small.CreateDomainAsync();
        await domain.CreateTemplateAsync();
        (await domain.PostAsync("/templates", """{"name":"One more"}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "1 template.");
    }

    [Fact]
    public async Task The_list_is_in_creation_order_and_can_be_narrowed_by_status()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates", """{"name":"B","status":"Inactive"}""")).ShouldSucceed();
        (await domain.PostAsync("/templates", """{"name":"A"}""")).ShouldSucceed();

        Assert.Equal(["B", "A"], await NamesAsync(domain, ""));
        Assert.Equal(["A"], await NamesAsync(domain, "?status=Active"));
        Assert.Equal(["B"], await NamesAsync(domain, "?status=Inactive"));
        Assert.Equal(["B", "A"], await NamesAsync(domain, "?status=Active&status=Inactive"));
        (await domain.PostAsync("/templates-list?status=Active&status=Active")).ShouldBeInvalid("'status'", "unique");
    }

    [Fact]
    public async Task An_unknown_template_or_domain_is_named()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/templates/nope")).ShouldNotBeFound("Template");
        (await domain.Client.PostAsync("/domains/nope/templates/nope")).ShouldNotBeFound("Domain");
        (await domain.Client.PostAsync("/domains/nope/templates", """{"name":"A"}""")).ShouldNotBeFound("Domain");
        (await domain.Client.PostAsync("/domains/nope/templates-list")).ShouldNotBeFound("Domain");
    }

    private static async Task<IEnumerable<string>> NamesAsync(TestDomain domain, string query) =>
        (await domain.PostAsync($"/templates-list{query}")).ShouldSucceed()["templates"].AsArray()
            .Select(template => (string)template!["name"]!);
}
