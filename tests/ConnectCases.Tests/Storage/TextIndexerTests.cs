using ConnectCases.Storage.Sqlite;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>SQLite indexes texts after the response to a write. Searches find each value before and after that.</summary>
public sealed class TextIndexerTests
{
    [SqliteFact]
    public async Task A_search_finds_a_value_before_and_after_it_is_indexed()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        (await @case.UpdateAsync(Value("title", "Unbekannter Reifendruck"))).ShouldSucceed();

        await AssertFoundAsync(domain, "reifen", 1);
        await database.UntilIndexedAsync();
        await AssertFoundAsync(domain, "reifen", 1);

        (await @case.UpdateAsync(Value("title", "Neuer Auspuff"))).ShouldSucceed();
        await AssertFoundAsync(domain, "reifen", 0);
        await AssertFoundAsync(domain, "auspuff", 1);
        await database.UntilIndexedAsync();
        await AssertFoundAsync(domain, "reifen", 0);
        await AssertFoundAsync(domain, "auspuff", 1);

        (await domain.DeleteAsync(@case.Path)).ShouldSucceed();
        await AssertFoundAsync(domain, "auspuff", 0);
        await database.UntilIndexedAsync();
        await AssertFoundAsync(domain, "auspuff", 0);
        await using var connection = database.Open();
        Assert.Equal(0, Count(connection, "SELECT count(*) FROM CaseTexts WHERE CaseTexts MATCH 'usp'"));
        Assert.Equal(0, Count(connection, "SELECT count(*) FROM CaseWords WHERE CaseWords MATCH 'auspuff'"));
    }

    [SqliteFact]
    public async Task Texts_that_a_killed_server_did_not_index_are_found()
    {
        await using var database = new SqliteTestDatabase();
        await using (var server = CasesApp.On(database))
        {
            var domain = await server.CreateDomainAsync();
            var @case = await domain.CreateCaseAsync();
            (await @case.UpdateAsync(Value("title", "Quietschende Bremse"))).ShouldSucceed();
            await database.UntilIndexedAsync();
        }

        await database.UntilReleasedAsync();
        await using (var connection = database.Open())
        {
            // The state of a server that was killed between a write and its indexing.
            Count(connection, "INSERT INTO StaleTexts SELECT rowid FROM CaseValues WHERE FieldId = 'title' RETURNING 1");
            Count(connection, "DELETE FROM CaseTexts");
            Count(connection, "DELETE FROM CaseWords");
        }

        await using var next = CasesApp.On(database);
        next.ClientOf("123456789012");
        await database.UntilIndexedAsync();
        await using var indexed = database.Open();
        Assert.Equal(1, Count(indexed, "SELECT count(*) FROM CaseTexts WHERE CaseTexts MATCH 'qui'"));
        Assert.Equal(1, Count(indexed, "SELECT count(*) FROM CaseWords WHERE CaseWords MATCH 'bremse'"));
    }

    [SqliteFact]
    public async Task The_number_of_texts_that_are_not_indexed_is_limited()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database);
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await database.UntilIndexedAsync();
        await using var connection = database.Open();
        var surplus = TextIndexer.MaxStale + 5_000;
        Count(
            connection,
            $"WITH RECURSIVE n(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000 + {surplus}) INSERT INTO StaleTexts SELECT i FROM n RETURNING 1");

        // Without a pause, the writer never indexes because it is idle.
        var most = long.MaxValue;
        for (var number = 0; number < 600 && most > TextIndexer.MaxStale; number++)
        {
            (await @case.UpdateAsync(Value("summary", $"{number}"))).ShouldSucceed();
            most = Count(connection, "SELECT count(*) FROM StaleTexts");
        }

        Assert.InRange(most, 0, TextIndexer.MaxStale);
    }

    private static async Task AssertFoundAsync(TestDomain domain, string word, int count)
    {
        var byTerm = (await domain.PostAsync("/cases-search", $$"""{"searchTerm":"{{word}}"}""")).ShouldSucceed();
        Assert.Equal(count, byTerm["cases"].AsArray().Count);
        var value = Value("title", word[1..]);
        var byPart = (await domain.PostAsync(
            "/cases-search", $$"""{"filter":{"field":{"contains":{{value}} } } }""")).ShouldSucceed();
        Assert.Equal(count, byPart["cases"].AsArray().Count);
    }

    private static long Count(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (long)(command.ExecuteScalar() ?? 0L);
    }
}
