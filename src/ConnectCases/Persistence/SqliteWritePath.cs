using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace ConnectCases.Persistence;

/// <summary>
/// Units run on one writer thread; those that wait at the same time share one transaction and so one fsync (docs/adr/0002).
/// </summary>
internal sealed partial class SqliteWritePath : WritePath
{
    private const int LargestBatch = 256;
    private const int CommitsBetweenLooks = 256;
    private const long LongLog = 64 * 1024 * 1024;

    private readonly BlockingCollection<Unit> waiting = [];
    private readonly SqliteFile file;
    private readonly ILogger<WritePath> logger;
    private readonly Lazy<Thread> writer;
    private int commits;

    public SqliteWritePath(SqliteFile file, ILogger<WritePath> logger)
    {
        this.file = file;
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
        var unit = new Unit<T>(work, cancellationToken);
        waiting.Add(unit, CancellationToken.None);
        return unit.Task;
    }

    public override void Dispose()
    {
        waiting.CompleteAdding();
        if (writer.IsValueCreated)
        {
            writer.Value.Join();
        }

        waiting.Dispose();
    }

    private void WriteUntilCompleted()
    {
        using var db = file.CreateDbContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;

        // A unit that fails is undone by other means.
        db.Database.AutoSavepointsEnabled = false;
        db.Database.OpenConnection();

        foreach (var first in waiting.GetConsumingEnumerable())
        {
            Commit(db, first);
            KeepLogShort(db);
        }
    }

    // SQLite empties its log when nobody happens to read from it, which under constant reading may be never. Once it is all in
    // the database, new readers need it no more, so waiting for the others is short.
    private void KeepLogShort(CasesDbContext db)
    {
        if (++commits % CommitsBetweenLooks == 0 && new FileInfo(file.Path + "-wal") is { Exists: true, Length: > LongLog })
        {
            try
            {
                db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteException failure)
            {
                Log.LogStaysLong(logger, failure);
            }
        }
    }

    private void Commit(CasesDbContext db, Unit first)
    {
        var batch = new List<Unit> { first };
        if (!TryCommit(db, batch, takeMore: true))
        {
            // One of them failed after it had written. Alone each can be undone alone.
            batch.ForEach(unit => TryCommit(db, [unit], takeMore: false));
        }

        batch.ForEach(unit => unit.Answer());
    }

    /// <summary>Runs units in one transaction; false, with nothing written, if one of them has spoilt it.</summary>
    private bool TryCommit(CasesDbContext db, List<Unit> batch, bool takeMore)
    {
        try
        {
            using var transaction = db.Database.BeginTransaction();
            if (!TryExecute(db, batch[0]))
            {
                return false;
            }

            while (takeMore && batch.Count < LargestBatch && waiting.TryTake(out var next))
            {
                batch.Add(next);
                if (!TryExecute(db, next))
                {
                    return false;
                }
            }

            transaction.Commit();
        }
#pragma warning disable CA1031 // Whatever broke the transaction is the answer to everyone who was part of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.BatchFailed(logger, exception, batch.Count);
            batch.ForEach(unit => unit.Fail(exception));
        }

        return true;
    }

    // Refusals are frequent and come before the first write, so that nearly always there is nothing to undo. Savepoints would
    // cost two statements a unit, and each has the full-text table write out what it has gathered.
    private static bool TryExecute(CasesDbContext db, Unit unit)
    {
        var before = Changes(db);
        try
        {
            unit.Execute(db);
            db.SaveChanges();
            return true;
        }
#pragma warning disable CA1031 // Every failure of a unit is the answer to its own request, and no one else's business.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unit.Fail(exception);
            return Changes(db) == before;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private static int Changes(CasesDbContext db) =>
        raw.sqlite3_total_changes(((SqliteConnection)db.Database.GetDbConnection()).Handle!);

    private abstract class Unit(CancellationToken cancellationToken)
    {
        protected Exception? Failure { get; private set; }

        public void Execute(CasesDbContext db)
        {
            Failure = null;
            cancellationToken.ThrowIfCancellationRequested();
            Run(db);
        }

        public abstract void Answer();

        public void Fail(Exception exception) => Failure = exception;

        protected abstract void Run(CasesDbContext db);
    }

    private sealed class Unit<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
        : Unit(cancellationToken)
    {
        // Continuations run elsewhere: the writer must not serialise answers.
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Task => answer.Task;

        protected override void Run(CasesDbContext db) => result = work(db);

        public override void Answer()
        {
            switch (Failure)
            {
                case null:
                    answer.SetResult(result);
                    break;
                case OperationCanceledException cancelled:
                    answer.SetCanceled(cancelled.CancellationToken);
                    break;
                case { } failure:
                    answer.SetException(failure);
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The write-ahead log could not be emptied; it is tried again.")]
        public static partial void LogStaysLong(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "A transaction of {Units} units of work failed; none of them was written.")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int units);
    }
}
