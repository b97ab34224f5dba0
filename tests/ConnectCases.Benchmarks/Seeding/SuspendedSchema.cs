using ConnectCases.Benchmarks.Storage;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>
/// Drops the indexes and triggers of the seeded tables and restores them after seeding from their SQL. The triggers maintain
/// the full-text table. The server fills this table when it opens a file with a changed schema.
/// </summary>
internal sealed class SuspendedSchema
{
    private readonly RawDatabase database;
    private readonly IReadOnlyList<(string Type, string Name, string Sql)> suspended;

    public SuspendedSchema(RawDatabase database, IEnumerable<string> tables)
    {
        this.database = database;
        var owners = string.Join(", ", tables.Select(table => $"'{table}'"));
        suspended = [.. database.Query(
            $"SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('index', 'trigger') AND tbl_name IN ({owners})",
            row => (Type: row.Text(0), Name: row.Text(1), Sql: row.Text(2)))];
        foreach (var (type, name, _) in suspended)
        {
            database.Execute($"DROP {type} \"{name}\"");
        }
    }

    public void Restore()
    {
        foreach (var (_, _, sql) in suspended)
        {
            database.Execute(sql);
        }
    }
}
