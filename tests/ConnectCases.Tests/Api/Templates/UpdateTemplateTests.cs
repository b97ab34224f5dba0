using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Templates;

public sealed class UpdateTemplateTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("name", "\"Repairs\"")]
    [InlineData("description", "\"Goods that are mended\"")]
    [InlineData("description", "\"\"")]
    [InlineData("status", "\"Inactive\"")]
    [InlineData("requiredFields", """[{"fieldId":"summary"}]""")]
    [InlineData("requiredFields", "[]")]
    [InlineData("rules", "[]")]
    [InlineData("tagPropagationConfigurations", """[{"resourceType":"Cases","tagMap":{"team":"repairs","level":""}}]""")]
    [InlineData("tagPropagationConfigurations", "[]")]
    public async Task Only_what_is_given_changes(string member, string value)
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await CreateAsync(domain);
        var expected = (await GetAsync(domain, templateId)).Json;
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await UpdateAsync(domain, templateId, $$"""{"{{member}}":{{value}}}""")).ShouldSucceed().Text);

        expected[member] = JsonNode.Parse(value);
        expected["lastModifiedTime"] = app.Now();
        var template = await GetAsync(domain, templateId);
        Assert.True(JsonNode.DeepEquals(expected, template.Json), template.Text);
    }

    [Fact]
    public async Task Null_is_as_good_as_absent()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await CreateAsync(domain);
        var expected = (await GetAsync(domain, templateId)).Json;

        (await UpdateAsync(domain, templateId, """
            {"name":"Repairs","description":null,"layoutConfiguration":null,"requiredFields":null,"status":null,"rules":null,
             "tagPropagationConfigurations":null}
            """)).ShouldSucceed();

        expected["name"] = "Repairs";
        Assert.True(JsonNode.DeepEquals(expected, (await GetAsync(domain, templateId)).Json));
    }

    [Fact]
    public async Task The_layout_is_replaced_and_taken_away()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await CreateAsync(domain);
        var layoutId = await domain.CreateLayoutAsync();

        (await UpdateAsync(domain, templateId, $$$"""{"layoutConfiguration":{"defaultLayout":"{{{layoutId}}}"}}""")).ShouldSucceed();
        Assert.Equal(layoutId, (string)(await GetAsync(domain, templateId))["layoutConfiguration"]["defaultLayout"]!);

        (await UpdateAsync(domain, templateId, """{"layoutConfiguration":{}}""")).ShouldSucceed();
        Assert.Null((await GetAsync(domain, templateId)).Json["layoutConfiguration"]?["defaultLayout"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null,"rules":null}""")]
    [InlineData("""{"templateId":"x"}""")]
    [InlineData(null)]
    public async Task At_least_one_attribute_must_be_given(string? body)
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();

        (await app.WritesNothingAsync(() => domain.Client.SendAsync(HttpMethod.Put, $"{domain.Path}/templates/{templateId}", body)))
            .ShouldBeInvalid("nothing to update", "at least one member");
    }

    [Theory]
    [InlineData("""{"name":"B","requiredFields":[{"fieldId":"nope"}]}""", "requiredFields", "nope")]
    [InlineData("""{"name":"B","requiredFields":[{"fieldId":"title"},{"fieldId":"title"}]}""", "requiredFields", "twice")]
    [InlineData("""{"name":"B","layoutConfiguration":{"defaultLayout":"nope"}}""", "layoutConfiguration.defaultLayout", "nope")]
    [InlineData("""{"name":"B","rules":[{"caseRuleId":"nope","fieldId":"title"}]}""", "rules", "nope")]
    public async Task What_a_template_refers_to_must_exist(string body, string member, string mention)
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await app.WritesNothingAsync(() => UpdateAsync(domain, templateId, body))).ShouldBeInvalid(member, mention);
    }

    [Fact]
    public async Task A_name_in_use_conflicts()
    {
        var domain = await app.CreateDomainAsync();
        var returns = (await domain.PostAsync("/templates", """{"name":"Returns"}""")).ShouldSucceed().Id("templateId");
        var templateId = await domain.CreateTemplateAsync();

        (await app.WritesNothingAsync(() => UpdateAsync(domain, templateId, """{"name":"Returns","status":"Inactive"}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'Returns'");
        (await UpdateAsync(domain, templateId, """{"name":"Returns","requiredFields":[{"fieldId":"nope"}]}""")).ShouldBeInvalid("nope");

        (await UpdateAsync(domain, returns, """{"name":"Returns"}""")).ShouldSucceed();
        (await UpdateAsync(domain, templateId, """{"name":"returns"}""")).ShouldSucceed();
        (await domain.DeleteAsync($"/templates/{returns}")).ShouldSucceed();
        (await UpdateAsync(domain, templateId, """{"name":"Returns"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_deleted_template_cannot_be_changed()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.DeleteAsync($"/templates/{templateId}")).ShouldSucceed();

        (await app.WritesNothingAsync(() => UpdateAsync(domain, templateId, """{"name":"B"}"""))).ShouldBeInvalid(templateId, "deleted");
        (await app.WritesNothingAsync(() => UpdateAsync(domain, templateId, """{"status":"Active"}"""))).ShouldBeInvalid(templateId, "deleted");
    }

    [Fact]
    public async Task Cases_are_created_while_a_template_is_active()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var @case = await domain.CreateCaseAsync(templateId);

        (await UpdateAsync(domain, templateId, """{"status":"Inactive"}""")).ShouldSucceed();
        (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId))).ShouldBeInvalid(templateId, "inactive");
        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();

        (await UpdateAsync(domain, templateId, """{"status":"Active"}""")).ShouldSucceed();
        await domain.CreateCaseAsync(templateId);
    }

    [Fact]
    public async Task What_it_requires_now_is_asked_of_the_next_case_and_the_next_update()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync("summary");
        var @case = await domain.CreateCaseAsync(templateId, Value("summary", "Something"));

        (await UpdateAsync(domain, templateId, """{"requiredFields":[{"fieldId":"assigned_queue"}]}""")).ShouldSucceed();

        (await domain.TryCreateCaseAsync(templateId, Value("summary", "Something"))).ShouldBeInvalid("assigned_queue");
        await domain.CreateCaseAsync(templateId, Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"));
        Assert.Equal(["summary"], (await @case.GetAsync("summary", "assigned_queue")).Keys);
        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value("title", "Found parcel")))).ShouldBeInvalid("assigned_queue");
        (await @case.UpdateAsync(Value("summary", CaseRuleBodies.NoValue), Value("assigned_queue", "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q"))).ShouldSucceed();
        (await @case.UpdateAsync(Value("assigned_queue", CaseRuleBodies.NoValue))).ShouldBeInvalid("assigned_queue");
    }

    [Fact]
    public async Task What_it_propagates_now_is_on_the_next_case_only()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await CreateAsync(domain);
        var @case = await domain.CreateCaseAsync(templateId, Value("case_reason", "broken"));

        (await UpdateAsync(domain, templateId, """{"tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"level":"1"}}]}"""))
            .ShouldSucceed();

        var next = await domain.CreateCaseAsync(templateId, Value("case_reason", "broken"));
        Assert.Equal("""{"team":"returns"}""", await TagsAsync(@case));
        Assert.Equal("""{"level":"1"}""", await TagsAsync(next));

        static async Task<string> TagsAsync(TestCase @case) =>
            (await @case.PostAsync("", """{"fields":[{"id":"title"}]}""")).ShouldSucceed()["tags"].ToJsonString();
    }

    [Fact]
    public async Task An_unknown_template_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        (await UpdateAsync(domain, "nope", "{}")).ShouldNotBeFound("Template");
        (await UpdateAsync(domain, "nope", """{"requiredFields":[{"fieldId":"nope"}]}""")).ShouldNotBeFound("Template");
        (await domain.Client.PutAsync("/domains/nope/templates/nope", """{"name":"A"}""")).ShouldNotBeFound("Domain");
    }

    /// <summary>Creates a template with a value in every attribute.</summary>
    private static async Task<string> CreateAsync(TestDomain domain)
    {
        await domain.PutOptionAsync("case_reason", "broken");
        var ruleId = await domain.CreateCaseRuleAsync();
        var layoutId = await domain.CreateLayoutAsync("summary");
        return (await domain.PostAsync("/templates", $$$"""
            {
              "name": "Returns", "description": "Goods that come back", "status": "Active",
              "layoutConfiguration": {"defaultLayout":"{{{layoutId}}}"},
              "requiredFields": [{"fieldId":"case_reason"}],
              "rules": {{{ConfigurationSteps.Rules((ruleId, "case_reason"))}}},
              "tagPropagationConfigurations": [{"resourceType":"Cases","tagMap":{"team":"returns"}}]
            }
            """)).ShouldSucceed().Id("templateId");
    }

    private static async Task<ApiResponse> GetAsync(TestDomain domain, string templateId) =>
        (await domain.PostAsync($"/templates/{templateId}")).ShouldSucceed();

    private static Task<ApiResponse> UpdateAsync(TestDomain domain, string templateId, string body) =>
        domain.PutAsync($"/templates/{templateId}", body);
}
