using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Persistence;

/// <summary>
/// Units run beside each other, each in a transaction of its own, and wait only for those that have claimed the same
/// (docs/adr/0008). What fails for reasons that pass, a deadlock or a server that restarts, is done again.
/// </summary>
internal sealed class PostgresWritePath(PostgresDatabase database) : WritePath
{
    // Each has a connection and a thread, also while it waits for another that has claimed the same.
    private const int UnitsAtOnce = 32;

    private readonly SemaphoreSlim places = new(UnitsAtOnce);

    public override async Task<T> RunAsync<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Run(work), cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    public override void Dispose() => places.Dispose();

    private T Run<T>(Func<CasesDbContext, T> work)
    {
        using var db = database.CreateContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        return db.Database.CreateExecutionStrategy().ExecuteInTransaction(
            () =>
            {
                db.ChangeTracker.Clear();
                db.TransactionId = null;
                var result = work(db);
                db.SaveChanges();
                return result;
            },
            db.IsCommitted);
    }
}
