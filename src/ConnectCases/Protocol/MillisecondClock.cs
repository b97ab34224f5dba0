namespace ConnectCases.Protocol;

/// <summary>The clock of the system with the precision that callers see, so that what looks simultaneous to them is.</summary>
internal sealed class MillisecondClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
