namespace ConnectCases.Persistence;

/// <summary>
/// Work that time makes due. It is done for everybody who looks: before each request, where a comparison with the earliest
/// time is all that it costs, and by a timer, so that events leave without one (docs/adr/0007). Begins anew after a restart.
/// </summary>
internal abstract partial class DueWork(WritePath writes, IStorage storage, TimeProvider clock, ILogger<DueWork> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    // One at a time, so that what it publishes is what it has committed.
    private readonly SemaphoreSlim settling = new(1);

    // What the units of work have made of it, and what is committed of that; nothing is known at the start.
    private DateTimeOffset earliest = DateTimeOffset.MinValue;
    private long settledUntil = DateTimeOffset.MinValue.UtcTicks;

    // How often a time was expected: what the storage said before the last one may leave it out.
    private int expected;

    protected WritePath Writes => writes;

    protected TimeProvider Clock => clock;

    /// <summary>What it is called in the log, and by other units of work that it must not run beside.</summary>
    protected abstract string Name { get; }

    /// <summary>Takes note of a new time, in the unit of work that sets it.</summary>
    public void Expect(DateTimeOffset time)
    {
        lock (gate)
        {
            expected++;
            earliest = time < earliest ? time : earliest;
            settledUntil = Math.Min(settledUntil, earliest.UtcTicks);
        }
    }

    /// <summary>
    /// Does what is due by now, and returns when that is committed. A failure is said in the log and tried again: it must not
    /// keep anybody from reading.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow().UtcTicks < Volatile.Read(ref settledUntil))
        {
            return;
        }

        await settling.WaitAsync(cancellationToken);
        try
        {
            while (clock.GetUtcNow().UtcTicks >= Volatile.Read(ref settledUntil))
            {
                var done = await writes.RunAsync(SettleSome, cancellationToken);
                lock (gate)
                {
                    settledUntil = earliest.UtcTicks;
                }

                Log.Done(logger, done, Name);
            }
        }
#pragma warning disable CA1031 // Whatever it was, it must keep nobody from what is not due.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, failure, Name);
        }
        finally
        {
            settling.Release();
        }
    }

    public override void Dispose()
    {
        settling.Dispose();
        base.Dispose();
    }

    /// <summary>When the next is due, if any.</summary>
    protected abstract DateTimeOffset? Earliest(CasesDbContext db);

    /// <summary>Does some of what is due, in the order in which it is, and says how much that was.</summary>
    protected abstract int DoSome(CasesDbContext db, DateTimeOffset now);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ForgetIfShared();
            await SettleAsync(stoppingToken);
        }
    }

    // Of the times that other servers set, this one knows only what it asks the storage for.
    private void ForgetIfShared()
    {
        if (storage.IsShared)
        {
            Volatile.Write(ref settledUntil, DateTimeOffset.MinValue.UtcTicks);
        }
    }

    private int SettleSome(CasesDbContext db)
    {
        db.Hold(Name);
        var now = clock.GetUtcNow();
        var known = Volatile.Read(ref expected);
        if ((Earliest(db) ?? DateTimeOffset.MaxValue) is var first && first > now)
        {
            Publish(first, known);
            return 0;
        }

        var done = DoSome(db, now);
        db.SaveChanges();
        Publish(Earliest(db) ?? DateTimeOffset.MaxValue, known);
        return done;
    }

    private void Publish(DateTimeOffset time, int known)
    {
        lock (gate)
        {
            earliest = expected == known || time < earliest ? time : earliest;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Done} of the due {Work} were done.")]
        public static partial void Done(ILogger logger, int done, string work);

        [LoggerMessage(LogLevel.Error, "Due {Work} failed; they are tried again.")]
        public static partial void Failed(ILogger logger, Exception failure, string work);
    }
}
