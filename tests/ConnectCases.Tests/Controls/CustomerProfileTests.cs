using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Controls;

/// <summary>CreateCase looks up the customer profile, as the real service does with profile:SearchProfiles.</summary>
public sealed class CustomerProfileTests : IAsyncLifetime
{
    private const string Known = "arn:aws:profile:us-east-1:111122223333:domains/shop/profiles/ann";
    private const string Other = "arn:aws:profile:us-east-1:111122223333:domains/shop/profiles/bob";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;
    private string template = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        template = await domain.CreateTemplateAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task By_default_every_profile_exists()
    {
        (await CreateCaseAsync(Known)).ShouldSucceed();
        Assert.Equal("""{"mode":"Any","profiles":[],"denied":[]}""", (await GetAsync("")).Text);
    }

    [Fact]
    public async Task Only_listed_profiles_exist()
    {
        await PutAsync($$"""{"mode":"Listed","profiles":["{{Known}}"]}""");

        (await CreateCaseAsync(Known)).ShouldSucceed();
        (await domain.TryCreateCaseAsync(template)).ShouldSucceed();
        (await CreateCaseAsync(Other)).ShouldBeInvalid("does not exist", Other);
        Assert.Equal(2, await CountCasesAsync());
    }

    [Fact]
    public async Task The_caller_is_not_allowed_to_read_denied_profiles()
    {
        await PutAsync($$"""{"mode":"Any","denied":["{{Other}}"]}""");
        (await CreateCaseAsync(Known)).ShouldSucceed();
        (await CreateCaseAsync(Other)).ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException", "profile:SearchProfiles", Other);

        await PutAsync($$"""{"mode":"Listed","profiles":["{{Other}}"],"denied":["{{Other}}"]}""");
        (await CreateCaseAsync(Other)).ShouldFail(HttpStatusCode.Forbidden, "AccessDeniedException");
        Assert.Equal(1, await CountCasesAsync());
    }

    [Fact]
    public async Task Only_CreateCase_looks_up_profiles()
    {
        var @case = await domain.CreateCaseAsync(template, Value("customer_id", Known));
        await PutAsync("""{"mode":"Listed","profiles":[]}""");

        (await @case.UpdateAsync(Value("customer_id", Other))).ShouldSucceed();
        (await domain.BatchUpdateAsync($"\"customerId\":\"{Known}\"", ById(@case.Id))).ShouldSucceed();
        Assert.Equal(Known, await @case.TextAsync("customer_id"));
    }

    [Fact]
    public async Task The_most_specific_setting_applies_until_it_is_removed()
    {
        var world = $"\"account\":\"{domain.Client.AccessKeyId}\",\"region\":\"us-east-1\"";
        await PutAsync("""{"mode":"Listed"}""");
        await PutAsync($$"""{{{world}},"mode":"Any"}""");
        (await CreateCaseAsync(Known)).ShouldSucceed();
        Assert.Equal(
            $$"""[{"mode":"Listed","profiles":0,"denied":0},{{{world}},"mode":"Any","profiles":0,"denied":0}]""",
            (await domain.Client.SendAsync(HttpMethod.Get, "/_emulator/info", null))["customerProfiles"].ToJsonString());

        var removed = await domain.Client.DeleteAsync($"/_emulator/customer-profiles?account={domain.Client.AccessKeyId}&region=us-east-1");
        Assert.Equal("Listed", removed.ShouldSucceed().Id("mode"));
        (await CreateCaseAsync(Known)).ShouldBeInvalid();
    }

    [Fact]
    public async Task A_reset_removes_the_settings_of_its_scope()
    {
        await PutAsync($$"""{"account":"{{domain.Client.AccessKeyId}}","mode":"Listed"}""");
        await PutAsync("""{"account":"999988887777","mode":"Listed"}""");
        (await domain.Client.PostAsync("/_emulator/reset", $$"""{"account":"{{domain.Client.AccessKeyId}}"}""")).ShouldSucceed();

        Assert.Equal("Any", (await GetAsync($"account={domain.Client.AccessKeyId}")).Id("mode"));
        Assert.Equal("Listed", (await GetAsync("account=999988887777")).Id("mode"));
    }

    [Theory]
    [InlineData("{}", "'mode'", "must not be null")]
    [InlineData("""{"mode":"Some"}""", "'mode'", "[Any, Listed]")]
    [InlineData("""{"mode":"Any","profiles":["arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"]}""", "'profiles'", "absent or empty if mode is Any")]
    [InlineData("""{"mode":"Listed","profiles":["ann"]}""", "'profiles[0]'", "arn:aws:profile:", "it is 'ann'")]
    [InlineData("""{"mode":"Any","denied":["ann"]}""", "'denied[0]'", "arn:aws:profile:", "it is 'ann'")]
    [InlineData("""{"mode":"Listed","profiles":[null]}""", "'profiles[0]'", "must not be null")]
    [InlineData("""{"mode":"Listed","profile":[]}""", "'profile'", "profiles, denied")]
    [InlineData("""{"mode":"Any","region":"us-east-1"}""", "'region'", "account is absent")]
    public async Task An_impossible_setting_is_refused_and_changes_nothing(string body, params string[] mentions)
    {
        (await domain.Client.PutAsync("/_emulator/customer-profiles", body)).ShouldBeInvalid(mentions);
        Assert.Equal("Any", (await GetAsync("")).Id("mode"));
    }

    private Task<ApiResponse> CreateCaseAsync(string profile) => domain.TryCreateCaseAsync(template, Value("customer_id", profile));

    private async Task<int> CountCasesAsync() => (await domain.SearchCasesAsync()).ShouldSucceed()["cases"].AsArray().Count;

    private async Task PutAsync(string body) => (await domain.Client.PutAsync("/_emulator/customer-profiles", body)).ShouldSucceed();

    private async Task<ApiResponse> GetAsync(string query) =>
        (await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/customer-profiles?{query}", null)).ShouldSucceed();
}
