namespace ConnectCases.Demo;

/// <summary>The clock of the demo. The time changes only when the seed advances the clock.</summary>
internal sealed class DemoClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    private DateTimeOffset now = Start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Reset() => now = Start;

    public void Advance(TimeSpan time) => now += time;
}
