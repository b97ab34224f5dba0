namespace ConnectCases.Scheduling;

/// <summary>
/// The system clock, cut to whole milliseconds, the precision of the API. Times that are equal in responses are also equal in the server.
/// </summary>
internal sealed class MillisecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
