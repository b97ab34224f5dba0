using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Controls;

public sealed class ResetTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_reset_of_a_world_leaves_other_worlds_alone()
    {
        var (other, elsewhere) = (app.NewAccount(), app.ClientOf(client.AccessKeyId, "eu-west-1"));
        foreach (var world in (CasesClient[])[client, other, elsewhere])
        {
            var domain = await TestDomain.CreateAsync(world);
            await domain.EnableEventsAsync();
            await domain.CreateCasesAsync(2);
        }

        var response = await ResetAsync($$"""{"account":"{{client.AccessKeyId}}","region":"us-east-1"}""");

        Assert.Equal("""{"status":"ok","domains":1,"cases":2}""", response.Text);
        Assert.Equal(0, await DomainsAsync(client));
        Assert.Equal(1, await DomainsAsync(other));
        Assert.Equal(1, await DomainsAsync(elsewhere));
        Assert.Equal(0, await EventsAsync($"account={client.AccessKeyId}&region=us-east-1"));
        Assert.Equal(2, await EventsAsync($"account={client.AccessKeyId}&region=eu-west-1"));
        Assert.Equal(2, await EventsAsync($"account={other.AccessKeyId}"));
    }

    [Fact]
    public async Task A_world_can_have_any_Region_that_a_signature_can_have()
    {
        await TestDomain.CreateAsync(app.ClientOf(client.AccessKeyId, "local"));
        Assert.Equal(1, (int)(await ResetAsync($$"""{"account":"{{client.AccessKeyId}}","region":"local"}"""))["domains"]);
    }

    [Fact]
    public async Task A_reset_of_an_account_covers_all_Regions()
    {
        await TestDomain.CreateAsync(client);
        await TestDomain.CreateAsync(app.ClientOf(client.AccessKeyId, "eu-west-1"));
        Assert.Equal(2, (int)(await ResetAsync($$"""{"account":"{{client.AccessKeyId}}"}"""))["domains"]);
    }

    [Fact]
    public async Task A_reset_without_a_world_removes_everything()
    {
        var domain = await TestDomain.CreateAsync(client);
        await domain.EnableEventsAsync();
        var @case = await domain.CreateCaseAsync();
        (await client.PutAsync("/_emulator/clock", """{"offset":"P3D"}""")).ShouldSucceed();
        (await client.PutAsync("/_emulator/clock", $$"""{"account":"{{client.AccessKeyId}}","offset":"P4D"}""")).ShouldSucceed();

        Assert.Equal("""{"status":"ok","domains":1,"cases":1}""", (await ResetAsync("{}")).Text);

        (await @case.PostAsync("", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Domain");
        Assert.Equal(0, await EventsAsync(""));
        Assert.Equal(
            """{"now":"2026-11-02T09:30:00.125Z","frozen":false,"worlds":[]}""",
            (await client.SendAsync(HttpMethod.Get, "/_emulator/clock", null)).ShouldSucceed().Text);
        Assert.Equal("""{"status":"ok","domains":0,"cases":0}""", (await ResetAsync("{}")).Text);
    }

    [Fact]
    public async Task Names_and_ids_are_free_after_a_reset()
    {
        var body = $$"""{"account":"{{client.AccessKeyId}}","seed":"demo"}""";
        for (var round = 0; round < 3; round++)
        {
            await ResetAsync(body);
            var domain = (await client.PostAsync($"/domains/{DemoIds.Domain}")).ShouldSucceed();
            Assert.Contains(client.AccessKeyId, domain.Id("domainArn"), StringComparison.Ordinal);
            Assert.Equal("Wrong item delivered", await new TestCase(new(client, DemoIds.Domain), DemoIds.Case(1)).TextAsync("title"));
            (await client.PostAsync("/domains", """{"name":"mine"}""")).ShouldSucceed();
        }
    }

    [Fact]
    public async Task Two_accounts_can_have_the_demo()
    {
        var other = app.NewAccount();
        foreach (var world in (CasesClient[])[client, other])
        {
            await ResetAsync($$"""{"account":"{{world.AccessKeyId}}","seed":"demo"}""");
        }

        var mine = new TestCase(new(client, DemoIds.Domain), DemoIds.Case(1));
        var theirs = new TestCase(new(other, DemoIds.Domain), DemoIds.Case(1));
        (await mine.UpdateAsync(TestDomain.Value("title", "Changed"))).ShouldSucceed();
        Assert.Equal("Changed", await mine.TextAsync("title"));
        Assert.NotEqual("Changed", await theirs.TextAsync("title"));
        (await app.NewAccount().PostAsync($"/domains/{DemoIds.Domain}")).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task A_reset_survives_a_restart()
    {
        await using var database = TestDatabase.Create();
        string account;
        await using (var before = CasesApp.On(database))
        {
            var domain = await before.CreateDomainAsync();
            account = domain.Client.AccessKeyId;
            await domain.CreateCaseAsync();
            (await domain.Client.PostAsync("/_emulator/reset", "{}")).ShouldSucceed();
        }

        await database.UntilReleasedAsync();
        await using var after = CasesApp.On(database);
        Assert.Equal(0, await DomainsAsync(after.ClientOf(account)));
    }

    [Theory]
    [InlineData("""{"acount":"123456789012"}""", "'acount'", "account, region, seed")]
    [InlineData("""{"account":"12"}""", "12 digits")]
    [InlineData("""{"region":"us-east-1"}""", "account is absent")]
    [InlineData("""{"seed":"nope"}""", "'demo'", "it is 'nope'")]
    public async Task An_impossible_reset_is_refused_and_removes_nothing(string body, params string[] mentions)
    {
        await TestDomain.CreateAsync(client);
        (await client.PostAsync("/_emulator/reset", body)).ShouldBeInvalid(mentions);
        Assert.Equal(1, await DomainsAsync(client));
    }

    [Fact]
    public async Task A_scope_in_the_query_is_refused_and_removes_nothing()
    {
        await TestDomain.CreateAsync(client);
        (await client.PostAsync("/_emulator/reset?account=999999999999")).ShouldBeInvalid("no query parameters");
        Assert.Equal(1, await DomainsAsync(client));
    }

    private static async Task<int> DomainsAsync(CasesClient client) =>
        (await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count;

    private async Task<int> EventsAsync(string query) =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/events?{query}", null)).ShouldSucceed()["events"].AsArray().Count;

    private async Task<ApiResponse> ResetAsync(string body) => (await client.PostAsync("/_emulator/reset", body)).ShouldSucceed();
}
