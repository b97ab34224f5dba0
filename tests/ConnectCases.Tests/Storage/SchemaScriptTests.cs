using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Demo;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Tests.Storage;

/// <summary>A new SQLite database gets its schema from a script instead of the migrations. The schema is the same.</summary>
public sealed class SchemaScriptTests
{
    /// <summary>If this environment variable is 1, the test writes the file instead of comparing the file.</summary>
    private const string UpdateVariable = "CASES_UPDATE_SCHEMA";

    private static readonly string ScriptFile = Path.Combine(Repository.Root, "src/ConnectCases.Server/Storage/Sqlite/schema.sql");

    [SqliteFact]
    public async Task The_script_creates_what_the_migrations_create()
    {
        await using var migrated = new SqliteTestDatabase();
        await using (var db = new SqliteCasesDbContext(
            new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite($"Data Source={migrated.Name};Pooling=False").Options))
        {
            SqliteSchema.Migrate(db);
        }

        await using var connection = migrated.Open();
        var script = Describe(connection);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(ScriptFile, script);
            return;
        }

        Assert.True(
            script == (await File.ReadAllTextAsync(ScriptFile)).ReplaceLineEndings("\n"),
            $"{ScriptFile} is out of date. Run this test with {UpdateVariable}=1 to write the file, then build again.");
    }

    [SqliteFact]
    public async Task A_new_database_has_the_schema_and_the_rows_of_the_script()
    {
        await using var database = new SqliteTestDatabase();
        await using (var app = CasesApp.On(database))
        {
            app.ClientOf("123456789012");
        }

        await database.UntilReleasedAsync();
        await using var connection = database.Open();
        Assert.Equal(SqliteSchema.Script.ReplaceLineEndings("\n"), Describe(connection));
    }

    // FTS5 creates the tables of its indexes. Their only own rows are the options of an index.
    private static string Describe(SqliteConnection connection)
    {
        var objects = DemoScript.Strings(
            connection,
            """
            SELECT replace(sql, 'CREATE TABLE "__EFMigrationsHistory"', 'CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory"')
            FROM sqlite_schema
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%MigrationsLock'
            AND name NOT LIKE 'CaseTexts\_%' ESCAPE '\' AND name NOT LIKE 'CaseWords\_%' ESCAPE '\'
            ORDER BY type = 'trigger', type = 'index', rowid
            """);
        var options = ((string[])["CaseTexts", "CaseWords"]).SelectMany(index => DemoScript.Strings(
            connection,
            $"""
            SELECT 'INSERT INTO "{index}" ("{index}", rank) VALUES (' || quote(k) || ', ' || quote(v) || ')'
            FROM "{index}_config" WHERE k <> 'version' ORDER BY k
            """));
        var history = DemoScript.Strings(
            connection,
            """
            SELECT 'INSERT INTO "__EFMigrationsHistory" VALUES (' || quote(MigrationId) || ', ' || quote(ProductVersion) || ')'
            FROM "__EFMigrationsHistory" ORDER BY MigrationId
            """);
        return string.Concat(objects.Concat(options).Concat(history).Select(statement => $"{statement};\n"));
    }
}
