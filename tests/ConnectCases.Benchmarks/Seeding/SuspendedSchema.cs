using ConnectCases.Benchmarks.Storage;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>
/// Indexes and triggers of the tables that are filled, taken away while that is done and made again from their own text.
/// A trigger goes only if all it does is to keep a full-text index that can be rebuilt from the table; any other does its
/// work row by row as ever.
/// </summary>
internal sealed class SuspendedSchema
{
    private readonly RawDatabase database;
    private readonly IReadOnlyList<(string Type, string Name, string Sql)> suspended;
    private readonly string[] textIndexes;

    public SuspendedSchema(RawDatabase database, IEnumerable<string> tables)
    {
        this.database = database;
        textIndexes = RebuildableTextIndexes();
        var owners = string.Join(", ", tables.Select(table => $"'{table}'"));
        suspended = [.. database
            .Query(
                $"SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'trigger') AND tbl_name IN ({owners})",
                row => (Type: row.Text(0), Name: row.Text(1), Sql: row.Text(2)))
            .Where(part => part.Type == "index" || Array.Exists(textIndexes, part.Sql.Contains))];
        foreach (var (type, name, _) in suspended)
        {
            database.Execute($"DROP {type} \"{name}\"");
        }
    }

    public void Restore()
    {
        foreach (var textIndex in textIndexes)
        {
            database.Execute($"INSERT INTO \"{textIndex}\" (\"{textIndex}\") VALUES ('rebuild')");
        }

        foreach (var (_, _, sql) in suspended)
        {
            database.Execute(sql);
        }
    }

    // Those with external content: content='table'. Without content there is nothing to rebuild from.
    private string[] RebuildableTextIndexes() =>
        [.. database
            .Query(
                "SELECT name, lower(replace(replace(sql, ' ', ''), '\"', '''')) FROM sqlite_schema WHERE sql LIKE '%USING fts5%'",
                row => (Name: row.Text(0), Sql: row.Text(1)))
            .Where(table => table.Sql.Contains("content='", StringComparison.Ordinal)
                && !table.Sql.Contains("content=''", StringComparison.Ordinal))
            .Select(table => table.Name)];
}
