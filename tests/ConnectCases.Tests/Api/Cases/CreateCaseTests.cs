using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

public sealed class CreateCaseTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a";
    private const string Customer = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p";

    [Fact]
    public async Task The_service_fills_its_own_fields()
    {
        var domain = await app.CreateDomainAsync();
        var response = (await domain.PostAsync("/cases", $$"""
            {"templateId":"{{await domain.CreateTemplateAsync()}}","fields":[{{Value("title", "Lost parcel")}}],
             "performedBy":{"userArn":"{{Agent}}"} }
            """)).ShouldSucceed();
        var caseId = response.Id("caseId");

        Assert.Equal($"arn:aws:cases:us-east-1:{domain.Client.AccessKeyId}:domain/{domain.Id}/case/{caseId}", response.Id("caseArn"));
        Assert.True(Guid.TryParseExact(caseId, "D", out var id) && caseId == id.ToString());
        var values = await new TestCase(domain, caseId).GetAsync(
            "case_id", "reference_number", "title", "status", "created_datetime", "last_updated_datetime", "created_by",
            "last_updated_user", "last_closed_datetime", "last_reopened_datetime", "next_sla_breach_datetime", "customer_id");
        Assert.Equal(caseId, (string)values["case_id"]["stringValue"]!);
        Assert.Matches("^[0-9]{8}$", (string)values["reference_number"]["stringValue"]!);
        Assert.Equal("open", (string)values["status"]["stringValue"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)values["created_datetime"]["stringValue"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)values["last_updated_datetime"]["stringValue"]!);
        Assert.Equal(Agent, (string)values["created_by"]["userArnValue"]!);
        Assert.Equal(Agent, (string)values["last_updated_user"]["userArnValue"]!);
        Assert.Equal(8, values.Count);
    }

    [Fact]
    public async Task A_custom_entity_is_no_value_of_a_user_field()
    {
        var domain = await app.CreateDomainAsync();
        var response = (await domain.PostAsync("/cases", $$$"""
            {"templateId":"{{{await domain.CreateTemplateAsync()}}}","fields":[{{{Value("title", "Lost parcel")}}}],
             "performedBy":{"customEntity":"night-batch"}}
            """)).ShouldSucceed();
        Assert.Empty(await new TestCase(domain, response.Id("caseId")).GetAsync("created_by", "last_updated_user"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"id":"summary","value":{"stringValue":"Something"}}]""")]
    [InlineData("""[{"id":"title","value":{"stringValue":""}}]""")]
    [InlineData("""[{"id":"title","value":{"emptyValue":{}}}]""")]
    public async Task A_title_is_always_required(string fields)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/cases", $$$"""{"templateId":"{{{await domain.CreateTemplateAsync()}}}","fields":{{{fields}}}}"""))
            .ShouldBeInvalid("Required", "title");
    }

    [Fact]
    public async Task A_template_requires_fields()
    {
        var domain = await app.CreateDomainAsync();
        var orderId = await domain.CreateFieldAsync("Text");
        var templateId = await domain.CreateTemplateAsync("customer_id", orderId);

        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("'customer_id'", $"'{orderId}' (Name ");
        (await domain.TryCreateCaseAsync(templateId, Value("customer_id", Customer), Value(orderId, """{"emptyValue":{}}""")))
            .ShouldBeInvalid(orderId);
        await domain.CreateCaseAsync(templateId, Value("customer_id", Customer), Value(orderId, "A-1"));
    }

    [Fact]
    public async Task The_older_rule_requires_a_customer_on_every_case()
    {
        await using var older = new CasesApp().With("CustomerId", "Always");
        var domain = await older.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();

        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid("customer_id");
        var @case = await domain.CreateCaseAsync(templateId, Value("customer_id", Customer));
        (await @case.UpdateAsync(Value("customer_id", """{"emptyValue":{}}"""))).ShouldBeInvalid("customer_id");
    }

    [Theory]
    [InlineData("case_id")]
    [InlineData("created_datetime")]
    [InlineData("last_updated_datetime")]
    [InlineData("last_closed_datetime")]
    [InlineData("last_reopened_datetime")]
    [InlineData("next_sla_breach_datetime")]
    [InlineData("last_updated_user")]
    [InlineData("created_by")]
    public async Task A_caller_cannot_set_the_fields_that_the_service_sets(string fieldId)
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.TryCreateCaseAsync(templateId, Value(fieldId, "2026-03-01T09:30:00Z"))).ShouldBeInvalid(fieldId, "only the service");
        var @case = await domain.CreateCaseAsync(templateId);
        (await @case.UpdateAsync(Value(fieldId, "2026-03-01T09:30:00Z"))).ShouldBeInvalid(fieldId, "only the service");
    }

    [Fact]
    public async Task Unknown_and_repeated_fields_are_refused()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        (await domain.TryCreateCaseAsync(templateId, Value("nope", "a"))).ShouldBeInvalid("nope");
        (await domain.TryCreateCaseAsync(templateId, Value("title", "a"))).ShouldBeInvalid("title", "twice");
    }

    [Fact]
    public async Task A_case_may_start_closed()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync(null, Value("status", "closed"));
        var values = await @case.GetAsync("status", "last_closed_datetime", "last_reopened_datetime");
        Assert.Equal("closed", (string)values["status"]["stringValue"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)values["last_closed_datetime"]["stringValue"]!);
        Assert.Equal(2, values.Count);
    }

    [Fact]
    public async Task The_template_must_exist_and_be_active()
    {
        var domain = await app.CreateDomainAsync();
        var inactive = (await domain.PostAsync("/templates", """{"name":"Old","status":"Inactive"}""")).Id("templateId");

        (await domain.TryCreateCaseAsync("nope")).ShouldNotBeFound("Template");
        (await domain.TryCreateCaseAsync(inactive)).ShouldBeInvalid("inactive");
        (await domain.Client.PostAsync("/domains/nope/cases", """{"templateId":"nope","fields":[]}""")).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task Tags_of_the_template_come_first_and_the_callers_win()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = (await domain.PostAsync("/templates", """
            {"name":"Tagged","tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"team":"orders","level":"1"}}]}
            """)).ShouldSucceed().Id("templateId");

        var response = (await domain.PostAsync("/cases", $$$"""
            {"templateId":"{{{templateId}}}","fields":[{{{Value("title", "Lost parcel")}}}],"tags":{"level":"2","own":""}}
            """)).ShouldSucceed();

        var read = await domain.PostAsync($"/cases/{response.Id("caseId")}", """{"fields":[{"id":"title"}]}""");
        Assert.Equal("""{"team":"orders","level":"2","own":""}""", read["tags"].ToJsonString());
    }

    [Fact]
    public async Task A_case_has_at_most_50_tags_with_those_of_its_template()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = (await domain.PostAsync("/templates", """
            {"name":"Tagged","tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"team":"orders"}}]}
            """)).ShouldSucceed().Id("templateId");
        var tags = string.Join(',', Enumerable.Range(0, 50).Select(number => $"\"tag{number}\":\"\""));

        (await domain.PostAsync("/cases", $$"""
            {"templateId":"{{templateId}}","fields":[{{Value("title", "Lost parcel")}}],"tags":{ {{tags}} } }
            """)).ShouldBeInvalid("51 tags");
    }
}
