using System.Linq.Expressions;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace ConnectCases.Storage.Sqlite;

/// <summary>The context for SQLite.</summary>
/// <param name="options">The connection.</param>
/// <param name="pool">The pool that the context returns to when it is disposed.</param>
internal sealed partial class SqliteCasesDbContext(
    DbContextOptions<SqliteCasesDbContext> options, SqliteContextPool? pool = null) : CasesDbContext(options)
{
    private readonly Dictionary<PreparedQuery, SqliteCommand> prepared = [];
    private int rented;

    /// <summary>Marks the context as in use.</summary>
    public void MarkRented() => Volatile.Write(ref rented, 1);

    /// <summary>
    /// Returns the context to its pool. Only the first call after <see cref="MarkRented"/> has an effect. As in EF Core's own pool, an
    /// owner must not dispose the context again after the next rent.
    /// </summary>
    public override void Dispose()
    {
        if (pool is null)
        {
            base.Dispose();
        }
        else if (Interlocked.Exchange(ref rented, 0) == 1)
        {
            pool.Return(this);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (pool is null)
        {
            await base.DisposeAsync();
        }
        else
        {
            Dispose();
        }
    }

    // The text index holds the three-character sequences of each value. The query asks for adjacent sequences only, because
    // overlapping sequences would rarely exclude more rows. A sequence with U+0000 would end the query. The index does not know the
    // values that were written last, so all of them are returned.
    public override IQueryable<TRow>? FindText<TRow>(string folded)
    {
        var runes = folded.EnumerateRunes().ToArray();
        var last = runes.Length - 3;
        var sequences = Enumerable.Range(0, Math.Max(0, last + 1)).Where(start => start % 3 == 0 || start == last)
            .Select(start => string.Concat(runes[start..(start + 3)]))
            .Where(sequence => !sequence.Contains('\0', StringComparison.Ordinal))
            .Distinct()
            .Select(sequence => $"\"{sequence.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
            .ToList();
        var query = string.Join(" AND ", sequences);
        return sequences.Count == 0
            ? null
            : Set<TRow>().FromSql(
                $"""
                SELECT v.* FROM "CaseTexts" AS t CROSS JOIN "CaseValues" AS v ON v.rowid = t.rowid
                WHERE t."CaseTexts" MATCH {query} AND t.rowid NOT IN (SELECT "ValueRow" FROM "StaleTexts")
                UNION ALL
                SELECT v.* FROM "StaleTexts" AS s CROSS JOIN "CaseValues" AS v ON v.rowid = s."ValueRow"
                """);
    }

    // The index keeps no positions, so the words of a pattern can occur in any order. "word" * finds words that begin with the word.
    // The index leaves out texts that are one whole word. The index of values finds these texts in each field of the domain. Ids and
    // times are such texts, so most writes do not change the index of words.
    public override IQueryable<TRow> FindWords<TRow>(long domainKey, IReadOnlyList<string> patterns)
    {
        var query = string.Join(" OR ", patterns.Select(pattern =>
        {
            var words = Separators().Split(pattern).Where(word => word.Length > 0).Select(word => $"\"{word}\"");
            return $"({string.Join(" AND ", words)}{(pattern.EndsWith(' ') ? "" : " *")})";
        }));
        var texts = new JsonArray([.. patterns.Select(SearchWords.FindWhole).OfType<string>().Select(text => (JsonNode)FoldedText.ToSortText(text))])
            .ToJsonString();
        return Set<TRow>().FromSql(
            $"""
            SELECT v.* FROM "CaseWords" AS w CROSS JOIN "CaseValues" AS v ON v.rowid = w.rowid
            WHERE w."CaseWords" MATCH {query} AND w.rowid NOT IN (SELECT "ValueRow" FROM "StaleTexts")
            UNION ALL
            SELECT v.* FROM "StaleTexts" AS s CROSS JOIN "CaseValues" AS v ON v.rowid = s."ValueRow"
            UNION ALL
            SELECT v.* FROM "Fields" AS f CROSS JOIN "CaseValues" AS v ON v."DomainKey" = f."DomainKey" AND v."FieldId" = f."FieldId"
            WHERE f."DomainKey" = {domainKey} AND v."SortText" IN (SELECT value FROM json_each({texts}))
            """);
    }

    // The characters that separate words in SQLite's version of Unicode.
    [GeneratedRegex(@"[\s\u180e]+")]
    private static partial Regex Separators();

    // A statement runs on the thread of its request, so another thread must interrupt it.
    public override IDisposable InterruptWhen(CancellationToken cancellationToken)
    {
        Database.OpenConnection();
        var handle = ((SqliteConnection)Database.GetDbConnection()).Handle!;
        return cancellationToken.Register(() => raw.sqlite3_interrupt(handle));
    }

    public override PreparedRun? Prepare(LambdaExpression query)
    {
        var prepared = new PreparedQuery(Model, query);
        return (db, arguments) => ((SqliteCasesDbContext)db).Run(prepared, arguments);
    }

    // Plain commands need no queries of EF Core. Compiling the queries would take longer than the inserts.
    public override bool TryInsert(string sqliteScript)
    {
        using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText =
            """
            SELECT t.name, coalesce(s.seq, 0) FROM sqlite_schema AS t LEFT JOIN sqlite_sequence AS s ON s.name = t.name
            WHERE t.type = 'table'
            """;
        List<SqliteParameter> lastKeys = [];
        using (var tables = command.ExecuteReader())
        {
            while (tables.Read())
            {
                lastKeys.Add(new($"${tables.GetString(0)}", tables.GetInt64(1)));
            }
        }

        command.Parameters.AddRange(lastKeys.ToArray());
#pragma warning disable CA2100 // The script is a part of the program.
        command.CommandText = sqliteScript;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return true;
    }

    public override long[] InsertAll<TRow>(IReadOnlyList<TRow> rows) =>
        ((SqliteDatabase)this.GetService<IDatabase>()).InsertAll(Model.FindEntityType(typeof(TRow))!, rows);

    // The pages of a large import do not fit in the usual cache, so that SQLite would write many pages several times. The writer thread
    // indexes the texts of a few rows later.
    public override void RunImport(Action insert)
    {
        try
        {
            SetCacheSize(SqliteContextPool.ImportCacheSize);
            insert();
            var transaction = (SqliteTransaction)Database.CurrentTransaction!.GetDbTransaction();
            var texts = new TextIndexer((SqliteConnection)Database.GetDbConnection());
            if (texts.IsBehind(transaction))
            {
                texts.IndexAll(transaction);
            }
        }
        finally
        {
            SetCacheSize(SqliteContextPool.CacheSize);
        }
    }

    private void SetCacheSize(int kibibytes)
    {
        using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // The text has no user input. Pragmas accept no parameters.
        command.CommandText = $"PRAGMA cache_size = -{kibibytes}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private object? Run(PreparedQuery query, object?[] arguments)
    {
        if (!prepared.TryGetValue(query, out var command))
        {
            prepared.Add(query, command = query.Prepare((SqliteConnection)Database.GetDbConnection()));
        }

        command.Transaction = (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction();
        return query.Run(this, command, arguments);
    }

    // SQLite has one writer, so units never run at the same time.
    public override void AcquireLocks(params IReadOnlyList<StorageLock> locks)
    {
    }

    // SQLite cannot order by DateTimeOffset, so instants are stored as UTC ticks.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    // The overridden properties of EF Core compile the expressions, once for each property.
    internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero))
    {
        public override Func<object?, object?> ConvertToProvider => value => value is DateTimeOffset instant ? instant.UtcTicks : null;

        public override Func<object?, object?> ConvertFromProvider =>
            value => value is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }
}
