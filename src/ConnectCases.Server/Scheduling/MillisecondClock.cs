namespace ConnectCases.Scheduling;

/// <summary>The system clock in milliseconds, the precision of the API: equal times on the wire are equal times in the server.</summary>
internal sealed class MillisecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
