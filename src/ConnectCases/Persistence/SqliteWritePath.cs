using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ConnectCases.Persistence;

/// <summary>
/// Units run on one writer thread, each saved in a savepoint of its own; those that wait at the same time share one
/// transaction and so one fsync (docs/adr/0002).
/// </summary>
internal sealed partial class SqliteWritePath : WritePath
{
    private const int LargestBatch = 256;
    private const string Savepoint = "unit";

    private readonly BlockingCollection<Unit> waiting = [];
    private readonly SqliteFile file;
    private readonly ILogger<WritePath> logger;
    private readonly Lazy<Thread> writer;

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

        // Each unit has its savepoint around the whole of its work, not only around its save.
        db.Database.AutoSavepointsEnabled = false;
        db.Database.OpenConnection();

        foreach (var first in waiting.GetConsumingEnumerable())
        {
            Commit(db, first);
        }
    }

    private void Commit(CasesDbContext db, Unit first)
    {
        var batch = new List<Unit> { first };
        try
        {
            using var transaction = db.Database.BeginTransaction();
            Execute(db, transaction, first);
            while (batch.Count < LargestBatch && waiting.TryTake(out var next))
            {
                batch.Add(next);
                Execute(db, transaction, next);
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
        finally
        {
            db.ChangeTracker.Clear();
        }

        batch.ForEach(unit => unit.Answer());
    }

    private static void Execute(CasesDbContext db, IDbContextTransaction transaction, Unit unit)
    {
        if (unit.IsAbandoned)
        {
            unit.Fail(new OperationCanceledException(unit.CancellationToken));
            return;
        }

        transaction.CreateSavepoint(Savepoint);
        try
        {
            unit.Execute(db);
            db.SaveChanges();
        }
#pragma warning disable CA1031 // Every failure of a unit is the answer to its own request, and no one else's business.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unit.Fail(exception);
            transaction.RollbackToSavepoint(Savepoint);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }

        transaction.ReleaseSavepoint(Savepoint);
    }

    private abstract class Unit(CancellationToken cancellationToken)
    {
        public CancellationToken CancellationToken => cancellationToken;

        public bool IsAbandoned => cancellationToken.IsCancellationRequested;

        protected Exception? Failure { get; private set; }

        public abstract void Execute(CasesDbContext db);

        public abstract void Answer();

        public void Fail(Exception exception) => Failure = exception;
    }

    private sealed class Unit<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
        : Unit(cancellationToken)
    {
        // Continuations run elsewhere: the writer must not serialise answers.
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Task => answer.Task;

        public override void Execute(CasesDbContext db) => result = work(db);

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
        [LoggerMessage(LogLevel.Error, "A transaction of {Units} units of work failed; none of them was written.")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int units);
    }
}
