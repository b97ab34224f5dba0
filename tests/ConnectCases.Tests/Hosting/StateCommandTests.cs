using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

/// <summary>The commands export and import, and the options --import and --export-on-exit.</summary>
public sealed class StateCommandTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task State_moves_from_a_server_to_a_file_to_a_database_and_to_another_server()
    {
        await using (var server = await ServerProcess.StartAsync(directory, "--in-memory", "--seed", "demo"))
        {
            Assert.Equal((0, "Exported to a.ndjson.", ""), await RunAsync("export", "a.ndjson", "--endpoint", EndpointOf(server)));
        }

        Assert.Equal((0, "Imported 2 domains and 36 cases from a.ndjson.", ""), await RunAsync("import", "a.ndjson", "--data", "copy.db"));
        Assert.Equal((0, "Exported to b.ndjson.", ""), await RunAsync("export", "b.ndjson", "--data", "copy.db"));
        Assert.Equal(Read("a.ndjson"), Read("b.ndjson"));

        await using var other = await ServerProcess.StartAsync(directory, "--in-memory");
        var (exitCode, output, errors) = await RunAsync(
            "import", "b.ndjson", "--endpoint", EndpointOf(other), "--account", "111122223333", "--region", "eu-west-1");
        Assert.Equal((0, """{"status":"ok","domains":2,"cases":36}""", ""), (exitCode, output, errors));
        Assert.Empty(Directory.EnumerateFiles(directory, "*.tmp"));
    }

    [Fact]
    public async Task A_refused_import_shows_the_line_and_changes_nothing()
    {
        await RunAsync("import", await DemoAsync(), "--data", "copy.db");
        await File.WriteAllTextAsync(Path.Combine(directory, "bad.ndjson"), string.Join('\n', Read("demo.ndjson", skip: 0).Split('\n')[..^2]));
        var (exitCode, output, errors) = await RunAsync("import", "bad.ndjson", "--data", "copy.db");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches("^bad.ndjson: Line [0-9]+: the document is truncated", Assert.Single(errors.Split('\n')));
        await RunAsync("export", "after.ndjson", "--data", "copy.db");
        Assert.Equal(Read("demo.ndjson"), Read("after.ndjson"));
    }

    [Theory]
    [InlineData("export x.ndjson --endpoint http://127.0.0.1:1", 1, "does not respond")]
    [InlineData("import nothing.ndjson --endpoint http://127.0.0.1:1", 1, "nothing.ndjson")]
    [InlineData("import nothing.ndjson --data new.db", 1, "nothing.ndjson")]
    [InlineData("export x.ndjson --data a.db --endpoint http://127.0.0.1:1", 2, "--endpoint and --data cannot be used together")]
    [InlineData("export x.ndjson --region us-east-1", 2, "--region needs --account")]
    [InlineData("export x.ndjson --data missing.db", 1, "missing.db does not exist")]
    [InlineData("import x.ndjson --data new.db --account 12", 2, "'12' is not a 12-digit account id")]
    [InlineData("--data a.db export x.ndjson", 2, "cannot be used with export")]
    [InlineData("export", 2, "export")]
    public async Task A_command_that_cannot_run_says_why_in_one_line(string arguments, int expected, string mention)
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "x.ndjson"), "kept");
        var (exitCode, output, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal((expected, ""), (exitCode, output));
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Equal("kept", Read("x.ndjson", skip: 0));
        Assert.Equal(["x.ndjson"], Directory.EnumerateFiles(directory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_document_can_come_from_a_pipe_and_an_export_follows_a_link()
    {
        await DemoAsync();
        File.CreateSymbolicLink(Path.Combine(directory, "link.ndjson"), "target.ndjson");
        await File.WriteAllTextAsync(Path.Combine(directory, "target.ndjson"), "old");
        var server = typeof(Program).Assembly.Location;
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", $"cat demo.ndjson | dotnet {server} import /dev/stdin --data copy.db > out.txt 2>&1" },
            WorkingDirectory = directory,
        })!;
        await shell.WaitForExitAsync();
        Assert.Equal("Imported 2 domains and 36 cases from /dev/stdin.", Read("out.txt", skip: 0).Trim());
        await RunAsync("export", "link.ndjson", "--data", "copy.db");
        Assert.Equal(2, Read("target.ndjson").Split('\n').Count(line => line.StartsWith("{\"domain\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_database_that_a_server_uses_is_refused()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--data", "used.db");
        var (exitCode, _, errors) = await RunAsync("export", "x.ndjson", "--data", "used.db");
        Assert.Equal(2, exitCode);
        Assert.Contains("Another server is using the database file", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_imports_at_its_start_and_exports_when_it_stops()
    {
        var demo = await DemoAsync();
        await using (var server = await ServerProcess.StartAsync(directory, "--in-memory", "--import", demo, "--export-on-exit", "after.ndjson"))
        {
            (await server.Client.DeleteAsync($"/domains/{DemoIds.SpareDomain}")).ShouldSucceed();
            Assert.Equal(0, await server.TerminateAsync());
        }

        Assert.Equal(
            Read(demo).Split('\n').Count(line => line.StartsWith("{\"domain\"", StringComparison.Ordinal)) - 1,
            Read("after.ndjson").Split('\n').Count(line => line.StartsWith("{\"domain\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_first_run_of_a_server_creates_the_file_that_later_runs_import()
    {
        string[] arguments = ["--in-memory", "--import", "state.ndjson", "--export-on-exit", "state.ndjson"];
        for (var run = 0; run < 3; run++)
        {
            await using var server = await ServerProcess.StartAsync(directory, arguments);
            var domains = (await server.Client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray();
            Assert.Equal(run, domains.Count);
            await TestDomain.CreateAsync(server.Client);
            Assert.Equal(0, await server.TerminateAsync());
        }
    }

    [Theory]
    [InlineData("missing.ndjson", "missing.ndjson")]
    [InlineData("bad.ndjson", "bad.ndjson cannot be imported: Line 1: the document is not a state document")]
    public async Task A_start_with_an_unusable_document_fails_and_does_not_export(string file, string mention)
    {
        await File.WriteAllTextAsync(Path.Combine(directory, "bad.ndjson"), "hello\n");
        await File.WriteAllTextAsync(Path.Combine(directory, "kept.ndjson"), "kept");
        var (exitCode, _, errors) = await RunAsync("--in-memory", "--urls", "http://127.0.0.1:0", "--import", file, "--export-on-exit", "kept.ndjson");
        Assert.Equal(2, exitCode);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Equal("kept", Read("kept.ndjson", skip: 0));
    }

    private static string EndpointOf(ServerProcess server) => server.Client.Http.BaseAddress!.ToString();

    private async Task<string> DemoAsync()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory", "--seed", "demo", "--export-on-exit", "demo.ndjson");
        await server.TerminateAsync();
        return "demo.ndjson";
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        ServerProcess.RunAsync(directory, arguments);

    // The header has the time of the export.
    private string Read(string file, int skip = 1) =>
        string.Join('\n', File.ReadAllText(Path.Combine(directory, file)).Split('\n').Skip(skip));
}
