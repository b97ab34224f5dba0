using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ConnectCases.PostgreSql;

/// <summary>
/// Runs units concurrently, each in a transaction of its own. A unit waits only for units that hold the same locks
/// (docs/adr/0008). A unit that fails for a transient reason, such as a deadlock or a restart of PostgreSQL, runs again.
/// </summary>
internal sealed class PostgresUnitOfWorkExecutor(PostgresStorage storage, ILogger<UnitOfWorkExecutor> logger)
    : UnitOfWorkExecutor(logger)
{
    // Limits connections and threads. Each unit occupies one connection and one thread, even while the unit waits for a lock.
    private const int MaxConcurrentUnits = 32;

    private readonly SemaphoreSlim slots = new(Math.Min(MaxConcurrentUnits, storage.Concurrency));

    public override async Task<T> RunAsync<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
    {
        storage.EnsureAvailable();
        if (!await slots.WaitAsync(storage.Timeout, cancellationToken))
        {
            throw storage.Unavailable("too many writes wait");
        }

        try
        {
            storage.EnsureAvailable();
            return await Task.Run(() => Run(work), cancellationToken);
        }
        catch (Exception failure) when (storage.FindOutage(failure) is { } outage)
        {
            throw outage;
        }
        finally
        {
            slots.Release();
        }
    }

    public override void Dispose() => slots.Dispose();

    private T Run<T>(Func<CasesDbContext, T> work)
    {
        using var db = storage.CreateContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        var result = db.Database.CreateExecutionStrategy().ExecuteInTransaction(
            () =>
            {
                db.ChangeTracker.Clear();
                _ = db.TakeCommittedActions();
                db.TransactionId = null;
                var result = work(db);
                db.SaveChanges();
                return result;
            },
            db.IsCommitted);
        RunCommittedActions(db.TakeCommittedActions());
        return result;
    }
}
