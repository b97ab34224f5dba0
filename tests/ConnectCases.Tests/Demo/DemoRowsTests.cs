using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConnectCases.Tests.Demo;

/// <summary>SQLite inserts the rows of a file instead of calling the services. The database is the same.</summary>
public sealed class DemoRowsTests
{
    [SqliteFact]
    public async Task The_file_contains_the_rows_that_the_services_write()
    {
        await using var database = new SqliteTestDatabase();
        await SeedAsync(database, DemoScript.Account, DemoScript.Region, usesRows: false);
        await using var connection = database.Open();
        var script = DemoScript.Of(connection);

        if (Environment.GetEnvironmentVariable(DemoScript.UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(DemoScript.File, script);
            return;
        }

        Assert.True(
            script == (await File.ReadAllTextAsync(DemoScript.File)).ReplaceLineEndings("\n"),
            $"{DemoScript.File} is out of date. Run this test with {DemoScript.UpdateVariable}=1 to write the file, then build again.");
    }

    [SqliteTheory]
    [InlineData("123456789012", "us-east-1", false)]
    [InlineData("210987654321", "cn-north-1", true)]
    [InlineData("123456789012", "us-gov-west-1", true)]
    public async Task Rows_and_services_lead_to_the_same_database(string account, string region, bool hasOtherCases)
    {
        await using var withRows = new SqliteTestDatabase();
        await using var withServices = new SqliteTestDatabase();
        if (hasOtherCases)
        {
            await AddOtherCasesAsync(withRows, account, region);
            await using var source = withRows.Open();
            await using var copy = withServices.Open();
            source.BackupDatabase(copy);
        }

        await SeedAsync(withRows, account, region, usesRows: true);
        await SeedAsync(withServices, account, region, usesRows: false);

        await using var one = withRows.Open();
        await using var other = withServices.Open();
        var tables = DemoScript.Tables(other);
        Assert.Equal(tables, DemoScript.Tables(one));
        Assert.All(tables, table => Assert.Equal(
            SqliteRows.Read(other, $"* FROM \"{table}\" ORDER BY rowid"), SqliteRows.Read(one, $"* FROM \"{table}\" ORDER BY rowid")));
        Assert.Equal(SqliteRows.Read(other, "* FROM sqlite_sequence ORDER BY name"), SqliteRows.Read(one, "* FROM sqlite_sequence ORDER BY name"));
        Assert.All((string[])["CaseTexts", "CaseWords"], index =>
        {
            var terms = Terms(other, index);
            Assert.InRange(terms.Count, 500, int.MaxValue);
            Assert.Equal(terms, Terms(one, index));
        });
    }

    // VACUUM changes the version of the schema, so the next server fills both indexes when it opens the file.
    [SqliteFact]
    public async Task A_server_fills_the_indexes_at_the_start_as_it_does_after_writes()
    {
        await using var database = new SqliteTestDatabase();
        await SeedAsync(database, "123456789012", "us-east-1", usesRows: false);
        var before = ReadIndexes("VACUUM");
        await using (var app = CasesApp.On(database))
        {
            app.ClientOf("123456789012");
        }

        await database.UntilReleasedAsync();
        Assert.Equal(before, ReadIndexes("SELECT 1"));

        List<string> ReadIndexes(string command)
        {
            using var connection = database.Open();
            List<string> terms = [.. Terms(connection, "CaseTexts"), .. Terms(connection, "CaseWords")];
            using var last = new SqliteCommand(command, connection);
            last.ExecuteNonQuery();
            return terms;
        }
    }

    [SqliteFact]
    public async Task Servers_with_another_spelling_of_events_call_the_services()
    {
        await using var app = new CasesApp().With("Seed", "demo").With("EventRelatedItemTypes", "LowerCase");
        app.ClientOf("123456789012");

        await using var connection = ((SqliteTestDatabase)app.Database).Open();
        Assert.NotEmpty(SqliteRows.Read(connection, """1 FROM Events WHERE instr(Envelope, '"relatedItemType":"contact"') > 0"""));
    }

    private static async Task SeedAsync(SqliteTestDatabase database, string account, string region, bool usesRows)
    {
        await using (var app = CasesApp.On(database).With("Account", account).With("Region", region))
        {
            var demo = app.Services.GetRequiredService<DemoSeed>();
            await demo.SeedAsync(usesRows, CancellationToken.None);
            Assert.True(demo.WasAdded);
            await database.UntilIndexedAsync();
        }

        await database.UntilReleasedAsync();
    }

    /// <summary>Adds rows to all tables of the demo, then deletes some cases, so that the next key is not the number of rows.</summary>
    private static async Task AddOtherCasesAsync(SqliteTestDatabase database, string account, string region)
    {
        await using (var app = CasesApp.On(database).With("Account", account).With("Region", region))
        {
            await app.Services.GetRequiredService<DemoSeed>().SeedAsync(usesRows: false, CancellationToken.None);
        }

        await database.UntilReleasedAsync();
        await using var connection = database.Open();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            PRAGMA foreign_keys = ON;
            UPDATE Domains SET DomainId = 'other' || "Key", Name = 'other' || "Key", Account = '000000000000';
            UPDATE Events SET DomainId = 'other1';
            DELETE FROM Cases WHERE "Key" > 30;
            """;
        await command.ExecuteNonQueryAsync();
    }

    private static List<string> Terms(SqliteConnection connection, string index)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"DROP TABLE IF EXISTS temp.terms; CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {index}, instance)";
        command.ExecuteNonQuery();
        return SqliteRows.Read(
            connection,
            """
            t.term, v.CaseKey, v.FieldId FROM temp.terms AS t LEFT JOIN CaseValues AS v ON v.rowid = t.doc
            ORDER BY t.term, v.CaseKey, v.FieldId
            """);
    }
}
