using ConnectCases.Demo;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Hosting;

/// <summary>Opens the storage and adds the seed before the server listens.</summary>
internal sealed class StorageStartup(IStorage storage, WorldClocks clocks, DemoSeed demo, IOptions<EmulatorOptions> options) : IHostedLifecycleService
{
    /// <exception cref="StartupException">The storage or the seed is not usable.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        storage.Open(cancellationToken);
        if (!storage.IsNew)
        {
            using var db = storage.CreateDbContext();
            clocks.Load(db);
        }

        return options.Value.Seed == DemoSeed.Name ? demo.SeedAsync(cancellationToken) : Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
