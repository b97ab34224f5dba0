using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace ConnectCases.Persistence;

/// <summary>
/// Settings that SQLite keeps per connection (docs/adr/0002). Connections are pooled and opened for every query, so they
/// are set only on a handle that has not been seen.
/// </summary>
internal sealed class ConnectionPragmas(string synchronous) : DbConnectionInterceptor
{
    private readonly ConditionalWeakTable<sqlite3, object> configured = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var sqlite = (SqliteConnection)connection;
        if (!configured.TryAdd(sqlite.Handle!, this))
        {
            return;
        }

        using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours; pragmas take no parameters.
        command.CommandText = $"""
            PRAGMA synchronous = {synchronous};
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -32768;
            PRAGMA mmap_size = 268435456;
            PRAGMA temp_store = MEMORY;
            """;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
