using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Persistence;

/// <summary>
/// Contexts, each with a connection that stays open. EF Core's own pool closes the connection of a context that comes back,
/// and with it goes what SQLite has cached and prepared for it.
/// </summary>
internal sealed class SqliteContextPool(string path, string synchronous) : IDisposable
{
    private readonly PreparedStatements prepared = new();
    private readonly ConcurrentBag<SqliteCasesDbContext> idle = [];
    private readonly ConcurrentBag<SqliteConnection> connections = [];

    public SqliteCasesDbContext Rent() => idle.TryTake(out var context) ? context : Create();

    public void Return(SqliteCasesDbContext context)
    {
        context.ChangeTracker.Clear();
        idle.Add(context);
    }

    public void Dispose()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }
    }

    private SqliteCasesDbContext Create()
    {
        var connection = Open();
        connections.Add(connection);
        return new(
            new DbContextOptionsBuilder<SqliteCasesDbContext>()
                .UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .AddInterceptors(prepared)
                .Options,
            this);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours; pragmas take no parameters.
        command.CommandText = $"""
            PRAGMA synchronous = {synchronous};
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -32768;
            PRAGMA mmap_size = 268435456;
            PRAGMA temp_store = MEMORY;
            PRAGMA busy_timeout = 1000;
            """;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return connection;
    }
}
