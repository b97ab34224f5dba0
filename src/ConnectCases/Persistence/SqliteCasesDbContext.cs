using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace ConnectCases.Persistence;

/// <summary>What is SQLite's alone.</summary>
internal sealed class SqliteCasesDbContext(DbContextOptions<SqliteCasesDbContext> options) : CasesDbContext(options)
{
    // Statements run on the thread of the request, which cannot look whether its client is still there.
    public override IDisposable InterruptWhen(CancellationToken cancellationToken)
    {
        Database.OpenConnection();
        var handle = ((SqliteConnection)Database.GetDbConnection()).Handle!;
        return cancellationToken.Register(() => raw.sqlite3_interrupt(handle));
    }

    // There is one writer.
    protected override void Take(params IReadOnlyList<Claim> claims)
    {
    }

    // SQLite cannot order by DateTimeOffset, so instants are stored as UTC ticks.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
