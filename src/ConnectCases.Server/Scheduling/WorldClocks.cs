using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Scheduling;

/// <summary>
/// The clocks of all worlds. The database keeps the clocks. This copy makes reading the time fast. Servers that share a database read the
/// clocks again every second.
/// </summary>
internal sealed class WorldClocks(TimeProvider real)
{
    private static readonly Func<CasesDbContext, IEnumerable<WorldClock>> Stored = CompiledQuery.Rows(
        (CasesDbContext db) => db.Set<WorldClock>().AsNoTracking());

    private volatile Dictionary<(string Account, string Region), WorldClock> clocks = [];

    /// <summary>The clocks that were set.</summary>
    public IReadOnlyCollection<WorldClock> All => clocks.Values;

    /// <summary>Returns the time of a world, in UTC.</summary>
    public DateTimeOffset Now(string account, string region)
    {
        var now = real.GetUtcNow();
        return clocks.Count == 0 ? now : Find(account, region).Now(now);
    }

    /// <summary>Returns the clock that a world uses.</summary>
    public WorldClock Find(string account, string region) => Find(clocks, account, region);

    /// <summary>Returns the time of this moment in any world. Later changes of clocks have no effect on the result.</summary>
    public Func<string, string, DateTimeOffset> Capture()
    {
        var (known, now) = (clocks, real.GetUtcNow());
        return (account, region) => Find(known, account, region).Now(now);
    }

    /// <summary>Returns the clock of worlds that have no clock of their own.</summary>
    public WorldClock FindDefault() => Default(clocks);

    /// <summary>Reads the clocks from the database.</summary>
    public void Load(CasesDbContext db) => clocks = Stored(db).ToDictionary(clock => (clock.Account, clock.Region));

    private static WorldClock Find(Dictionary<(string Account, string Region), WorldClock> known, string account, string region) =>
        known.GetValueOrDefault((account, region)) ?? known.GetValueOrDefault((account, "")) ?? Default(known);

    private static WorldClock Default(Dictionary<(string Account, string Region), WorldClock> known) =>
        known.GetValueOrDefault(("", "")) ?? WorldClock.Real;
}
