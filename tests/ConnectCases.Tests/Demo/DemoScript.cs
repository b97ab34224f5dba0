using System.Text;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace ConnectCases.Tests.Demo;

/// <summary>Writes the rows of a database that contains only the demo as a script, src/ConnectCases.Server/Demo/demo.sql.</summary>
internal static class DemoScript
{
    /// <summary>If this environment variable is 1, the test writes the file instead of comparing the file.</summary>
    public const string UpdateVariable = "CASES_UPDATE_DEMO";

    // These values do not occur in the content of the demo, so that all occurrences come from the options.
    public const string Account = "999999999999";
    public const string Region = "us-gov-demo-1";

    public static string File { get; } = Path.Combine(Repository.Root, "src/ConnectCases.Server/Demo/demo.sql");

    public static string Of(SqliteConnection connection)
    {
        var script = new StringBuilder();
        foreach (var table in Tables(connection))
        {
            var columns = Strings(connection, $"""SELECT name FROM pragma_table_info('{table}')""");
            var values = columns.Select(column =>
                OwnerOfKey(table, column) is { } owner ? $"'${owner}+' || \"{column}\"" : $"quote(\"{column}\")");
            var rows = Strings(
                connection, $"""SELECT '(' || {string.Join(" || ', ' || ", values)} || ')' FROM "{table}" ORDER BY rowid""");
            if (rows.Count > 0)
            {
                var names = string.Join(", ", columns.Select(column => $"\"{column}\""));
                script.Append($"INSERT INTO \"{table}\" ({names}) VALUES\n{string.Join(",\n", rows)};\n");
            }
        }

        return script
            .Replace(Account, "{account}").Replace(Region, "{region}").Replace("aws-us-gov", "{partition}")
            .ToString();
    }

    /// <summary>Returns the tables of the emulator without the indexes of texts and words, in the order of their creation.</summary>
    public static IReadOnlyList<string> Tables(SqliteConnection connection) => Strings(
        connection,
        """
        SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\_\_EF%' ESCAPE '\'
        AND name NOT LIKE 'CaseTexts%' AND name NOT LIKE 'CaseWords%' ORDER BY rowid
        """);

    public static IReadOnlyList<string> Strings(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var rows = command.ExecuteReader();
        List<string> strings = [];
        while (rows.Read())
        {
            strings.Add(rows.GetString(0));
        }

        return strings;
    }

    /// <summary>Returns the table whose key a column contains, or null if the column contains no key.</summary>
    private static string? OwnerOfKey(string table, string column) => (table, column) switch
    {
        (_, "DomainKey") => "Domains",
        (_, "FieldKey") => "Fields",
        (_, "CaseKey" or "PrimaryKey" or "SecondaryKey") => "Cases",
        ("RelatedItemValues", "Sequence") => "RelatedItems",
        ("CaseTags", "Key") => null,
        (_, "Key" or "Sequence") => table,
        _ => null,
    };
}
