using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

public sealed class GetCaseTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task Returns_what_was_asked_for_and_has_a_value_in_request_order()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var @case = await domain.CreateCaseAsync(templateId, Value("summary", "Something"));

        var response = (await domain.PostAsync(
            @case.Path, """{"fields":[{"id":"summary"},{"id":"customer_id"},{"id":"title"},{"id":"summary"}]}""")).ShouldSucceed();

        Assert.Equal(
            """[{"id":"summary","value":{"stringValue":"Something"}},{"id":"title","value":{"stringValue":"Lost parcel"}}]""",
            response["fields"].ToJsonString());
        Assert.Equal(templateId, response.Id("templateId"));
        Assert.Equal("{}", response["tags"].ToJsonString());
        Assert.Equal(["fields", "templateId", "tags"], response.Json.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task An_unknown_field_is_named()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        (await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"},{"id":"nope"}]}""")).ShouldBeInvalid("nope");
    }

    [Fact]
    public async Task Everything_fits_a_page_so_only_an_empty_token_is_taken()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        (await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"}],"nextToken":""}""")).ShouldSucceed();
        (await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"}],"nextToken":"abc"}""")).ShouldBeInvalid("'nextToken'");
    }

    [Fact]
    public async Task A_case_is_found_in_its_own_domain_only()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var other = await TestDomain.CreateAsync(domain.Client);

        (await other.PostAsync(@case.Path, """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Case");
        (await domain.PostAsync($"/cases/{@case.Id.ToUpperInvariant()}", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Case");
        (await domain.Client.PostAsync($"/domains/nope{@case.Path}", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Domain");
    }
}
