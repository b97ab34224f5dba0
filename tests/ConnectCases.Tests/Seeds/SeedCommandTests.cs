using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Seeds.SeedSteps;

namespace ConnectCases.Tests.Seeds;

/// <summary>Seeds on the command line: at the start, by the command seed, and by the command reset.</summary>
public sealed class SeedCommandTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Seeds_are_applied_at_the_start_in_their_order()
    {
        await WriteAsync("support.yaml", Example);
        await WriteAsync("more.json", """{"domains":[{"name":"more"}]}""");
        await using (var server = await ServerProcess.StartAsync(directory, "--data", "cases.db", "--seed", "demo", "--seed", "support.yaml", "--seed", "more.json"))
        {
            var domains = (await server.Client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray();
            Assert.Equal(["Demo contact center", "Sandbox", "support", "more"], domains.Select(domain => (string)domain!["name"]!));
        }

        await using var again = await ServerProcess.StartAsync(directory, "--data", "cases.db", "--seed", "support.yaml");
        Assert.Equal("""{"changes":[],"dryRun":false}""", (await again.Client.PutAsync("/_emulator/seed", Example)).ShouldSucceed().Text);
        Assert.Equal(1, (int)(await again.Client.PostAsync("/_emulator/reset", """{"account":"123456789012","region":"us-east-1"}""")).ShouldSucceed()["cases"] - 36);
    }

    [Theory]
    [InlineData("ConnectCases__Seed", "support.yaml")]
    [InlineData("ConnectCases__Seed__0", "support.yaml")]
    public async Task A_seed_can_be_an_environment_variable(string name, string value)
    {
        await WriteAsync("support.yaml", Example);
        await WriteAsync("other.yaml", "domains: [{ name: other }]");
        await using (var server = await ServerProcess.StartAsync(directory, readsOutput: true, ["--in-memory"], (name, value)))
        {
            Assert.Equal(["support"], await NamesAsync(server.Client));
        }

        // The command line replaces the variable.
        await using var replaced = await ServerProcess.StartAsync(directory, readsOutput: true, ["--in-memory", "--seed", "other.yaml"], (name, value));
        Assert.Equal(["other"], await NamesAsync(replaced.Client));
    }

    [Theory]
    [InlineData("""{"ConnectCases":{"Seed":"support.yaml"}}""", "support")]
    [InlineData("""{"ConnectCases":{"Seed":["support.yaml","other.yaml"]}}""", "support", "other")]
    public async Task A_seed_can_be_a_setting(string settings, params string[] names)
    {
        await WriteAsync("support.yaml", Example);
        await WriteAsync("other.yaml", "domains: [{ name: other }]");
        await WriteAsync("appsettings.json", settings);
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory");
        Assert.Equal(names, await NamesAsync(server.Client));
    }

    [Theory]
    [InlineData("domains: [{ name: a, filds: [] }]", "seed.yaml:1:29: domains[0].filds: The key 'filds' does not exist. Did you mean fields?")]
    [InlineData("domains:\n  - name: a\n    templates: [{ name: T, required: [x] }]", "seed.yaml:3:39: domains[0].templates[0].required[0]: The field 'x' does not exist.")]
    [InlineData("dryRun: true\ndomains: []", "seed.yaml:1:9: dryRun: A dry run is not possible here.")]
    [InlineData(null, "The seed seed.yaml cannot be read: ")]
    public async Task A_seed_that_fails_ends_the_start_with_one_line(string? seed, string message)
    {
        if (seed is not null)
        {
            await WriteAsync("seed.yaml", seed);
        }

        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, ["--in-memory", "--urls", "http://127.0.0.1:0", "--seed", "seed.yaml"]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith(message, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_needs_the_name_of_a_file()
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, ["--in-memory", "--seed", "nope"]);
        Assert.Equal(2, exitCode);
        Assert.Equal("The seed 'nope' does not exist. A seed is 'demo' or the path of a .yaml, .yml or .json file.", errors);
    }

    [Fact]
    public async Task The_commands_plan_and_apply_list_the_changes()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory");
        var file = await WriteAsync("support.yaml", "domains: [{ name: support, fields: [{ name: Reason, type: SingleSelect, options: [late] }, { name: Note, type: Text }] }]");
        string[] target = [file, "--endpoint", server.Client.Http.BaseAddress!.ToString(), "--account", "111122223333", "--region", "eu-west-1"];
        const string Created = """
            + support (3a780db2-247e-5319-a843-dd9071bf09a5)
            + support/field/Reason (5aba9e5f-0c80-5765-9090-fe6905d268e2)
            + support/field/Note (03917b88-ffa7-50f8-9622-b4fb2492f07f)

            """;

        Assert.Equal((0, $"{Created}Plan: 3 to create, 0 to update, 0 to delete.", ""), await ServerProcess.RunAsync(directory, ["seed", "plan", .. target]));
        Assert.Equal((0, $"{Created}Applied: 3 created, 0 updated, 0 deleted.", ""), await ServerProcess.RunAsync(directory, ["seed", "apply", .. target]));
        Assert.Equal((0, "No changes.", ""), await ServerProcess.RunAsync(directory, ["seed", "apply", .. target]));

        await WriteAsync("support.yaml", "domains: [{ name: support, fields: [{ name: Reason, type: SingleSelect, options: [late, lost], description: Why }] }]");
        const string Changed = """
            ~ support/field/Reason: description
            ~ support/field/Reason: new options: lost
            - support/field/Note (03917b88-ffa7-50f8-9622-b4fb2492f07f)
            Plan: 0 to create, 2 to update, 1 to delete.
            """;
        Assert.Equal((0, Changed, ""), await ServerProcess.RunAsync(directory, ["seed", "plan", .. target]));

        await WriteAsync("support.yaml", "domains:\n  - name: support\n    feilds: []");
        var (exitCode, output, errors) = await ServerProcess.RunAsync(directory, ["seed", "apply", .. target]);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(
            $"{file}:3:13: domains[0].feilds: The key 'feilds' does not exist. Did you mean fields? "
            + "The keys are: name, id, tags, fields, caseRules, layouts, templates, events, cases, merges.",
            errors);
    }

    [Fact]
    public async Task A_reset_can_apply_a_seed_file()
    {
        await WriteAsync("support.yaml", Example);
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--seed", "demo");
        var endpoint = server.Client.Http.BaseAddress!.ToString();
        for (var round = 0; round < 3; round++)
        {
            var (exitCode, output, errors) = await ServerProcess.RunAsync(directory, ["reset", "--seed", "support.yaml", "--endpoint", endpoint]);
            Assert.Equal((0, ""), (exitCode, errors));
            Assert.Equal(round == 0 ? """{"status":"ok","domains":2,"cases":36}""" : """{"status":"ok","domains":1,"cases":1}""", output);
            Assert.Equal(["support"], await NamesAsync(server.Client));
        }

        await WriteAsync("support.yaml", "domains: [{ name: support, cases: [{ handle: a, template: none }] }]");
        (await server.Client.PostAsync("/_emulator/reset", """{"seed":"support.yaml"}""")).ShouldBeInvalid("support.yaml:1:59: domains[0].cases[0].template: ");
        Assert.Equal("Lost parcel", await (await new SeededWorld(server.Client).DomainAsync()).Case().TextAsync("title"));
    }

    [Theory]
    [InlineData("seed apply", 2, "Required argument missing")]
    [InlineData("seed plan missing.yaml", 1, "missing.yaml cannot be read")]
    [InlineData("seed", 2, "command")]
    public async Task A_command_that_cannot_run_says_why(string arguments, int expected, string mention)
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, arguments.Split(' '));
        Assert.Equal(expected, exitCode);
        Assert.Contains(mention, errors, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string[]> NamesAsync(CasesClient client) =>
        [.. (await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Select(domain => (string)domain!["name"]!)];

    private async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(directory, name);
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    /// <summary>The default world of a server.</summary>
    private sealed record SeededWorld(CasesClient Client)
    {
        public async Task<SeedDomainIds> DomainAsync()
        {
            var ids = (await Client.SendAsync(HttpMethod.Get, "/_emulator/ids?domain=support", null)).ShouldSucceed();
            return new(new(Client, (string)ids["domain"]["id"]!), ids);
        }
    }
}
