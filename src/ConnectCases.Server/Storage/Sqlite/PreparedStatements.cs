using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// EF Core makes a new command for every execution, and SQLite would parse and plan its text anew each time, which costs more
/// than most of our statements do. In its place runs a command of the same text that its connection has kept.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, Statements> ofConnections = [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(
            ofConnections.GetOrCreateValue(command.Connection!).Execute((SqliteCommand)command));

    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        ofConnections.GetOrCreateValue(command.Connection!).Return(command);
        return result;
    }

    /// <summary>What one connection has prepared; only one thread at a time uses a connection.</summary>
    private sealed class Statements
    {
        // Searches have as many texts as callers think of.
        private const int Most = 200;

        private readonly Dictionary<string, SqliteCommand> idle = [];
        private readonly Dictionary<DbCommand, SqliteCommand> running = [];

        public SqliteDataReader Execute(SqliteCommand command)
        {
            if (!idle.Remove(command.CommandText, out var prepared))
            {
#pragma warning disable CA2100 // It is the text of the command that it stands for.
                prepared = new SqliteCommand(command.CommandText, command.Connection);
#pragma warning restore CA2100
            }

            running.Add(command, prepared);
            prepared.Transaction = command.Transaction;
            prepared.CommandTimeout = command.CommandTimeout;
            prepared.Parameters.Clear();
            foreach (SqliteParameter parameter in command.Parameters)
            {
                prepared.Parameters.Add(parameter);
            }

            try
            {
                return prepared.ExecuteReader();
            }
            catch
            {
                running.Remove(command);
                prepared.Dispose();
                throw;
            }
        }

        public void Return(DbCommand command)
        {
            if (!running.Remove(command, out var prepared))
            {
                return;
            }

            if (idle.Count >= Most)
            {
                foreach (var other in idle.Values)
                {
                    other.Dispose();
                }

                idle.Clear();
            }

            // The same text may have run twice at once.
            if (!idle.TryAdd(prepared.CommandText, prepared))
            {
                prepared.Dispose();
            }
        }
    }
}
