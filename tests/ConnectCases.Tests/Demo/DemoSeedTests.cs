using System.Text.Json.Nodes;
using ConnectCases.Api.Domains;
using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Demo;

public sealed class DemoSeedTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly TestDatabase database = TestDatabase.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task The_demo_is_a_realistic_contact_center_and_seeding_it_twice_changes_nothing()
    {
        var path = $"/domains/{DemoIds.Domain}";
        string before;
        await using (var server = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]))
        {
            var fields = (await server.Client.PostAsync($"{path}/fields-list")).ShouldSucceed()["fields"].AsArray();
            Assert.Equal(
                ["Boolean", "DateTime", "Number", "SingleSelect", "Text", "Url", "User"],
                fields.Where(field => (string)field!["namespace"]! == "Custom").Select(field => (string)field!["type"]!).Distinct().Order());
            Assert.Equal(2, (await server.Client.PostAsync($"{path}/layouts-list"))["layouts"].AsArray().Count);
            Assert.Equal(
                ["FieldOptions", "Hidden", "Required", "Required"],
                (await server.Client.PostAsync($"{path}/rules-list/"))["caseRules"].AsArray().Select(rule => (string)rule!["ruleType"]!).Order());
            var template = (await server.Client.PostAsync($"{path}/templates/{DemoIds.Template}")).ShouldSucceed();
            Assert.Equal(3, template["rules"].AsArray().Count);
            Assert.Equal(DemoIds.Layout, (string)template["layoutConfiguration"]["defaultLayout"]!);
            Assert.Equal("""{"owner":"contact-center"}""", template["tags"].ToJsonString());
            Assert.True((bool)(await server.Client.PostAsync($"{path}/case-event-configuration"))["eventBridge"]["enabled"]!);
            before = await HistoryAsync(server, path);
            await server.TerminateAsync();
        }

        await using var again = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]);
        Assert.Equal(before, await HistoryAsync(again, path));
    }

    [Fact]
    public async Task The_demo_is_a_seed_that_can_be_changed()
    {
        await using var app = CasesApp.On(database).With("Seed", "demo");
        var client = app.ClientOf("123456789012");
        var seed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/ConnectCases.Server/Demo/demo.yaml"));
        Assert.Equal("""{"changes":[],"dryRun":false}""", (await client.PutAsync("/_emulator/seed", seed)).ShouldSucceed().Text);

        var changed = seed.Replace("title: Parcel did not arrive", "title: Parcel is late", StringComparison.Ordinal);
        var response = (await client.PutAsync("/_emulator/seed?dryRun=true", changed)).ShouldSucceed();
        Assert.Equal(6, response["changes"].AsArray().Count);
        Assert.All(response["changes"].AsArray(), change => Assert.Equal("""["title"]""", change!["members"]!.ToJsonString()));
    }

    [Fact]
    public async Task All_of_the_first_requests_see_the_breaches_of_the_demo()
    {
        await using var app = CasesApp.On(database).With("Seed", "demo");
        app.Clock.Advance(TimeSpan.FromDays(380));
        var client = app.ClientOf("123456789012");

        var searches = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync(
            $"/domains/{DemoIds.Domain}/related-items-search", """{"filters":[{"sla":{"status":"Active"} }]}""")));

        Assert.All(searches, search => Assert.Empty(search.ShouldSucceed()["relatedItems"].AsArray()));
    }

    [Fact]
    public async Task A_demo_of_an_older_version_is_kept_and_logged()
    {
        var path = $"/domains/{DemoIds.Domain}";
        await using (var server = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]))
        {
            (await server.Client.DeleteAsync($"{path}/cases/{DemoIds.Case(DemoIds.MergedCase)}")).ShouldSucceed();
            await server.TerminateAsync();
        }

        await using var again = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]);
        Assert.Contains("the demo of an older version", again.Output, StringComparison.Ordinal);
        (await again.Client.PostAsync($"{path}/cases/{DemoIds.Case(DemoIds.MergedCase)}/audit-history")).ShouldNotBeFound("Case");
    }

    [Fact]
    public async Task A_demo_without_its_spare_domain_is_not_changed()
    {
        await using (var server = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]))
        {
            (await server.Client.DeleteAsync($"/domains/{DemoIds.SpareDomain}")).ShouldSucceed();
            await server.TerminateAsync();
        }

        await using var again = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]);
        (await again.Client.PostAsync($"/domains/{DemoIds.Domain}")).ShouldSucceed();
        (await again.Client.PostAsync($"/domains/{DemoIds.SpareDomain}")).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task A_deleted_demo_returns_beside_a_spare_domain_that_stayed()
    {
        await using (var server = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]))
        {
            (await server.Client.DeleteAsync($"/domains/{DemoIds.Domain}")).ShouldSucceed();
            await server.TerminateAsync();
        }

        await using var again = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]);
        Assert.Equal(
            [DemoIds.Domain, DemoIds.SpareDomain],
            (await again.Client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray()
                .Select(domain => (string)domain!["domainId"]!).Order());
    }

    [Fact]
    public async Task A_deleted_demo_is_seeded_again_at_the_next_start()
    {
        var path = $"/domains/{DemoIds.Domain}";
        await using (var server = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]))
        {
            await server.TerminateAsync();
        }

        // Simulates a shutdown after DeleteDomain and before the cleaner deletes the rows.
        await using (var app = CasesApp.On(database))
        {
            await using var db = app.OpenDatabase();
            await db.Domains.ExecuteUpdateAsync(row => row.SetProperty(domain => domain.DeletedTime, app.Clock.GetUtcNow()));
        }

        await database.UntilReleasedAsync();
        await using var again = await ServerProcess.StartAsync(directory, [.. database.Arguments, "--seed", "demo"]);
        (await again.Client.PostAsync(path)).ShouldSucceed();
        await HistoryAsync(again, path);
    }

    [Theory]
    [InlineData("Demo contact center", 1, "A domain with the name 'Demo contact center' already exists")]
    [InlineData("Sandbox", 1, "A domain with the name 'Sandbox' already exists")]
    [InlineData("Other", 5, "The account has 5 domains in this Region. The quota is 5.")]
    [InlineData("Other", 4, "The account has 5 domains in this Region. The quota is 5.")]
    public async Task The_demo_is_refused_without_its_name_or_without_room_in_the_account(string name, int domains, string reason)
    {
        await using var app = CasesApp.On(database);
        var client = app.ClientOf("123456789012");
        for (var number = 1; number <= domains; number++)
        {
            (await client.PostAsync("/domains", $$"""{"name":"{{name}}{{(number == 1 ? "" : number)}}"}""")).ShouldSucceed();
        }

        var demo = app.Services.GetRequiredService<DemoSeed>();
        var refusal = await Assert.ThrowsAsync<StartupException>(() => demo.SeedAsync(CancellationToken.None));

        Assert.StartsWith($"The demo cannot be added: {reason}", refusal.Message, StringComparison.Ordinal);
        Assert.Null(demo.WasAdded);
        Assert.Equal(domains, (await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count);
    }

    private static async Task<string> HistoryAsync(ServerProcess server, string path)
    {
        var seen = new JsonArray();
        for (var number = 1; number <= 36; number++)
        {
            var @case = $"{path}/cases/{DemoIds.Case(number)}";
            seen.Add((await server.Client.PostAsync($"{@case}/related-items-search")).ShouldSucceed().Json);
            seen.Add((await server.Client.PostAsync($"{@case}/audit-history")).ShouldSucceed().Json);
        }

        Assert.All((string[])["Comment", "Contact", "File", "Sla", "ConnectCase", "Custom", "Active", "Met", "NotMet", "Case.Updated"], word => Assert.Contains($"\"{word}\"", seen.ToJsonString(), StringComparison.Ordinal));
        return seen.ToJsonString();
    }
}
