namespace ConnectCases.Tests.Infrastructure;

/// <summary>The database of one test: a SQLite file, or a PostgreSQL database if the tests use PostgreSQL.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>A text that the server shows as the location of its state.</summary>
    public abstract string Name { get; }

    /// <summary>The setting of the ConnectCases section that makes a server use this database.</summary>
    public abstract (string Name, string Value) Setting { get; }

    /// <summary>The command-line arguments that make a server use this database.</summary>
    public IReadOnlyList<string> Arguments => [$"--{Setting.Name.ToLowerInvariant()}", Setting.Value];

    public static TestDatabase Create() => PostgresServer.IsGiven ? new PostgresTestDatabase() : new SqliteTestDatabase();

    /// <summary>Returns a value that changes with every committed change, even if the change keeps all values.</summary>
    public abstract Task<string> StateAsync();

    /// <summary>Makes every update of a table fail.</summary>
    public abstract Task RefuseUpdatesAsync(string table);

    public abstract Task AllowUpdatesAsync(string table);

    /// <summary>Waits until no server has the database open.</summary>
    public abstract Task UntilReleasedAsync();

    public abstract ValueTask DisposeAsync();
}
