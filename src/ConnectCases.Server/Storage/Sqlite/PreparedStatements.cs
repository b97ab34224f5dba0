using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Replaces each command of EF Core by a prepared command with the same text and connection. EF Core creates a new command for
/// each execution. SQLite would parse and plan the text of each new command, which costs more than most statements take to run.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, Statements> statementsByConnection = [];

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(
            statementsByConnection.GetOrCreateValue(command.Connection!).Execute((SqliteCommand)command));

    public override InterceptionResult DataReaderDisposing(
        DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        statementsByConnection.GetOrCreateValue(command.Connection!).Return(command);
        return result;
    }

    /// <summary>The prepared commands of one connection. Only one thread at a time uses a connection.</summary>
    private sealed class Statements
    {
        // Searches can have any number of different texts, so the number of idle commands needs a limit.
        private const int MaxIdle = 200;

        private readonly Dictionary<string, SqliteCommand> idle = [];
        private readonly Dictionary<DbCommand, SqliteCommand> running = [];

        public SqliteDataReader Execute(SqliteCommand command)
        {
            if (!idle.Remove(command.CommandText, out var prepared))
            {
#pragma warning disable CA2100 // The text comes from the command that EF Core created.
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

            if (idle.Count >= MaxIdle)
            {
                foreach (var other in idle.Values)
                {
                    other.Dispose();
                }

                idle.Clear();
            }

            // Two commands with the same text may have run at the same time.
            if (!idle.TryAdd(prepared.CommandText, prepared))
            {
                prepared.Dispose();
            }
        }
    }
}
