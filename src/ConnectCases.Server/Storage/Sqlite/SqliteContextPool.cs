using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Pools contexts. Each context has a connection that stays open. The pool of EF Core would close the connection of a returned
/// context. SQLite would then lose the cache and the prepared statements of the connection.
/// </summary>
internal sealed class SqliteContextPool(string path, string synchronous) : IDisposable
{
    /// <summary>The cache of a connection in KiB.</summary>
    public const int CacheSize = 8 * 1024;

    /// <summary>The cache of the writer in KiB while it imports a document.</summary>
    public const int ImportCacheSize = 128 * 1024;

    // Keeps at most this many unused contexts open. A server without delays rarely uses more contexts at the same time.
    private static readonly int MaxIdleContexts = 4 * Environment.ProcessorCount;

    private readonly PreparedStatements prepared = new();
    private readonly ConcurrentBag<SqliteCasesDbContext> idle = [];
    private readonly ConcurrentDictionary<SqliteConnection, bool> open = [];
    private SqliteConnection? first;

    /// <summary>
    /// A connection for the start of the server. The first context gets the same connection later. Creating a context takes longer.
    /// </summary>
    public SqliteConnection FirstConnection => first ??= Open();

    public SqliteCasesDbContext Rent()
    {
        var context = idle.TryTake(out var kept) ? kept : Create();
        context.MarkRented();
        return context;
    }

    public void Return(SqliteCasesDbContext context)
    {
        context.ChangeTracker.Clear();
        _ = context.TakeCommittedActions();
        if (idle.Count < MaxIdleContexts)
        {
            idle.Add(context);
        }
        else
        {
            Close((SqliteConnection)context.Database.GetDbConnection());
        }
    }

    public void Dispose()
    {
        foreach (var connection in open.Keys)
        {
            Close(connection);
        }
    }

#pragma warning disable CA2000 // Connections are closed by the pool.
    private SqliteCasesDbContext Create() =>
        new(
            new DbContextOptionsBuilder<SqliteCasesDbContext>()
                .UseSqlite(Interlocked.Exchange(ref first, null) ?? Open(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
                .AddInterceptors(prepared)
                .ReplaceService<IDatabase, SqliteDatabase>()
                .Options,
            this);
#pragma warning restore CA2000

    private void Close(SqliteConnection connection)
    {
        if (open.TryRemove(connection, out _))
        {
            connection.Dispose();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text has no user input. Pragmas accept no parameters.
        command.CommandText = $"""
            PRAGMA synchronous = {synchronous};
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -{CacheSize};
            PRAGMA temp_store = MEMORY;
            PRAGMA busy_timeout = 1000;
            """;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        open[connection] = true;
        return connection;
    }
}
