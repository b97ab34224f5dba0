using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// A statement for many rows. The commands of Microsoft.Data.Sqlite take several times as long for each row, because they look up
/// parameters by name and create a reader.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public RawStatement(sqlite3 database, string text)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v2(database, text, out statement));
    }

    /// <summary>Sets a parameter, counted from 1, to a value of a column type or to null.</summary>
    public void Bind(int parameter, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, parameter),
        string text => raw.sqlite3_bind_text(statement, parameter, text),
        long number => raw.sqlite3_bind_int64(statement, parameter, number),
        int number => raw.sqlite3_bind_int(statement, parameter, number),
        bool truth => raw.sqlite3_bind_int(statement, parameter, truth ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, parameter, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, parameter, bytes),
        _ => throw new NotSupportedException($"Columns of the type {value.GetType()} cannot be written."),
    });

    /// <summary>Runs the statement with the parameters.</summary>
    /// <exception cref="SqliteException">SQLite rejects the row, or cannot write.</exception>
    public void Execute()
    {
        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        Check(raw.sqlite3_reset(statement));
    }

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
