using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>
/// Removes rows in the background, one batch per unit of work, so that other writes do not wait long. A failure of the storage is
/// logged. The next run continues the removal.
/// </summary>
internal abstract partial class BatchedCleanup(
    UnitOfWorkExecutor units, TimeProvider clock, TimeSpan interval, bool runsAtStart, ILogger<BatchedCleanup> logger)
    : BackgroundLoop(clock, interval, runsAtStart)
{
    /// <summary>
    /// The name of the work in the log. Also the name of the lock that keeps two servers from doing the work at the same time.
    /// </summary>
    protected abstract string Name { get; }

    /// <summary>Removes rows until no rows are left.</summary>
    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await units.RunAsync(Remove, cancellationToken))
            {
            }
        }
        catch (Exception failure) when (UnitOfWorkExecutor.IsStorageFailure(failure))
        {
            Log.Failed(logger, failure, Name);
        }
    }

    /// <summary>Removes one batch. Returns true if rows may be left.</summary>
    protected abstract bool RemoveBatch(CasesDbContext unit);

    protected override Task RunAsync(CancellationToken cancellationToken) => RemoveAllAsync(cancellationToken);

    private bool Remove(CasesDbContext unit)
    {
        unit.LockExclusive(Name);
        return RemoveBatch(unit);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The cleanup of {Work} failed. The server tries again later.")]
        public static partial void Failed(ILogger logger, Exception failure, string work);
    }
}
