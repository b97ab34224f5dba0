using Npgsql;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A database on the PostgreSQL server of the tests.</summary>
public sealed class PostgresTestDatabase : TestDatabase
{
    // Reads the location (ctid) and the transaction (xmin) of each row. They change even if an update keeps all values.
    // The statistics of the server are delayed. Rejected units of work also use transaction ids.
    private const string StateOfEachTable = """
        SELECT string_agg(format('SELECT count(*) || %L || coalesce(sum(hashtext(ctid || %L || xmin)::bigint), 0) FROM %I', ' ', ' ', tablename), ' UNION ALL ' ORDER BY tablename)
        FROM pg_tables WHERE schemaname = 'public'
        """;

    private readonly string name = PostgresServer.NewName();
    private readonly NpgsqlDataSource source;

    public PostgresTestDatabase()
    {
        PostgresServer.Create(name);
        source = NpgsqlDataSource.Create(PostgresServer.ConnectionTo(name));
    }

    public override string Name => name;

    public override (string Name, string Value) Setting => ("Postgres", PostgresServer.ConnectionTo(name));

    public override async Task<string> StateAsync()
    {
        await using var states = source.CreateCommand(StateOfEachTable);
        await using var state = source.CreateCommand(
            $"SELECT string_agg(t, ';') FROM ({await states.ExecuteScalarAsync()}) AS states (t)");
        return (string)(await state.ExecuteScalarAsync())!;
    }

    public override Task RefuseUpdatesAsync(string table) => ExecuteAsync($"""
        CREATE FUNCTION refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
        CREATE TRIGGER refusal BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION refusal()
        """);

    public override Task AllowUpdatesAsync(string table) => ExecuteAsync("DROP FUNCTION refusal CASCADE");

    // Several servers can use the same database.
    public override Task UntilReleasedAsync() => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        PostgresServer.Drop(name);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
