using System.Globalization;
using ConnectCases.Api.Cases;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>The context for PostgreSQL.</summary>
internal sealed class PostgresCasesDbContext(DbContextOptions<PostgresCasesDbContext> options) : CasesDbContext(options)
{
    /// <summary>The transaction id of the running unit of work. Null until the unit acquires a lock.</summary>
    public string? TransactionId { get; set; }

    private int backendProcessId;

    /// <summary>
    /// Determines whether the transaction was committed. EF Core calls this method if the connection is lost during a commit.
    /// </summary>
    public bool IsCommitted()
    {
        if (TransactionId is null)
        {
            return false;
        }

        // Ends the old backend process, which may still run. Also compares the transaction id, because process ids are reused.
        Database.ExecuteSql(
            $"""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = {backendProcessId} AND backend_xid = {TransactionId}::xid8::xid
            """);
        while (true)
        {
            var status = Database.SqlQuery<string>($"""SELECT pg_xact_status({TransactionId}::xid8) AS "Value" """).Single();
            if (status != "in progress")
            {
                return status == "committed";
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(50));
        }
    }

    public override IQueryable<TRow>? FindText<TRow>(string folded) => folded.Length < 3
        ? null
        : Set<TRow>().Where(row => EF.Property<string>(row, nameof(CaseValue.Folded)).Contains(folded));

    // The index has the words of each value as a tsvector without positions. 'word':* finds words that begin with the word.
    public override IQueryable<TRow> FindWords<TRow>(long domainKey, IReadOnlyList<string> patterns)
    {
        var query = PostgresText.Encode(string.Join(" | ", patterns.Select(pattern =>
        {
            var words = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Quote);
            return $"({string.Join(" & ", words)}{(pattern.EndsWith(' ') ? "" : ":*")})";
        })));
        return Set<TRow>().FromSql(
            $"""
            SELECT * FROM "CaseValues" WHERE array_to_tsvector(string_to_array(btrim("Words"), ' ')) @@ {query}::tsquery
            """);
    }

    public override IDisposable InterruptWhen(CancellationToken cancellationToken)
    {
        Database.OpenConnection();
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        return cancellationToken.Register(() =>
        {
            using var other = connection.CloneWith(
                new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Pooling = false }.ConnectionString);
            other.Open();
            using var cancel = new NpgsqlCommand("SELECT pg_cancel_backend($1)", other)
            {
                Parameters = { new() { Value = connection.ProcessID } },
            };
            cancel.ExecuteNonQuery();
        });
    }

    // Uses advisory locks, because they write nothing. The next statement sees the commits of earlier holders of the locks. Reads
    // outside of a unit of work acquire no locks.
    public override void AcquireLocks(params IReadOnlyList<StorageLock> locks)
    {
        if (locks.Count == 0 || Database.CurrentTransaction?.GetDbTransaction() is not NpgsqlTransaction transaction)
        {
            return;
        }

        using var command = new NpgsqlCommand { Connection = transaction.Connection, Transaction = transaction };
        var calls = locks.Select((@lock, index) =>
        {
            command.Parameters.Add(new() { Value = PostgresText.Encode(@lock.Name) });
            var function = @lock.Exclusive ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
            return string.Create(CultureInfo.InvariantCulture, $"{function}(hashtextextended(${index + 1}, 0))");
        });
#pragma warning disable CA2100 // The text has no user input. The names are parameters.
        command.CommandText = $"SELECT pg_current_xact_id()::text, {string.Join(", ", calls)}";
#pragma warning restore CA2100
        TransactionId = (string)command.ExecuteScalar()!;
        backendProcessId = transaction.Connection!.ProcessID;
    }

    public override long[] InsertAll<TRow>(IReadOnlyList<TRow> rows) => PostgresCopy.Insert(this, rows);

    private static string Quote(string word) =>
        $"'{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    // Collation "C" orders and compares texts by their characters only, as SQLite does. The collation of the database has no
    // effect.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation("C").HaveConversion<PostgresText>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<CaseValue>().HasIndex(value => value.Folded).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
