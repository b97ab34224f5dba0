using ConnectCases.Demo;
using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Demo;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>The emulator saves rows on SQLite with its own statements. EF Core writes the same rows.</summary>
public sealed class RowWriterTests
{
    [SqliteFact]
    public async Task EF_Core_writes_the_same_rows()
    {
        await using var own = new SqliteTestDatabase();
        await using var other = new SqliteTestDatabase();
        await using (var app = CasesApp.On(own))
        {
            await app.Services.GetRequiredService<DemoSeed>().SeedAsync(usesRows: false, CancellationToken.None);
        }

        await using (var app = CasesApp.On(other))
        {
            app.ClientOf("123456789012");
        }

        await own.UntilReleasedAsync();
        await other.UntilReleasedAsync();

        await using (SqliteCasesDbContext source = Context(own), target = Context(other))
        {
            foreach (var type in source.Model.GetEntityTypes())
            {
                target.AddRange(Rows(source, type));
            }

            await target.SaveChangesAsync();
        }

        AssertSameRows(own, other, atLeast: 14);
    }

    [SqliteFact]
    public async Task EF_Core_updates_the_same_rows()
    {
        await using var own = new SqliteTestDatabase();
        await using var other = new SqliteTestDatabase();
        await using (var app = CasesApp.On(own))
        {
            var domain = await app.CreateDomainAsync();
            var field = await domain.CreateFieldAsync("Text");
            var @case = await domain.CreateCaseAsync();
            await using (var source = own.Open())
            {
                await using var copy = other.Open();
                source.BackupDatabase(copy);
            }

            (await @case.UpdateAsync(Value("title", "Größe 42"), Value("summary", "Ein neuer Text"), Value("status", "closed"))).ShouldSucceed();
            (await domain.PutAsync($"/fields/{field}", """{"description":"The first line"}""")).ShouldSucceed();
        }

        await own.UntilReleasedAsync();
        await using (SqliteCasesDbContext source = Context(own), target = Context(other))
        {
            foreach (var type in source.Model.GetEntityTypes())
            {
                foreach (var row in Rows(source, type))
                {
                    var keys = type.FindPrimaryKey()!.Properties.Select(key => source.Entry(row).Property(key.Name).CurrentValue).ToArray();
                    if (await target.FindAsync(type.ClrType, keys) is { } old)
                    {
                        target.Entry(old).CurrentValues.SetValues(row);
                    }
                    else
                    {
                        target.Add(row);
                    }
                }
            }

            await target.SaveChangesAsync();
        }

        AssertSameRows(own, other, atLeast: 5);
    }

    // Without the pool of the server, EF Core saves the rows itself.
    private static SqliteCasesDbContext Context(SqliteTestDatabase database) =>
        new(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite($"Data Source={database.Name};Pooling=False").Options);

    private static List<object> Rows(DbContext db, IEntityType type)
    {
        var set = typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
        return [.. ((IQueryable<object>)set).AsNoTracking()];
    }

    private static void AssertSameRows(SqliteTestDatabase one, SqliteTestDatabase other, int atLeast)
    {
        using var first = one.Open();
        using var second = other.Open();
        var filled = 0;
        foreach (var table in DemoScript.Tables(first).Where(table => table != "StaleTexts"))
        {
            var rows = SqliteRows.Read(first, $"* FROM \"{table}\"").Order(StringComparer.Ordinal).ToList();
            Assert.Equal(rows, SqliteRows.Read(second, $"* FROM \"{table}\"").Order(StringComparer.Ordinal));
            filled += rows.Count > 0 ? 1 : 0;
        }

        Assert.InRange(filled, atLeast, int.MaxValue);
    }
}
