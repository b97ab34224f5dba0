using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>
/// Runs scheduled work that is due, in the order of the due times. Each request runs due work first, so that every caller sees the result.
/// A timer also runs due work, so that its events appear without a request (docs/adr/0007).
/// </summary>
internal sealed partial class DueWork(
    UnitOfWorkExecutor units,
    IStorage storage,
    DueTimes times,
    WorldClocks clocks,
    IEnumerable<ScheduledWork> kinds,
    FindClockGroups findGroups,
    TimeProvider clock,
    ILogger<DueWork> logger)
    : BackgroundLoop(clock, Interval)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ScheduledWork[] kinds = [.. kinds];
    private readonly SemaphoreSlim running = new(1);

    /// <summary>
    /// Runs all work that is due. Completes after the commit. A failure is logged and the work is tried again later. The method
    /// does not throw the failure, because the request of the caller can still succeed.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage is unavailable, so that the request of the caller fails too.</exception>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        if (!times.IsDue())
        {
            return;
        }

        await running.WaitAsync(cancellationToken);
        try
        {
            await RunAllAsync(cancellationToken);
        }
#pragma warning disable CA1031 // A failure of due work must not fail the request of a caller.
        catch (Exception failure) when (failure is not (OperationCanceledException or StorageUnavailableException))
#pragma warning restore CA1031
        {
            Log.Failed(logger, failure);
        }
        finally
        {
            running.Release();
        }
    }

    /// <summary>
    /// Changes clocks, and runs all work that becomes due by the change. No other work runs at the same time. Returns the work that was done.
    /// </summary>
    /// <param name="change">A unit of work that changes clocks.</param>
    /// <param name="account">The account whose clocks change, or null for all accounts.</param>
    /// <param name="cancellationToken">Cancels the units while they wait.</param>
    public async Task<IReadOnlyList<DoneWork>> RunAfterAsync(
        Action<CasesDbContext> change, string? account, CancellationToken cancellationToken)
    {
        await running.WaitAsync(cancellationToken);
        try
        {
            await units.RunAsync(
                unit =>
                {
                    change(unit);
                    unit.SaveChanges();
                    return true;
                },
                cancellationToken);
            using (var db = storage.CreateDbContext())
            {
                clocks.Load(db);
            }

            var all = new List<DoneWork>();
            while (true)
            {
                var (done, next) = await units.RunAsync(unit => RunNext(unit, account), cancellationToken);
                all.AddRange(done);
                times.Expect(next);
                if (next > DateTimeOffset.MinValue)
                {
                    return all;
                }
            }
        }
        finally
        {
            running.Release();
        }
    }

    public override void Dispose()
    {
        running.Dispose();
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Other servers schedule work and change clocks without calling this process.
            if (storage.IsShared)
            {
                await LoadClocksAsync(cancellationToken);
                times.Forget();
            }

            await RunDueAsync(cancellationToken);
        }
        catch (Exception failure) when (UnitOfWorkExecutor.IsStorageFailure(failure))
        {
            Log.Postponed(logger, failure.Message);
        }
    }

    // A change of a clock in this process must not be replaced by clocks that were read before the change.
    private async Task LoadClocksAsync(CancellationToken cancellationToken)
    {
        await running.WaitAsync(cancellationToken);
        try
        {
            using var db = storage.CreateDbContext();
            clocks.Load(db);
        }
        finally
        {
            running.Release();
        }
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        while (times.IsDue())
        {
            times.BeginRun();
            var (done, next) = await units.RunAsync(unit => RunNext(unit, account: null), cancellationToken);
            times.EndRun(next);
            Log.Done(logger, done.Count);
        }
    }

    // Runs the kind whose work is due first, up to the time when another kind is due. Returns the real time of the next check.
    // Checks only the worlds of an account, and the worlds without a clock of their own, if an account is given.
    private (IReadOnlyList<DoneWork> Done, DateTimeOffset Next) RunNext(CasesDbContext unit, string? account)
    {
        unit.LockExclusive(kinds.Select(kind => kind.Name));
        var real = Clock.GetUtcNow();
        var next = DateTimeOffset.MaxValue;
        foreach (var group in findGroups(unit).Where(group => account is null || group.IsRest || group.Clock.Account == account))
        {
            var now = group.Clock.Now(real);
            var scheduled = kinds.Select(kind => (Kind: kind, Time: kind.GetNextDueTime(unit, group)))
                .Where(work => work.Time is not null).OrderBy(work => work.Time).ToList();
            if (scheduled is [var first, ..] && first.Time <= now)
            {
                var until = scheduled is [_, { Time: { } other }, ..] && other < now ? other : now;
                var done = first.Kind.RunBatch(unit, group, until);
                unit.SaveChanges();
                return (done, DateTimeOffset.MinValue);
            }

            if (scheduled is [{ Time: { } earliest }, ..] && group.Clock.RealTimeOf(earliest) is var due && due < next)
            {
                next = due;
            }
        }

        return ([], next);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Done} due items were processed.")]
        public static partial void Done(ILogger logger, int done);

        [LoggerMessage(LogLevel.Debug, "The processing of due work waits for the storage. {Reason}")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Error, "The processing of due work failed. The server tries again later.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
