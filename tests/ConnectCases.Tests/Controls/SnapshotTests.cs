using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Controls;

/// <summary>Snapshots of worlds (controls.md 2).</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private CasesClient client = null!;

    private string Scope => $$"""{"account":"{{client.AccessKeyId}}"}""";

    private string Query => $"account={client.AccessKeyId}";

    public Task InitializeAsync()
    {
        client = app.NewAccount();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_test_class_restores_a_baseline_before_each_test()
    {
        var domain = await TestDomain.CreateAsync(client);
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Baseline");
        var taken = (await client.PutAsync("/_emulator/snapshots/baseline", Scope)).ShouldSucceed();
        Assert.Equal(1, (int)taken["cases"]);
        var baseline = await StateAsync();

        for (var test = 0; test < 3; test++)
        {
            (await @case.AddCommentAsync("More")).ShouldSucceed();
            (await domain.CreateCaseAsync()).ToString();
            (await client.PostAsync("/_emulator/clock/advance", $$"""{"account":"{{client.AccessKeyId}}","by":"P1D"}""")).ShouldSucceed();
            Assert.NotEqual(baseline, await StateAsync());

            var restored = await client.PostAsync("/_emulator/snapshots/baseline/restore", Scope);

            Assert.Equal("""{"status":"ok","domains":1,"cases":1}""", restored.Text);
            Assert.Equal(baseline, await StateAsync());
            Assert.Single((await @case.SearchAsync())["relatedItems"].AsArray());
        }
    }

    [Fact]
    public async Task A_snapshot_belongs_to_its_scope()
    {
        var other = app.NewAccount();
        await TestDomain.CreateAsync(client);
        await TestDomain.CreateAsync(other);
        (await client.PutAsync("/_emulator/snapshots/mine", Scope)).ShouldSucceed();
        await TestDomain.CreateAsync(other);

        (await client.PostAsync("/_emulator/snapshots/mine/restore", $$"""{"account":"{{other.AccessKeyId}}"}""")).ShouldNotBeFound("Snapshot");
        (await client.PostAsync("/_emulator/snapshots/mine/restore", "{}")).ShouldNotBeFound("Snapshot");
        (await client.PostAsync("/_emulator/snapshots/mine/restore", Scope)).ShouldSucceed();

        Assert.Equal(2, (await other.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count);
        Assert.Equal(["mine"], await NamesAsync(Query));
        Assert.Empty(await NamesAsync($"account={other.AccessKeyId}"));
    }

    [Fact]
    public async Task The_same_name_replaces_the_snapshot()
    {
        (await client.PutAsync("/_emulator/snapshots/one", Scope)).ShouldSucceed();
        await TestDomain.CreateAsync(client);
        (await client.PutAsync("/_emulator/snapshots/one", Scope)).ShouldSucceed();
        (await client.PostAsync("/_emulator/reset", Scope)).ShouldSucceed();
        Assert.Equal(1, (int)(await client.PostAsync("/_emulator/snapshots/one/restore", Scope)).ShouldSucceed()["domains"]);
        Assert.Equal(["one"], await NamesAsync(Query));
    }

    [Fact]
    public async Task A_missing_snapshot_names_the_others_and_changes_nothing()
    {
        await TestDomain.CreateAsync(client);
        (await client.PutAsync("/_emulator/snapshots/baseline", Scope)).ShouldSucceed();
        var before = await StateAsync();

        (await client.PostAsync("/_emulator/snapshots/basline/restore", Scope)).ShouldNotBeFound("Snapshot");
        var refused = (await client.DeleteAsync($"/_emulator/snapshots/basline?{Query}")).ShouldNotBeFound("Snapshot");

        Assert.Contains("are: baseline", refused.Id("message"), StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());
        (await client.PutAsync($"/_emulator/snapshots/{new string('n', 101)}", Scope)).ShouldBeInvalid("'name'");
        (await client.PutAsync("/_emulator/snapshots/x", """{"acount":"1"}""")).ShouldBeInvalid("'acount' does not exist");
    }

    [Fact]
    public async Task A_reset_keeps_the_snapshots_unless_it_says_otherwise()
    {
        (await client.PutAsync("/_emulator/snapshots/one", Scope)).ShouldSucceed();
        (await client.PostAsync("/_emulator/reset", Scope)).ShouldSucceed();
        Assert.Equal(["one"], await NamesAsync(Query));
        (await client.PostAsync("/_emulator/reset", $$"""{"account":"{{client.AccessKeyId}}","snapshots":true}""")).ShouldSucceed();
        Assert.Empty(await NamesAsync(Query));
    }

    [Fact]
    public async Task Delete_removes_a_snapshot()
    {
        (await client.PutAsync("/_emulator/snapshots/one", Scope)).ShouldSucceed();
        (await client.DeleteAsync($"/_emulator/snapshots/one?{Query}")).ShouldSucceed();
        Assert.Empty(await NamesAsync(Query));
    }

    [Fact]
    public async Task Snapshots_and_the_demo_survive_a_restart()
    {
        await using var database = TestDatabase.Create();
        string before;
        await using (var first = CasesApp.On(database).With("Seed", "demo"))
        {
            var client = first.ClientOf("123456789012");
            before = (await client.SendAsync(HttpMethod.Get, "/_emulator/state", null)).Text.Split('\n', 2)[1];
            (await client.PutAsync("/_emulator/snapshots/demo", "{}")).ShouldSucceed();
            (await client.DeleteAsync($"/domains/{DemoIds.Domain}")).ShouldSucceed();
        }

        await database.UntilReleasedAsync();
        await using var second = CasesApp.On(database);
        var after = second.ClientOf("123456789012");
        Assert.Equal(36, (int)(await after.PostAsync("/_emulator/snapshots/demo/restore", "{}")).ShouldSucceed()["cases"]);
        Assert.Equal(before, (await after.SendAsync(HttpMethod.Get, "/_emulator/state", null)).Text.Split('\n', 2)[1]);
    }

    private async Task<string> StateAsync() =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/state?{Query}", null)).ShouldSucceed().Text.Split('\n', 2)[1];

    private async Task<IEnumerable<string>> NamesAsync(string query) =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/snapshots?{query}", null)).ShouldSucceed()["snapshots"].AsArray()
        .Select(snapshot => (string)snapshot!["name"]!);
}
