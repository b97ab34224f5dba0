using System.Globalization;
using ConnectCases.Tests.Infrastructure;
using Xunit.Abstractions;

namespace ConnectCases.Tests.Fuzz;

/// <summary>
/// Sends random requests to a server in a separate process. Environment variables set the duration and the seed. The script
/// .ci/fuzz sets them.
/// </summary>
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
[Collection(nameof(FuzzTests))]
public sealed class FuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int DefaultSeconds = 20;
    private const int DefaultSeed = 20261003;

    // In MiB. A run of one minute uses about 320 MiB.
    private const long MostMemory = 1024;

    // If fewer operations and controls succeed, the requests do not reach the storage.
    private const int FewestOperations = 40;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly TestDatabase database = TestDatabase.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Random_requests_get_proper_responses_and_change_no_case_of_another_account()
    {
        await using var server = await ServerProcess.StartAsync(directory, [.. database.Arguments]);
        using var run = new FuzzRun(server, Setting("CONNECTCASES_FUZZ_SEED", DefaultSeed));
        var canary = await Canary.CreateAsync(server.Client.Http.BaseAddress!);
        var before = await canary.ReadAsync();
        var duration = Setting("CONNECTCASES_FUZZ_SECONDS", DefaultSeconds);

        await run.RunAsync(TimeSpan.FromSeconds(duration));

        Assert.False(server.HasExited, $"The server has exited. {server.Output} {server.Errors}");
        Report(run, server, duration);
        Assert.True(run.Findings.Count == 0, string.Join("\n", run.Findings));
        Assert.InRange(run.Succeeded.Count, FewestOperations, int.MaxValue);
        Assert.Equal(before, await canary.ReadAsync());
        (await server.Client.SendAsync(HttpMethod.Get, "/_emulator/health/ready", null)).ShouldSucceed();
        Assert.InRange(ServerMemory.Peak(server.Id), 0, MostMemory);
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private void Report(FuzzRun run, ServerProcess server, int duration)
    {
        output.WriteLine($"{run.Sent} requests, {run.Sent / duration} per second, {run.Succeeded.Values.Sum()} with status 200");
        output.WriteLine(string.Join(", ", run.Succeeded.OrderBy(operation => operation.Value).Select(operation => $"{operation.Key} {operation.Value}")));
        output.WriteLine($"The memory of the server is {ServerMemory.Current(server.Id)} MiB. The maximum was {ServerMemory.Peak(server.Id)} MiB.");
    }
}
