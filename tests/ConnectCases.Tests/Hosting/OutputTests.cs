using System.Diagnostics;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

/// <summary>What the server writes, and that nobody has to read it.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task A_server_whose_output_nobody_reads_answers_and_stops(string format)
    {
        await using var server = await ServerProcess.StartAsync(
            directory, readsOutput: false, ["--in-memory", "--log-format", format]);
        for (var request = 0; request < 5_000; request++)
        {
            (await server.Client.PostAsync("/domains-list").WaitAsync(TimeSpan.FromSeconds(30))).ShouldSucceed();
        }

        // Two seconds for the server, and more for a busy machine. Before, the server stopped after 31 seconds.
        Assert.Equal(0, await server.TerminateAsync().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Dropped_lines_are_counted_once_the_output_is_read()
    {
        await using var server = await ServerProcess.StartAsync(directory, readsOutput: false, ["--in-memory"]);
        for (var request = 0; request < 12_500; request++)
        {
            await server.Client.PostAsync("/domains-list");
        }

        server.ReadOutput();
        await UntilAsync(() => server.Output.Contains("log lines were dropped", StringComparison.Ordinal));
        Assert.Matches(@"[1-9]\d* log lines were dropped", server.Output);
    }

    [Theory]
    [InlineData("text", "information")]
    [InlineData("text", "critical")]
    [InlineData("text", "none")]
    [InlineData("none", "information")]
    [InlineData("json", "information")]
    [InlineData("json", "critical")]
    public async Task The_endpoint_is_always_announced(string format, string level)
    {
        await using var server = await ServerProcess.StartAsync(
            directory, "--in-memory", "--log-format", format, "--log-level", level, "--seed", "demo");
        (await server.Client.PostAsync("/domains-list")).ShouldSucceed();
        await server.TerminateAsync();

        Assert.Contains(Endpoint(server), server.Output, StringComparison.Ordinal);
        Assert.Contains("domain 0d000000-0000-4000-8000-000000000001 (added)", server.Output, StringComparison.Ordinal);
        Assert.Equal(level == "information" && format != "none", server.Output.Contains("ListDomains", StringComparison.Ordinal));
        if (format == "json")
        {
            Assert.All(server.Output.Split('\n'), line => Assert.NotNull(JsonNode.Parse(line)));
        }
    }

    [Fact]
    public async Task The_ready_file_contains_the_endpoint_until_the_server_stops()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory");
        Assert.Equal(Endpoint(server) + Environment.NewLine, await File.ReadAllTextAsync(server.ReadyFile));

        Assert.Equal(0, await server.TerminateAsync());
        Assert.False(File.Exists(server.ReadyFile));
    }

    [Fact]
    public async Task A_ready_file_of_a_killed_server_is_removed_before_the_start()
    {
        var file = Path.Combine(directory, "ready");
        await File.WriteAllTextAsync(file, "http://127.0.0.1:1");
        var (exitCode, _, _) = await ServerProcess.RunAsync(
            directory, ["--in-memory", "--ready-file", file, "--urls", "http://192.0.2.1:22738"]);
        Assert.Equal(2, exitCode);
        Assert.Empty(Directory.EnumerateFiles(directory));
    }

    [Fact]
    public async Task A_server_ends_with_its_parent()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Path.Combine(directory, "ready");
        using var parent = Process.Start(new ProcessStartInfo("sh")
        {
            WorkingDirectory = directory,
            ArgumentList =
            {
                "-c",
                $"dotnet '{typeof(Program).Assembly.Location}' --in-memory --urls http://127.0.0.1:0 --exit-with-parent --ready-file '{file}' > log & wait",
            },
        })!;
        await UntilAsync(() => File.Exists(file));
        using var client = new HttpClient { BaseAddress = new Uri((await File.ReadAllTextAsync(file)).Trim()) };
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/_emulator/health/live", UriKind.Relative)));

        parent.Kill();

        await UntilAsync(() => !File.Exists(file));
    }

    private static string Endpoint(ServerProcess server) => server.Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 600 && !condition(); attempt++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition());
    }
}
