using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConnectCases.Scheduling;

/// <summary>
/// A clock that a test controls. The clock of a Region comes before the clock of its account. The clock of an account comes before the clock
/// without an account. A world without a clock has real time.
/// </summary>
internal sealed class WorldClock
{
    /// <summary>The first time that a clock can show.</summary>
    public static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last time that a clock can show.</summary>
    public static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The clock of a world that has no other clock.</summary>
    public static readonly WorldClock Real = new() { Account = "", Region = "" };

    /// <summary>Describes the times that a clock can show, for messages.</summary>
    public static string Range =>
        $"A clock must be between {TimestampConverter.Format8601(Earliest)} and {TimestampConverter.Format8601(Latest)}.";

    /// <summary>The account, or an empty text for all accounts.</summary>
    public required string Account { get; init; }

    /// <summary>The Region, or an empty text for all Regions.</summary>
    public required string Region { get; init; }

    /// <summary>The time of a clock that stands still, or null.</summary>
    public DateTimeOffset? FrozenTime { get; set; }

    /// <summary>The difference to real time in ticks, if the clock does not stand still.</summary>
    public long Offset { get; set; }

    public DateTimeOffset Now(DateTimeOffset real) => FrozenTime ?? real.AddTicks(Offset);

    /// <summary>Returns the real time at which this clock reaches a time. A clock that stands still never reaches a later time.</summary>
    public DateTimeOffset RealTimeOf(DateTimeOffset time) => FrozenTime is { } frozen
        ? (time <= frozen ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue)
        : new DateTimeOffset(
            Math.Clamp(time.UtcTicks - Offset, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}

internal sealed class WorldClockConfiguration : IEntityTypeConfiguration<WorldClock>
{
    public void Configure(EntityTypeBuilder<WorldClock> builder)
    {
        builder.ToTable("Clocks");
        builder.HasKey(clock => new { clock.Account, clock.Region });
    }
}

internal static class WorldClockTable
{
    extension(CasesDbContext db)
    {
        public DbSet<WorldClock> Clocks => db.Set<WorldClock>();
    }
}
