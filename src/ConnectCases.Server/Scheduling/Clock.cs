using ConnectCases.Protocol.Identity;

namespace ConnectCases.Scheduling;

/// <summary>The time in the world of the caller. Everything that the API dates or schedules uses this time.</summary>
internal sealed class Clock(WorldClocks clocks, Caller caller)
{
    public DateTimeOffset GetUtcNow() => clocks.Now(caller.Account, caller.Region);
}
