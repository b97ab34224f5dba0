using ConnectCases.Demo;
using ConnectCases.Scheduling;
using ConnectCases.Seeds;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Hosting;

/// <summary>Opens the storage and applies the seeds before the server listens.</summary>
internal sealed class StorageStartup(
    IStorage storage, WorldClocks clocks, DemoSeed demo, SeedService seeds, IOptions<EmulatorOptions> options) : IHostedLifecycleService
{
    /// <exception cref="StartupException">The storage or the seed is not usable.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        storage.Open(cancellationToken);
        if (!storage.IsNew)
        {
            using var db = storage.CreateDbContext();
            clocks.Load(db);
        }

        foreach (var seed in options.Value.Seed)
        {
            await (seed == DemoSeed.Name ? demo.SeedAsync(cancellationToken) : seeds.ApplyFileAsync(seed, cancellationToken));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
