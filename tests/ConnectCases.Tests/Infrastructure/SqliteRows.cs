using Microsoft.Data.Sqlite;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Reads rows as texts that tests compare.</summary>
internal static class SqliteRows
{
    /// <summary>Returns the types and values of each row.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="selection">A SELECT statement without its first word.</param>
    public static List<string> Read(SqliteConnection connection, string selection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {selection}";
        using var rows = command.ExecuteReader();
        List<string> found = [];
        while (rows.Read())
        {
            var values = new object[rows.FieldCount];
            rows.GetValues(values);
            found.Add(string.Join(" | ", values.Select(value => $"{value.GetType().Name} {value}")));
        }

        return found;
    }
}
