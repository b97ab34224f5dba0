using ConnectCases.Controls.Faults;
using ConnectCases.Controls.State;
using ConnectCases.Demo;
using ConnectCases.Protocol.Errors;
using ConnectCases.Scheduling;
using ConnectCases.Seeds;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Hosting;

/// <summary>
/// Opens the storage, imports a document, loads fault rules and applies the seeds before the server listens. Exports the state after the last request.
/// </summary>
internal sealed partial class StorageStartup(
    IStorage storage,
    WorldClocks clocks,
    StateControl state,
    DemoSeed demo,
    SeedService seeds,
    FaultRules faults,
    IOptions<EmulatorOptions> options,
    ILogger<StorageStartup> logger) : IHostedLifecycleService
{
    private bool isOpen;

    /// <exception cref="StartupException">The storage, the document, the fault rules or the seed is not usable.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Open(cancellationToken);
        await ImportAsync(cancellationToken);
        if (options.Value.Faults is { } file)
        {
            FaultFile.Load(faults, file);
        }

        foreach (var seed in options.Value.Seed)
        {
            await (seed == DemoSeed.Name ? demo.SeedAsync(cancellationToken) : seeds.ApplyFileAsync(seed, cancellationToken));
        }

        isOpen = true;
    }

    /// <summary>Opens the storage without a server.</summary>
    /// <exception cref="StartupException">The storage is not usable.</exception>
    public void Open(CancellationToken cancellationToken)
    {
        storage.Open(cancellationToken);
        if (!storage.IsNew)
        {
            using var db = storage.CreateDbContext();
            clocks.Load(db);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Exports the state. The web server and the background services have stopped.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        // A server that did not start has not imported the document yet. Its export would replace a good file.
        if (options.Value.ExportOnExit is not { } file || !isOpen)
        {
            return;
        }

        try
        {
            // The time limit of the host is for requests. A large export takes longer.
            await StateFile.ExportAsync(state, new WorldScope(), file, progress: null, CancellationToken.None);
            Log.Exported(logger, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || UnitOfWorkExecutor.IsStorageFailure(failure))
        {
            Log.NotExported(logger, file, failure.Message);
            throw;
        }
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Import is not { } file)
        {
            return;
        }

        if (!File.Exists(file) && options.Value.ExportOnExit is { } export && Path.GetFullPath(export) == Path.GetFullPath(file))
        {
            Log.NothingToImport(logger, file);
            return;
        }

        try
        {
            var imported = await StateFile.ImportAsync(state, new WorldScope(), file, progress: null, cancellationToken);
            Log.Imported(logger, file, imported.Domains, imported.Cases);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ServiceException)
        {
            throw new StartupException($"{file} cannot be imported: {failure.Message}", failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Imported {Domains} domains and {Cases} cases from {File}.")]
        public static partial void Imported(ILogger logger, string file, long domains, long cases);

        [LoggerMessage(LogLevel.Information, "{File} does not exist yet. The server starts with its own state and writes the file when it stops.")]
        public static partial void NothingToImport(ILogger logger, string file);

        [LoggerMessage(LogLevel.Information, "Exported the state to {File}.")]
        public static partial void Exported(ILogger logger, string file);

        [LoggerMessage(LogLevel.Error, "The state was not exported to {File}: {Reason}")]
        public static partial void NotExported(ILogger logger, string file, string reason);
    }
}
