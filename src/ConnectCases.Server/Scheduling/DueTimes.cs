using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>Knows when the next scheduled work is due, so that the check of a request costs one comparison.</summary>
internal sealed class DueTimes(IStorage storage, WorldClocks clocks, TimeProvider real)
{
    private readonly Lock gate = new();

    // The earliest due time in ticks of real time. The time is unknown at the start, so the first run reads the storage, unless it is new.
    private long nextDue = DateTimeOffset.MinValue.UtcTicks;

    // The earliest time that Expect received since the running unit of work started. The unit may not see the row of that time.
    private long scheduledDuringRun = DateTimeOffset.MaxValue.UtcTicks;

    private volatile bool hasBegun;

    public bool IsDue()
    {
        ExpectOnlyScheduledWorkOnce();
        return real.GetUtcNow().UtcTicks >= Volatile.Read(ref nextDue);
    }

    /// <summary>
    /// Announces the time when work becomes due, on the clock of its world. Call this method after the commit of the unit of work that set
    /// the time.
    /// </summary>
    public void Schedule(string account, string region, DateTimeOffset time) => Expect(clocks.Find(account, region).RealTimeOf(time));

    /// <summary>Announces a real time when work becomes due.</summary>
    public void Expect(DateTimeOffset realTime)
    {
        var due = realTime.UtcTicks;
        lock (gate)
        {
            scheduledDuringRun = Math.Min(scheduledDuringRun, due);
            Volatile.Write(ref nextDue, Math.Min(nextDue, due));
        }
    }

    /// <summary>Makes the next check read the storage.</summary>
    public void Forget() => Expect(DateTimeOffset.MinValue);

    /// <summary>Marks the start of a unit of work that finds the next due time.</summary>
    public void BeginRun()
    {
        lock (gate)
        {
            scheduledDuringRun = DateTimeOffset.MaxValue.UtcTicks;
        }
    }

    /// <summary>Marks the end of the unit of work.</summary>
    /// <param name="next">The next due time in real time.</param>
    public void EndRun(DateTimeOffset next)
    {
        lock (gate)
        {
            Volatile.Write(ref nextDue, Math.Min(next.UtcTicks, scheduledDuringRun));
        }
    }

    // A new storage has no due work, except the work that was announced.
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
}
