using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Hosting;

/// <summary>The commands of the executable: exec, health and reset.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly string Server = typeof(Program).Assembly.Location;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Exec_runs_a_program_against_a_ready_server_and_returns_its_exit_code()
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(
            directory, ["exec", "--seed", "demo", "--", "sh", "-c", $"dotnet {Server} health && dotnet {Server} reset && exit 7"]);
        Assert.Equal(7, exitCode);
        Assert.Equal(["Healthy", """{"status":"ok","domains":2,"cases":36}"""], output.Split('\n'));
        Assert.Empty(errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task Exec_gives_the_program_an_endpoint_credentials_and_a_Region()
    {
        string[] command =
        [
            "exec", "--region", "eu-west-1", "--", "sh", "-c",
            "echo $AWS_ENDPOINT_URL_CONNECTCASES $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_REGION $AWS_DEFAULT_REGION \"$1\"", "-", "a b",
        ];
        var (exitCode, output, _) = await ServerProcess.RunAsync(directory, command);
        Assert.Equal(0, exitCode);
        Assert.Matches("^http://127[.]0[.]0[.]1:[0-9]+ test test eu-west-1 eu-west-1 a b$", output);

        (_, output, _) = await ServerProcess.RunAsync(
            directory, command, ("AWS_ACCESS_KEY_ID", "111122223333"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "us-west-2"));
        Assert.Matches("^http://127[.]0[.]0[.]1:[0-9]+ 111122223333 secret us-west-2 a b$", output);
    }

    [Fact]
    public async Task Exec_keeps_the_state_in_a_file_if_it_is_told_to()
    {
        var (exitCode, _, _) = await ServerProcess.RunAsync(directory, ["exec", "--data", "state.db", "--", "true"]);
        Assert.Equal(0, exitCode);
        Assert.Contains("state.db", Directory.EnumerateFiles(directory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Exec_forwards_a_signal_to_the_program()
    {
        await using var server = await ServerProcess.StartAsync(
            directory, "exec", "--urls", "http://127.0.0.1:0", "--", "sh", "-c", "trap 'echo ended; exit 9' TERM; echo $AWS_ENDPOINT_URL_CONNECTCASES; while :; do sleep 0.1; done");
        Assert.Equal(9, await server.TerminateAsync());
        Assert.EndsWith("ended", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec -- no-such-program-anywhere", 127, "no-such-program-anywhere")]
    [InlineData("exec", 2, "exec")]
    [InlineData("exec --account 12 -- true", 2, "12-digit")]
    [InlineData("health --endpoint http://127.0.0.1:1", 1, "does not respond")]
    [InlineData("health --endpoint nonsense", 2, "not an http or https address")]
    [InlineData("health --endpiont http://127.0.0.1:1", 2, "--endpiont")]
    [InlineData("reset --endpoint http://127.0.0.1:1", 1, "does not respond")]
    [InlineData("--account 111122223333 reset", 2, "cannot be used with reset")]
    [InlineData("--urls http://127.0.0.1:1 health", 2, "cannot be used with health")]
    [InlineData("--ConnectCases:Account=111122223333 reset", 2, "cannot be used with reset")]
    public async Task A_command_that_cannot_run_says_why_in_one_line(string arguments, int expected, string mention)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(directory, arguments.Split(' '));
        Assert.Equal(expected, exitCode);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_refused_reset_shows_the_reason()
    {
        await using var server = await ServerProcess.StartAsync(directory, "--in-memory");
        var endpoint = server.Client.Http.BaseAddress!.ToString();
        var (exitCode, _, errors) = await ServerProcess.RunAsync(directory, ["reset", "--endpoint", endpoint, "--region", "us-east-1"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("400", errors, StringComparison.Ordinal);
        Assert.Contains("account is absent", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }
}
