namespace ConnectCases.Storage.Sqlite;

/// <summary>A unit of work in the queue of the writer thread.</summary>
internal abstract class WriterUnit(CancellationToken cancellationToken)
{
    private IReadOnlyList<Action> actions = [];

    /// <summary>The actions to run after the commit. Empty if the unit failed.</summary>
    public IReadOnlyList<Action> CommittedActions => Failure is null ? actions : [];

    protected Exception? Failure { get; private set; }

    /// <summary>Runs the unit and saves its changes in the current transaction.</summary>
    public void Execute(CasesDbContext db)
    {
        Failure = null;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Run(db);
            db.SaveChanges();
        }
        finally
        {
            actions = db.TakeCommittedActions();
        }
    }

    /// <summary>Makes the task of the unit fail.</summary>
    public void Fail(Exception exception) => Failure = exception;

    protected abstract void Run(CasesDbContext db);

    /// <summary>Completes the task of the unit with its result or its failure.</summary>
    public abstract void Complete();
}

/// <summary>A unit of work with a result.</summary>
internal sealed class WriterUnit<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken)
    : WriterUnit(cancellationToken)
{
    // Continuations run on other threads, because the writer thread must not run the code of callers.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => completion.Task;

    protected override void Run(CasesDbContext db) => result = work(db);

    public override void Complete()
    {
        switch (Failure)
        {
            case null:
                completion.SetResult(result);
                break;
            case OperationCanceledException cancelled:
                completion.SetCanceled(cancelled.CancellationToken);
                break;
            case { } failure:
                completion.SetException(failure);
                break;
        }
    }
}
