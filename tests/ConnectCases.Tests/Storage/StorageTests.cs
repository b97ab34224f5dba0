using ConnectCases.PostgreSql;
using ConnectCases.Storage;
using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ConnectCases.Tests.Storage;

/// <summary>The server opens its own database files and leaves all other files unchanged.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    private string File => Path.Combine(directory, "cases.db");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [SqliteFact]
    public async Task A_second_server_on_the_same_file_is_refused_and_the_first_goes_on()
    {
        await using var first = await ServerProcess.StartAsync(directory);
        await RefusesAsync("Another server is using");
        (await first.Client.PostAsync("/domains", """{"name":"Support"}""")).ShouldSucceed();
    }

    [SqliteFact]
    public async Task A_second_server_is_refused_by_whatever_link_it_comes()
    {
        await using var first = await ServerProcess.StartAsync(directory);
        System.IO.File.CreateSymbolicLink(Path.Combine(directory, "link.db"), File);
        await RefusesAsync("Another server is using", "--data", "link.db");
        Directory.CreateSymbolicLink(Path.Combine(directory, "folder"), directory);
        await RefusesAsync("Another server is using", "--data", "folder/cases.db");
    }

    [SqliteFact]
    public async Task A_damaged_file_is_reported_in_one_line()
    {
        await using (var server = await ServerProcess.StartAsync(directory, "--seed", "demo"))
        {
            await server.TerminateAsync();
        }

        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.SetLength(file.Length / 2);
        }

        await RefusesUntouchedAsync("cannot be used");
    }

    [SqliteFact]
    public async Task A_file_without_its_history_is_left_as_it_is()
    {
        await using (var server = await ServerProcess.StartAsync(directory))
        {
            await server.TerminateAsync();
        }

        Execute("DELETE FROM __EFMigrationsHistory");
        await RefusesUntouchedAsync("damaged");
    }

    [SqliteFact]
    public async Task A_file_of_another_kind_is_left_as_it_is()
    {
        await System.IO.File.WriteAllTextAsync(File, "Dear diary, " + new string('x', 5000));
        await RefusesUntouchedAsync("is not a database of this emulator");
    }

    [SqliteFact]
    public async Task A_database_of_another_application_is_left_as_it_is()
    {
        Execute("PRAGMA journal_mode = WAL; CREATE TABLE Cases (Id INTEGER); INSERT INTO Cases VALUES (1)");
        await RefusesUntouchedAsync("is not a database of this emulator");
    }

    [SqliteFact]
    public async Task A_database_of_a_newer_version_is_left_as_it_is()
    {
        await using (var server = await ServerProcess.StartAsync(directory))
        {
            await server.TerminateAsync();
        }

        Execute("INSERT INTO __EFMigrationsHistory VALUES ('29991231235959_Future', '99.0')");
        await RefusesUntouchedAsync("newer version", "29991231235959_Future");
    }

    [SqliteFact]
    public async Task A_database_of_the_first_version_opens_and_all_that_it_holds_is_found()
    {
        Execute("PRAGMA application_id = 1128354629; PRAGMA journal_mode = WAL");
        await using (var db = new SqliteCasesDbContext(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite($"Data Source={File};Pooling=False").Options))
        {
            await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
        }

        Execute("""
            INSERT INTO Domains VALUES (1, 'd', '123456789012', 'us-east-1', 'Support', 639267840000000000, NULL);
            INSERT INTO Fields VALUES (1, 1, 'title', 'Title', 'Text', 'System', 'Title', NULL, 639267840000000000, 639267840000000000);
            INSERT INTO Fields VALUES (2, 1, 'last_updated_datetime', 'Updated', 'DateTime', 'System', '', NULL, 639267840000000000, 639267840000000000);
            INSERT INTO Fields VALUES (3, 1, 'f', 'Weight', 'Number', 'Custom', NULL, NULL, 639267840000000000, 639267840000000000);
            INSERT INTO Templates VALUES (1, 1, 't', 'Order', NULL, 'Active', '[{"fieldId":"title"}]', NULL, 639267840000000000, 639267840000000000);
            INSERT INTO Cases VALUES (1, 1, 'c', 't', '{"team":"orders"}');
            INSERT INTO CaseValues VALUES (1, 'title', 0, 'Ärger mit Paket', NULL), (1, 'f', 1, NULL, 2.5),
                (1, 'last_updated_datetime', 0, '2026-10-05T08:48:00.000Z', NULL);
            INSERT INTO RelatedItems VALUES (1, 1, 'r', 'Contact', 639267873000000000,
                '{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c","channel":"CHAT","connectedToSystemTime":"2026-10-05T08:55:00.000Z"}}',
                'arn:aws:connect:us-east-1:123456789012:instance/i/contact/c', 'CHAT', '{}', NULL);
            """);

        await using var server = await ServerProcess.StartAsync(directory);
        foreach (var search in (string[])[
            """{"searchTerm":"ÄRGER 2.5"}""",
            """{"filter":{"field":{"equalTo":{"id":"title","value":{"stringValue":"ärger MIT paket"}}}}}""",
            """{"filter":{"tag":{"equalTo":{"key":"team","value":"orders"}}}}""",
            """{"sorts":[{"fieldId":"f","sortOrder":"Asc"}],"filter":{"field":{"greaterThan":{"id":"f","value":{"doubleValue":2}}}}}"""])
        {
            Assert.Equal(1, (int)(await server.Client.PostAsync("/domains/d/cases-search", search)).ShouldSucceed()["totalCount"]);
        }

        Assert.Single((await server.Client.PostAsync("/domains/d/list-cases-for-contact", """{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}"""))["cases"].AsArray());
        Assert.Single((await server.Client.PostAsync("/domains/d/related-items-search"))["relatedItems"].AsArray());
        var template = (await server.Client.PostAsync("/domains/d/templates/t")).ShouldSucceed();
        Assert.Equal(("[]", "{}"), (template["rules"].ToJsonString(), template["tags"].ToJsonString()));
        Assert.Equal("{}", (await server.Client.PostAsync("/domains/d")).ShouldSucceed()["tags"].ToJsonString());
    }

    [SqliteFact]
    public async Task A_directory_or_a_place_that_does_not_exist_cannot_be_used()
    {
        Directory.CreateDirectory(File);
        await RefusesAsync("is a directory");
        await RefusesAsync("cannot be used", "--data", "nowhere/cases.db");
    }

    [SqliteFact]
    public async Task A_migration_lock_of_a_killed_server_does_not_block_the_next()
    {
        Execute("PRAGMA application_id = 1128354629; CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT); INSERT INTO __EFMigrationsLock VALUES (1, '2026-11-01')");
        await using var server = await ServerProcess.StartAsync(directory);
        (await server.Client.PostAsync("/domains-list")).ShouldSucceed();
    }

    [SqliteFact]
    public async Task In_memory_leaves_nothing()
    {
        await using (var server = await ServerProcess.StartAsync(directory, "--in-memory"))
        {
            (await server.Client.PostAsync("/domains", """{"name":"Support"}""")).ShouldSucceed();
            Assert.Contains("in memory", server.Output, StringComparison.Ordinal);
            Assert.Equal(0, await server.TerminateAsync());
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
        await using var again = await ServerProcess.StartAsync(directory, "--in-memory");
        Assert.Equal("[]", (await again.Client.PostAsync("/domains-list"))["domains"].ToJsonString());
    }

    [SqliteTheory]
    [InlineData("full", "2")]
    [InlineData("normal", "1")]
    public void A_commit_is_on_the_disk_unless_an_option_relaxes_it(string mode, string expected)
    {
        using var storage = new SqliteStorage(new EmulatorOptions { Data = File, Synchronous = Enum.Parse<SynchronousMode>(mode, ignoreCase: true) });
        storage.Open(CancellationToken.None);
        using var db = storage.CreateDbContext();

        Assert.Equal(expected, Pragma(db, "synchronous"));
        Assert.Equal("wal", Pragma(db, "journal_mode"));
        Assert.Equal("1", Pragma(db, "foreign_keys"));
    }

    [SqliteFact]
    public async Task A_statement_is_interrupted_when_its_client_is_gone()
    {
        await using var db = new SqliteCasesDbContext(new DbContextOptionsBuilder<SqliteCasesDbContext>().UseSqlite($"Data Source={File}").Options);
        using var client = new CancellationTokenSource();
        using var interruption = db.InterruptWhen(client.Token);
        client.CancelAfter(50);
        const string Endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS Value FROM n";
        var interrupted = await Assert.ThrowsAsync<SqliteException>(() => db.Database.SqlQueryRaw<long>(Endless).ToListAsync());
        Assert.Equal(9, interrupted.SqliteErrorCode);
    }

    [Fact]
    public void The_migrations_match_the_model()
    {
        using var sqlite = new SqliteDesignTimeContext().CreateDbContext([]);
        using var postgres = new PostgresDesignTimeContext().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public void The_compiled_model_matches_the_model()
    {
        using var db = new SqliteDesignTimeContext().CreateDbContext([]);
        var compiled = db.Model;
        var model = db.GetService<IDesignTimeModel>().Model;
        Assert.NotSame(model, compiled);
        Assert.Equal(Describe(model), Describe(compiled));
    }

    [SqliteFact]
    public async Task Searches_find_texts_also_after_a_vacuum()
    {
        await using var database = new SqliteTestDatabase();
        TestDomain domain;
        await using (var app = CasesApp.On(database))
        {
            domain = await app.CreateDomainAsync();
            var templateId = await domain.CreateTemplateAsync();
            var gone = await domain.CreateCaseAsync(templateId);
            await domain.CreateCaseAsync(templateId, TestDomain.Value("summary", "A parcel"));
            (await domain.DeleteAsync($"/cases/{gone.Id}")).ShouldSucceed();
        }

        await using (var connection = database.Open())
        {
            await using var vacuum = connection.CreateCommand();
            vacuum.CommandText = "VACUUM";
            await vacuum.ExecuteNonQueryAsync();
        }

        await using var again = CasesApp.On(database);
        var found = await new TestDomain(again.ClientOf(domain.Client.AccessKeyId), domain.Id).SearchCasesAsync("""{"searchTerm":"parcel"}""");
        Assert.Equal(1, (int)found.ShouldSucceed()["totalCount"]);
    }

    private static string Describe(IReadOnlyModel model) => model.ToDebugString(MetadataDebugStringOptions.ShortDefault);

    private static string? Pragma(CasesDbContext db, string name)
    {
        db.Database.OpenConnection();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return command.ExecuteScalar()?.ToString();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task RefusesUntouchedAsync(params string[] mentions)
    {
        var before = await System.IO.File.ReadAllBytesAsync(File);
        foreach (var mention in mentions)
        {
            await RefusesAsync(mention);
        }

        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));
    }

    private async Task RefusesAsync(string mention, params string[] arguments)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(directory, [.. arguments, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(mention, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }
}
