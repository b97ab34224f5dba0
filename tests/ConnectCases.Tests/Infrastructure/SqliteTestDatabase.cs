using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A SQLite file in its own directory.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;

    // A connection that sees the commits of all other connections.
    private readonly Lazy<SqliteConnection> watch;

    public SqliteTestDatabase() => watch = new(Open);

    public override string Name => Path.Combine(directory, "cases.db");

    public override (string Name, string Value) Setting => ("Data", Name);

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Name};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Waits until the server has indexed all texts. The index is written after the response to a write.</summary>
    public async Task UntilIndexedAsync()
    {
        await using var command = watch.Value.CreateCommand();
        command.CommandText = "SELECT count(*) FROM StaleTexts";
        for (var attempt = 0; (long)(await command.ExecuteScalarAsync())! > 0; attempt++)
        {
            Assert.True(attempt < 3000, "The server did not index the texts within 30 s.");
            await Task.Delay(10);
        }
    }

    public override async Task<string> StateAsync()
    {
        await UntilIndexedAsync();
        await using var command = watch.Value.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }

    public override Task RefuseUpdatesAsync(string table) =>
        ExecuteAsync($"CREATE TRIGGER refusal BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END");

    public override Task AllowUpdatesAsync(string table) => ExecuteAsync("DROP TRIGGER refusal");

    public override async Task UntilReleasedAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await File.Open($"{Name}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None).DisposeAsync();
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (watch.IsValueCreated)
        {
            await watch.Value.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
