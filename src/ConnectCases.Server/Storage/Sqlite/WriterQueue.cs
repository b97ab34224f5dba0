namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// The units that wait for the writer thread. The thread sleeps at once if no unit waits. A spinning thread would take time from requests.
/// </summary>
internal sealed class WriterQueue
{
    private readonly Queue<WriterUnit> units = [];
    private bool completed;

    /// <exception cref="ObjectDisposedException">The queue is completed.</exception>
    public void Add(WriterUnit unit)
    {
        lock (units)
        {
            ObjectDisposedException.ThrowIf(completed, typeof(UnitOfWorkExecutor));
            units.Enqueue(unit);
            Monitor.Pulse(units);
        }
    }

    /// <summary>Waits for a unit. Returns false after the last unit of a completed queue.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="unit">The unit, or null if no unit arrived in time.</param>
    public bool Take(TimeSpan patience, out WriterUnit? unit)
    {
        lock (units)
        {
            var waits = true;
            while (waits && units.Count == 0 && !completed)
            {
                waits = Monitor.Wait(units, patience);
            }

            return units.TryDequeue(out unit) || !completed;
        }
    }

    /// <summary>Returns the next unit, or null if no unit waits.</summary>
    public WriterUnit? TryTake()
    {
        lock (units)
        {
            return units.TryDequeue(out var unit) ? unit : null;
        }
    }

    /// <summary>Ends the queue. The writer still takes the units that wait.</summary>
    public void Complete()
    {
        lock (units)
        {
            completed = true;
            Monitor.Pulse(units);
        }
    }
}
