using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.EventConfiguration;

public sealed class EventConfigurationTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_new_domain_publishes_nothing()
    {
        var domain = await app.CreateDomainAsync();
        var response = await app.WritesNothingAsync(() => GetAsync(domain));
        Assert.Equal("""{"eventBridge":{"enabled":false}}""", response.ShouldSucceed().Text);
    }

    [Theory]
    [InlineData("""{"enabled":true}""")]
    [InlineData("""{"enabled":false}""")]
    [InlineData("""{"enabled":true,"includedData":{}}""")]
    [InlineData("""{"enabled":true,"includedData":{"caseData":{"fields":[]}}}""")]
    [InlineData("""{"enabled":true,"includedData":{"relatedItemData":{"includeContent":false}}}""")]
    [InlineData("""{"enabled":false,"includedData":{"caseData":{"fields":[{"id":"title"},{"id":"status"}]},"relatedItemData":{"includeContent":true}}}""")]
    public async Task A_configuration_is_returned_as_it_was_put(string eventBridge)
    {
        var domain = await app.CreateDomainAsync();
        Assert.Equal("{}", (await PutAsync(domain, eventBridge)).ShouldSucceed().Text);
        Assert.Equal(eventBridge, (await GetAsync(domain)).ShouldSucceed()["eventBridge"].ToJsonString());
    }

    [Fact]
    public async Task A_put_replaces_the_whole()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Number");
        (await PutAsync(domain, $$$"""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"{{{fieldId}}}"}]} } }""")).ShouldSucceed();

        (await PutAsync(domain, """{"enabled":true,"includedData":{"relatedItemData":{"includeContent":true}}}""")).ShouldSucceed();
        Assert.Equal(
            """{"enabled":true,"includedData":{"relatedItemData":{"includeContent":true}}}""",
            (await GetAsync(domain))["eventBridge"].ToJsonString());

        (await PutAsync(domain, """{"enabled":false}""")).ShouldSucceed();
        (await PutAsync(domain, """{"enabled":false}""")).ShouldSucceed();
        Assert.Equal("""{"enabled":false}""", (await GetAsync(domain))["eventBridge"].ToJsonString());
    }

    [Fact]
    public async Task Every_domain_has_its_own()
    {
        var domain = await app.CreateDomainAsync();
        var other = await TestDomain.CreateAsync(domain.Client);
        (await PutAsync(domain, """{"enabled":true}""")).ShouldSucceed();
        Assert.Equal("""{"enabled":false}""", (await GetAsync(other))["eventBridge"].ToJsonString());
    }

    [Fact]
    public async Task Fields_must_exist()
    {
        var domain = await app.CreateDomainAsync();
        var elsewhere = await (await TestDomain.CreateAsync(domain.Client)).CreateFieldAsync("Text");
        var fields = $$"""[{"id":"title"},{"id":"nope"},{"id":"{{elsewhere}}"}]""";

        (await app.WritesNothingAsync(() => PutAsync(domain, $$$"""{"enabled":true,"includedData":{"caseData":{"fields":{{{fields}}} } } }""")))
            .ShouldBeInvalid("caseData", "nope", elsewhere);

        Assert.Equal("""{"enabled":false}""", (await GetAsync(domain))["eventBridge"].ToJsonString());
    }

    [Theory]
    [InlineData("{}", "eventBridge.enabled")]
    [InlineData("""{"enabled":true,"includedData":{"caseData":{}}}""", "eventBridge.includedData.caseData.fields")]
    [InlineData("""{"enabled":true,"includedData":{"relatedItemData":{}}}""", "eventBridge.includedData.relatedItemData.includeContent")]
    public async Task Incomplete_configurations_are_refused(string eventBridge, string missing)
    {
        var domain = await app.CreateDomainAsync();
        (await app.WritesNothingAsync(() => PutAsync(domain, eventBridge))).ShouldBeInvalid($"'{missing}'");
    }

    [Fact]
    public async Task Events_can_carry_400_fields()
    {
        var domain = await app.CreateDomainAsync();
        var fields = string.Join(',', Enumerable.Repeat("""{"id":"title"}""", 401));
        (await app.WritesNothingAsync(() => PutAsync(domain, $$$"""{"enabled":true,"includedData":{"caseData":{"fields":[{{{fields}}}]} } }""")))
            .ShouldBeInvalid("eventBridge.includedData.caseData.fields", "400");
    }

    [Fact]
    public async Task An_unknown_domain_is_named()
    {
        var account = app.NewAccount();
        (await account.PostAsync("/domains/nope/case-event-configuration")).ShouldNotBeFound("Domain");
        (await account.PutAsync("/domains/nope/case-event-configuration", """{"eventBridge":{"enabled":true}}""")).ShouldNotBeFound("Domain");
    }

    private static Task<ApiResponse> GetAsync(TestDomain domain) => domain.PostAsync("/case-event-configuration");

    private static Task<ApiResponse> PutAsync(TestDomain domain, string eventBridge) =>
        domain.PutAsync("/case-event-configuration", $$"""{"eventBridge":{{eventBridge}}}""");
}
