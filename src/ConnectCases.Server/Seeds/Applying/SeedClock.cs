namespace ConnectCases.Seeds.Applying;

/// <summary>The clock of a seed. Each operation of a seed happens at its own time.</summary>
internal sealed class SeedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
