using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Cases;

public sealed class ListCasesForContactTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c";

    [Fact]
    public async Task Lists_the_cases_of_a_contact_the_latest_association_first()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var first = await domain.CreateCaseAsync(templateId);
        var second = await domain.CreateCaseAsync(templateId);
        await domain.CreateCaseAsync(templateId);
        await second.AddContactAsync(Contact);
        await first.AddContactAsync(Contact);
        await first.AddContactAsync(Contact);
        await first.AddContactAsync(Contact + "d");
        await second.AddFileAsync(Contact);

        var cases = (await ListAsync(domain, Contact)).ShouldSucceed()["cases"].AsArray();

        Assert.Equal([first.Id, second.Id], cases.Select(@case => (string)@case!["caseId"]!));
        Assert.All(cases, @case => Assert.Equal(templateId, (string)@case!["templateId"]!));
        Assert.All(cases, @case => Assert.Equal(2, @case!.AsObject().Count));
    }

    [Fact]
    public async Task A_contact_of_no_case_of_the_domain_gives_an_empty_list()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var itemId = (await @case.AddContactAsync(Contact)).Id("relatedItemId");
        Assert.Equal("[]", (await ListAsync(domain, Contact + "C")).ShouldSucceed()["cases"].ToJsonString());
        Assert.Equal("[]", (await ListAsync(await app.CreateDomainAsync(), Contact)).ShouldSucceed()["cases"].ToJsonString());

        (await @case.DeleteItemAsync(itemId)).ShouldSucceed();
        Assert.Equal("[]", (await ListAsync(domain, Contact)).ShouldSucceed()["cases"].ToJsonString());
        (await domain.Client.PostAsync("/domains/nope/list-cases-for-contact", $$"""{"contactArn":"{{Contact}}"}""")).ShouldNotBeFound("Domain");
    }

    private static Task<ApiResponse> ListAsync(TestDomain domain, string contactArn) =>
        domain.PostAsync("/list-cases-for-contact", $$"""{"contactArn":"{{contactArn}}"}""");
}
