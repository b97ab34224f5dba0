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

    public override async Task<string> StateAsync()
    {
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
