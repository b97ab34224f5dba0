namespace ConnectCases.Demo;

/// <summary>The clock of the demo. The time changes only when the seed advances the clock.</summary>
internal sealed class DemoClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
