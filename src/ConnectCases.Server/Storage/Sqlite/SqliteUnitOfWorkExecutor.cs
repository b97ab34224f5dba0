using ConnectCases.Protocol.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Runs units on one writer thread. Units that wait at the same time share one transaction and one fsync (docs/adr/0002).
/// </summary>
internal sealed partial class SqliteUnitOfWorkExecutor : UnitOfWorkExecutor
{
    private const int MaxBatchSize = 256;
    private const int CommitsBetweenChecks = 256;

    // Five batches index more rows than most transactions mark. They take 20 ms.
    private const int MaxBatchesAfterCommit = 5;
    private const long MaxWalBytes = 64 * 1024 * 1024;

    // A client that waits for the response to one request before the next request rarely pauses longer.
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan RetryTime = TimeSpan.FromMinutes(1);

    private readonly WriterQueue waiting = new();
    private readonly SqliteStorage storage;
    private readonly ILogger<UnitOfWorkExecutor> logger;
    private readonly Lazy<Thread> writer;
    private int commits;

    public SqliteUnitOfWorkExecutor(SqliteStorage storage, ILogger<UnitOfWorkExecutor> logger)
        : base(logger)
    {
        this.storage = storage;
        this.logger = logger;
        writer = new(() =>
        {
            var thread = new Thread(WriteUntilCompleted) { Name = "Cases writer", IsBackground = true };
            thread.Start();
            return thread;
        });
    }

    public override Task<T> RunAsync<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
    {
        _ = writer.Value;
        var unit = new WriterUnit<T>(work, cancellationToken);
        waiting.Add(unit);
        return unit.Task;
    }

    public override void Dispose()
    {
        waiting.Complete();
        if (writer.IsValueCreated)
        {
            writer.Value.Join();
        }
    }

    private void WriteUntilCompleted()
    {
        using var db = storage.CreateDbContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;

        // A failed unit rolls back the whole transaction, so savepoints are not needed.
        db.Database.AutoSavepointsEnabled = false;
        db.Database.OpenConnection();

        var texts = new TextIndexer((SqliteConnection)db.Database.GetDbConnection());
        var pause = IdleTime;
        while (waiting.Take(pause, out var first))
        {
            if (first is null)
            {
                pause = TryIndex(texts);
                continue;
            }

            Commit(db, first);
            pause = IdleTime;
            if (++commits % CommitsBetweenChecks == 0)
            {
                LimitWal(db);
            }

            for (var batch = 0; batch < MaxBatchesAfterCommit && texts.IsBehind() && TryIndex(texts) == TimeSpan.Zero; batch++)
            {
            }
        }
    }

    // Indexes some of the stale texts. Returns how long to wait for a unit before the next batch.
    private TimeSpan TryIndex(TextIndexer texts)
    {
        try
        {
            storage.EnsureInPlace(texts.Connection);
            return texts.IndexBatch() ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        }
#pragma warning disable CA1031 // An exception on this thread would end the process. Searches still read the stale texts directly.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.IndexingFailed(logger, failure);
            return RetryTime;
        }
    }

    // Under load, a connection may always be reading the write-ahead log, so SQLite never truncates the log. This checkpoint
    // moves the log into the database and waits only for old readers. New readers do not need the log.
    private void LimitWal(CasesDbContext db)
    {
        if (!storage.HasLongReads && new FileInfo(storage.Path + "-wal") is { Exists: true, Length: > MaxWalBytes })
        {
            try
            {
                db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteException failure)
            {
                Log.CheckpointFailed(logger, failure);
            }
        }
    }

    private void Commit(CasesDbContext db, WriterUnit first)
    {
        var batch = new List<WriterUnit> { first };
        if (!TryCommit(db, batch, takeMore: true))
        {
            // A unit failed after its first write. Run each unit in a transaction of its own.
            batch.ForEach(unit => TryCommit(db, [unit], takeMore: false));
        }

        batch.ForEach(unit =>
        {
            RunCommittedActions(unit.CommittedActions);
            unit.Complete();
        });
    }

    /// <summary>
    /// Runs units in one transaction. If a unit failed after its first write, returns false and writes nothing.
    /// </summary>
    private bool TryCommit(CasesDbContext db, List<WriterUnit> batch, bool takeMore)
    {
        try
        {
            storage.EnsureInPlace((SqliteConnection)db.Database.GetDbConnection());
            using var transaction = db.Database.BeginTransaction();
            if (!TryExecute(db, batch[0]))
            {
                return false;
            }

            while (takeMore && batch.Count < MaxBatchSize && waiting.TryTake() is { } next)
            {
                batch.Add(next);
                if (!TryExecute(db, next))
                {
                    return false;
                }
            }

            transaction.Commit();
        }
        catch (StorageUnavailableException exception)
        {
            batch.ForEach(unit => unit.Fail(exception));
        }
#pragma warning disable CA1031 // Every unit of a failed transaction fails with the same exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.TransactionFailed(logger, exception, batch.Count);
            batch.ForEach(unit => unit.Fail(Explain(exception)));
        }

        return true;
    }

    // Returns false if the unit failed after its first write. The transaction must then be rolled back, because there are no
    // savepoints: most failing units fail before their first write, and a savepoint costs two statements.
    private bool TryExecute(CasesDbContext db, WriterUnit unit)
    {
        var before = Changes(db);
        try
        {
            unit.Execute(db);
            return true;
        }
#pragma warning disable CA1031 // An exception of a unit goes only to the caller of that unit.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unit.Fail(Explain(exception));
            return Changes(db) == before;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // EF Core wraps the exceptions of its own statements.
    private Exception Explain(Exception exception) =>
        (exception as SqliteException ?? exception.InnerException as SqliteException)?.SqliteErrorCode == raw.SQLITE_FULL
            ? new StorageUnavailableException($"The disk with the database file {storage.Path} is full.")
            : exception;

    private static int Changes(CasesDbContext db) =>
        raw.sqlite3_total_changes(((SqliteConnection)db.Database.GetDbConnection()).Handle!);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The write-ahead log could not be truncated. The server tries again later.")]
        public static partial void CheckpointFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Warning, "The texts of values could not be indexed. Searches read these texts directly, which takes longer. The server tries again within a minute.")]
        public static partial void IndexingFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "A transaction of {Units} units of work failed. None of the units was written.")]
        public static partial void TransactionFailed(ILogger logger, Exception exception, int units);
    }
}
