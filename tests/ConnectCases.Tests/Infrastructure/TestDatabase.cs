namespace ConnectCases.Tests.Infrastructure;

/// <summary>A database of one test: a SQLite file, or a PostgreSQL database where the tests run on a server.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What a server says of where its state is contains this.</summary>
    public abstract string Name { get; }

    /// <summary>The setting of the emulator's section that makes a server use it.</summary>
    public abstract (string Name, string Value) Setting { get; }

    /// <summary>The same for the command line.</summary>
    public IReadOnlyList<string> Arguments => [$"--{Setting.Name.ToLowerInvariant()}", Setting.Value];

    public static TestDatabase Create() => PostgresServer.IsGiven ? new PostgresTestDatabase() : new SqliteTestDatabase();

    /// <summary>Is another after any commit of a change, also of one that leaves the same values.</summary>
    public abstract Task<string> StateAsync();

    /// <summary>Has every update of a table fail.</summary>
    public abstract Task RefuseUpdatesAsync(string table);

    public abstract Task AllowUpdatesAsync(string table);

    /// <summary>Waits until no server has it open.</summary>
    public abstract Task UntilReleasedAsync();

    public abstract ValueTask DisposeAsync();
}
