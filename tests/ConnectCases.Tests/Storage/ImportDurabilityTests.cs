using System.Diagnostics;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>A server that is killed during an import has the old state or the new state afterwards.</summary>
public sealed class ImportDurabilityTests : IAsyncLifetime
{
    private const int Rounds = 20;
    private const int Cases = 300;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly TestDatabase database = TestDatabase.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Kill_9_during_an_import_leaves_the_old_or_the_new_state()
    {
        var (one, other) = await CreateDocumentsAsync();
        var (random, present, longest, finished) = (new Random(9), WithoutHeader(one), TimeSpan.FromSeconds(1), 0);
        await using (var server = await StartAsync())
        {
            (await server.Client.PutAsync("/_emulator/state", one)).ShouldSucceed();
            await server.TerminateAsync();
        }

        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await StartAsync();
            Assert.Equal(present, await StateAsync(server));
            var document = present == WithoutHeader(one) ? other : one;
            var started = Stopwatch.GetTimestamp();
            var import = server.Client.PutAsync("/_emulator/state", document);
            await Task.WhenAny(import, Task.Delay(longest * random.NextDouble()));
            if (import.IsCompletedSuccessfully)
            {
                (longest, finished) = (Stopwatch.GetElapsedTime(started), finished + 1);
            }

            await server.KillAsync();
            var acknowledged = await SucceededAsync(import);

            await using var restarted = await StartAsync();
            var found = await StateAsync(restarted);
            Assert.True(found == WithoutHeader(document) || (found == present && !acknowledged), $"Round {round}: a mixture, or a lost import.");
            present = found;
            await restarted.TerminateAsync();
        }

        Assert.InRange(finished, 0, Rounds - 5);
    }

    private async Task<(string One, string Other)> CreateDocumentsAsync()
    {
        var documents = new List<string>();
        foreach (var cases in (int[])[10, Cases])
        {
            await using var server = await ServerProcess.StartAsync(directory, "--in-memory");
            var domain = await TestDomain.CreateAsync(server.Client);
            var templateId = await domain.CreateTemplateAsync();
            for (var number = 0; number < cases; number++)
            {
                (await (await domain.CreateCaseAsync(templateId)).AddCommentAsync("Hello")).ShouldSucceed();
            }

            documents.Add((await server.Client.SendAsync(HttpMethod.Get, "/_emulator/state", null)).ShouldSucceed().Text);
        }

        return (documents[0], documents[1]);
    }

    private static async Task<bool> SucceededAsync(Task<ApiResponse> import)
    {
        try
        {
            return (int)(await import).Status == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> StateAsync(ServerProcess server) =>
        WithoutHeader((await server.Client.SendAsync(HttpMethod.Get, "/_emulator/state", null)).ShouldSucceed().Text);

    private static string WithoutHeader(string document) => document[document.IndexOf('\n', StringComparison.Ordinal)..];

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(directory, [.. database.Arguments]);
}
