using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>
/// Work that becomes due at a time. Each request runs due work first, so that every caller sees the result. If no work is due,
/// this check costs one comparison. A timer also runs due work, so that its events appear without a request (docs/adr/0007).
/// </summary>
internal abstract partial class ScheduledWork(
    UnitOfWorkExecutor units, IStorage storage, TimeProvider clock, ILogger<ScheduledWork> logger)
    : BackgroundLoop(clock, Interval)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim running = new(1);

    // The earliest due time in UTC ticks. The time is unknown at the start, so the first run reads the storage, unless it is new.
    private long nextDue = DateTimeOffset.MinValue.UtcTicks;

    // The earliest time that Schedule received since the running unit of work started. The unit may not see the row of that time.
    private long scheduledDuringRun = DateTimeOffset.MaxValue.UtcTicks;

    private volatile bool hasBegun;

    protected UnitOfWorkExecutor Units => units;

    /// <summary>
    /// The name of the work in the log. Also the name of the lock that keeps two servers from doing the work at the same time.
    /// </summary>
    protected abstract string Name { get; }

    /// <summary>
    /// Announces the time when work becomes due. Call this method after the commit of the unit of work that set the time.
    /// </summary>
    public void Schedule(DateTimeOffset time)
    {
        lock (gate)
        {
            scheduledDuringRun = Math.Min(scheduledDuringRun, time.UtcTicks);
            Volatile.Write(ref nextDue, Math.Min(nextDue, time.UtcTicks));
        }
    }

    /// <summary>
    /// Runs all work that is due. Completes after the commit. A failure is logged and the work is tried again later. The method
    /// does not throw the failure, because the request of the caller can still succeed.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage is unavailable, so that the request of the caller fails too.</exception>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        ExpectOnlyScheduledWorkOnce();
        if (!IsDue())
        {
            return;
        }

        await running.WaitAsync(cancellationToken);
        try
        {
            while (IsDue())
            {
                ResetScheduledDuringRun();
                var (done, next) = await units.RunAsync(RunNext, cancellationToken);
                Publish(next);
                Log.Done(logger, done, Name);
            }
        }
#pragma warning disable CA1031 // A failure of due work must not fail the request of a caller.
        catch (Exception failure) when (failure is not (OperationCanceledException or StorageUnavailableException))
#pragma warning restore CA1031
        {
            Log.Failed(logger, failure, Name);
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

    /// <summary>Returns the earliest due time in the storage, or null if no work is scheduled.</summary>
    protected abstract DateTimeOffset? GetNextDueTime(CasesDbContext unit);

    /// <summary>Does some of the work that is due, earliest first. Returns the number of items done.</summary>
    protected abstract int RunBatch(CasesDbContext unit, DateTimeOffset now);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        // Other servers schedule work without calling Schedule in this process.
        if (storage.IsShared)
        {
            Volatile.Write(ref nextDue, DateTimeOffset.MinValue.UtcTicks);
        }

        try
        {
            await RunDueAsync(cancellationToken);
        }
        catch (StorageUnavailableException unavailable)
        {
            Log.Postponed(logger, Name, unavailable.Message);
        }
    }

    private bool IsDue() => Clock.GetUtcNow().UtcTicks >= Volatile.Read(ref nextDue);

    private (int Done, DateTimeOffset Next) RunNext(CasesDbContext unit)
    {
        unit.LockExclusive(Name);
        var now = Clock.GetUtcNow();
        var next = GetNextDueTime(unit) ?? DateTimeOffset.MaxValue;
        if (next > now)
        {
            return (0, next);
        }

        var done = RunBatch(unit, now);
        unit.SaveChanges();
        return (done, GetNextDueTime(unit) ?? DateTimeOffset.MaxValue);
    }

    private void ResetScheduledDuringRun()
    {
        lock (gate)
        {
            scheduledDuringRun = DateTimeOffset.MaxValue.UtcTicks;
        }
    }

    // A new storage has no due work, except the work that Schedule announced.
    private void ExpectOnlyScheduledWorkOnce()
    {
        if (hasBegun)
        {
            return;
        }

        lock (gate)
        {
            if (!hasBegun && storage.IsNew)
            {
                Volatile.Write(ref nextDue, scheduledDuringRun);
            }

            hasBegun = true;
        }
    }

    private void Publish(DateTimeOffset next)
    {
        lock (gate)
        {
            Volatile.Write(ref nextDue, Math.Min(next.UtcTicks, scheduledDuringRun));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Done} due {Work} were processed.")]
        public static partial void Done(ILogger logger, int done, string work);

        [LoggerMessage(LogLevel.Debug, "The processing of due {Work} waits for the storage. {Reason}")]
        public static partial void Postponed(ILogger logger, string work, string reason);

        [LoggerMessage(LogLevel.Error, "The processing of due {Work} failed. The server tries again later.")]
        public static partial void Failed(ILogger logger, Exception failure, string work);
    }
}
