using ConnectCases.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace ConnectCases.Persistence;

/// <summary>What is SQLite's alone.</summary>
/// <param name="options">How it reaches the database.</param>
/// <param name="pool">Where it goes when it is disposed of.</param>
internal sealed class SqliteCasesDbContext(
    DbContextOptions<SqliteCasesDbContext> options, SqliteContextPool? pool = null) : CasesDbContext(options)
{
    public override void Dispose()
    {
        if (pool is null)
        {
            base.Dispose();
        }
        else
        {
            pool.Return(this);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (pool is null)
        {
            await base.DisposeAsync();
        }
        else
        {
            pool.Return(this);
        }
    }

    // The table has the three-character sequences of each value. A text is found by those of its own that lie side by side:
    // the others would seldom leave out more. U+0000 would end the query.
    public override IQueryable<CaseValue>? ValuesContaining(string folded)
    {
        var runes = folded.EnumerateRunes().ToArray();
        var last = runes.Length - 3;
        var sequences = Enumerable.Range(0, Math.Max(0, last + 1)).Where(start => start % 3 == 0 || start == last)
            .Select(start => string.Concat(runes[start..(start + 3)]))
            .Where(sequence => !sequence.Contains('\0', StringComparison.Ordinal))
            .Distinct()
            .Select(sequence => $"\"{sequence.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            .ToList();
        var query = string.Join(" AND ", sequences);
        return sequences.Count == 0
            ? null
            : CaseValues.FromSql(
                $"""
                SELECT v.* FROM "CaseTexts" AS t CROSS JOIN "CaseValues" AS v ON v.rowid = t.rowid WHERE t."CaseTexts" MATCH {query}
                """);
    }

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

    internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
