using ConnectCases.Demo;
using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Demo;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>The emulator saves rows on SQLite with its own statements. EF Core saves the same entities as the same rows.</summary>
public sealed class RowWriterTests
{
    [SqliteFact]
    public async Task Both_insert_the_same_rows()
    {
        await using var source = new SqliteTestDatabase();
        await using (var app = CasesApp.On(source))
        {
            await app.Services.GetRequiredService<DemoSeed>().SeedAsync(usesRows: false, CancellationToken.None);
        }

        await source.UntilReleasedAsync();
        await using var own = await CreateEmptyAsync();
        await using var other = await CreateEmptyAsync();
        Assert.Empty(await SaveAsync(source, own, isOwn: true));
        Assert.NotEmpty(await SaveAsync(source, other, isOwn: false));
        AssertSameRows(own, other, source, atLeast: 14);
    }

    [SqliteFact]
    public async Task Both_update_the_same_rows()
    {
        await using var source = new SqliteTestDatabase();
        await using var own = new SqliteTestDatabase();
        await using var other = new SqliteTestDatabase();
        await using (var app = CasesApp.On(source))
        {
            var domain = await app.CreateDomainAsync();
            var field = await domain.CreateFieldAsync("Text");
            var number = await domain.CreateFieldAsync("Number");
            var @case = await domain.CreateCaseAsync(more: Value(number, """{"doubleValue":1.5}"""));
            await using (var before = source.Open())
            {
                foreach (var copy in (SqliteTestDatabase[])[own, other])
                {
                    await using var target = copy.Open();
                    before.BackupDatabase(target);
                }
            }

            (await @case.UpdateAsync(
                Value("title", "Größe 42"), Value("summary", "Ein neuer Text"), Value("status", "closed"),
                Value(number, """{"doubleValue":-0.25}"""))).ShouldSucceed();
            (await domain.PutAsync($"/fields/{field}", """{"description":"The first line"}""")).ShouldSucceed();
        }

        await source.UntilReleasedAsync();
        Assert.Empty(await SaveAsync(source, own, isOwn: true));
        Assert.NotEmpty(await SaveAsync(source, other, isOwn: false));
        AssertSameRows(own, other, source, atLeast: 5);
    }

    private static async Task<SqliteTestDatabase> CreateEmptyAsync()
    {
        var database = new SqliteTestDatabase();
        await using (var app = CasesApp.On(database))
        {
            app.ClientOf("123456789012");
        }

        await database.UntilReleasedAsync();
        return database;
    }

    /// <summary>Saves the entities of one database in another one. Returns the commands that EF Core made to save rows.</summary>
    private static async Task<List<string>> SaveAsync(SqliteTestDatabase source, SqliteTestDatabase target, bool isOwn)
    {
        List<string> commands = [];
        await using var from = Context(source, isOwn: false, _ => { });
        await using var to = Context(target, isOwn, commands.Add);
        await using var transaction = await to.Database.BeginTransactionAsync();
        foreach (var type in from.Model.GetEntityTypes())
        {
            foreach (var row in Rows(from, type))
            {
                var keys = type.FindPrimaryKey()!.Properties.Select(key => from.Entry(row).Property(key.Name).CurrentValue).ToArray();
                if (await to.FindAsync(type.ClrType, keys) is { } old)
                {
                    to.Entry(old).CurrentValues.SetValues(row);
                }
                else
                {
                    to.Add(row);
                }
            }
        }

        commands.Clear();
        // Units of work save synchronously.
#pragma warning disable CA1849
        to.SaveChanges();
#pragma warning restore CA1849
        await transaction.CommitAsync();
        return commands;
    }

    private static SqliteCasesDbContext Context(SqliteTestDatabase database, bool isOwn, Action<string> onCommand)
    {
        var options = new DbContextOptionsBuilder<SqliteCasesDbContext>()
            .UseSqlite($"Data Source={database.Name};Pooling=False")
            .LogTo(onCommand, [RelationalEventId.CommandExecuting]);
        return new(isOwn ? options.ReplaceService<IDatabase, SqliteDatabase>().Options : options.Options);
    }

    private static List<object> Rows(DbContext db, IEntityType type)
    {
        var set = typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
        return [.. ((IQueryable<object>)set).AsNoTracking()];
    }

    private static void AssertSameRows(SqliteTestDatabase own, SqliteTestDatabase other, SqliteTestDatabase source, int atLeast)
    {
        using var first = own.Open();
        using var second = other.Open();
        using var third = source.Open();
        var filled = 0;
        foreach (var table in DemoScript.Tables(first).Where(table => table != "StaleTexts"))
        {
            var selection = $"* FROM \"{table}\"";
            var rows = SqliteRows.Read(first, selection).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(SqliteRows.Read(second, selection).Order(StringComparer.Ordinal), rows);
            Assert.Equal(SqliteRows.Read(third, selection).Order(StringComparer.Ordinal), rows);
            filled += rows.Count > 0 ? 1 : 0;
        }

        Assert.InRange(filled, atLeast, int.MaxValue);
    }
}
