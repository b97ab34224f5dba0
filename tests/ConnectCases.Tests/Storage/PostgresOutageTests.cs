using System.Diagnostics;
using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>PostgreSQL stops while the server runs, and comes back.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly PostgresTestDatabase? database = PostgresServer.IsGiven ? new() : null;
    private readonly PostgresOutage outage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await outage.DisposeAsync();
        Directory.Delete(directory);
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_fail_in_time_and_succeed_again_when_PostgreSQL_returns(bool hangs)
    {
        await using var server = await ServerProcess.StartAsync(
            directory, readsOutput: true, ["--postgres", outage.ConnectionTo(database!.Name)], ("ConnectCases__StorageTimeout", "00:00:08"));
        var domain = await TestDomain.CreateAsync(server.Client);
        Interrupt(hangs);

        // More requests than threads, reads and writes.
        var requests = Enumerable.Range(0, 200).Select(index => index % 2 == 0
            ? domain.Client.PostAsync(domain.Path)
            : domain.Client.PostAsync("/domains", $$"""{"name":"{{TestDomain.NewName()}}"}""")).ToList();
        await ShouldNotBeReadyAsync(server);
        foreach (var response in await Task.WhenAll(requests).WaitAsync(TimeSpan.FromSeconds(30)))
        {
            response.ShouldFail(HttpStatusCode.InternalServerError, "InternalServerException");
            Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
            Assert.Equal("1000", response.Headers.GetValues("x-amz-retry-after").Single());
        }

        // This request waits for PostgreSQL and succeeds.
        var waiting = domain.Client.PostAsync(domain.Path);
        outage.Restore();
        (await waiting).ShouldSucceed();
        await UntilReadyAsync(server);
        await domain.CreateCaseAsync();
    }

    [PostgresFact]
    public async Task A_server_that_cannot_reach_PostgreSQL_shows_progress_and_ends_with_one_sentence()
    {
        outage.Stop();
        var (exitCode, output, errors) = await ServerProcess.RunAsync(
            directory,
            ["--postgres", outage.ConnectionTo(database!.Name), "--urls", "http://127.0.0.1:0"],
            ("ConnectCases__StorageStartTimeout", "00:00:02"));

        Assert.Equal(2, exitCode);
        Assert.Contains("Waiting for PostgreSQL", output, StringComparison.Ordinal);
        Assert.Contains("cannot be reached within 2 seconds", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_server_that_starts_before_PostgreSQL_waits()
    {
        outage.Stop();
        var starting = ServerProcess.StartAsync(directory, "--postgres", outage.ConnectionTo(database!.Name));
        await Task.Delay(TimeSpan.FromSeconds(1));
        outage.Restore();
        await using var server = await starting;

        (await server.Client.PostAsync("/domains-list")).ShouldSucceed();
    }

    private void Interrupt(bool hangs)
    {
        if (hangs)
        {
            outage.Hang();
        }
        else
        {
            outage.Stop();
        }
    }

    private static async Task ShouldNotBeReadyAsync(ServerProcess server)
    {
        var started = Stopwatch.GetTimestamp();
        var ready = await server.Client.SendAsync(HttpMethod.Get, "/_emulator/health/ready", null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);

        // A probe must learn within a second, long before the timeout. A busy machine gets more time.
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(6));
    }

    private static async Task UntilReadyAsync(ServerProcess server)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await server.Client.SendAsync(HttpMethod.Get, "/_emulator/health/ready", null)).Status == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The server did not become ready.");
    }
}
