using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// Creates or migrates the schema of a database file. A new file gets the schema from a script that contains the result of all
/// migrations. Only an older file needs the migrations of EF Core, which take a second to compile.
/// </summary>
/// <param name="connection">A connection to the file. The caller closes the connection.</param>
/// <param name="path">The path of the file, for messages.</param>
internal sealed class SqliteSchema(SqliteConnection connection, string path)
{
    /// <summary>The text "CASE". At offset 68 of the header, it marks a database of this emulator.</summary>
    public const int ApplicationId = 0x43415345;

    /// <summary>The script that creates the schema. A test fails if the script differs from the migrations.</summary>
    public static string Script
    {
        get
        {
            using var script = new StreamReader(typeof(SqliteSchema).Assembly.GetManifestResourceStream("schema.sql")!);
            return script.ReadToEnd();
        }
    }

    /// <summary>Gives the file the current schema. Returns true if the file was empty.</summary>
    /// <param name="createContext">Creates a context for migrations.</param>
    /// <exception cref="StartupException">The file is damaged, or a newer version of the emulator wrote the file.</exception>
    public bool Update(Func<SqliteCasesDbContext> createContext)
    {
        var script = Script;
        var known = KnownMigrations(script);
        var applied = Exists("__EFMigrationsHistory") ? Strings("SELECT MigrationId FROM __EFMigrationsHistory") : [];
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"{path} was written by a newer version of the emulator (migration {unknown}). The file was not changed.");
        }

        if (applied.Count < known.Count)
        {
            if (applied.Count == 0 && Exists("Domains"))
            {
                throw new StartupException($"{path} is damaged: the history of migrations is missing. The file was not changed.");
            }

            CreateOrMigrate(applied.Count == 0 ? script : null, createContext);
        }

        RefreshIndexes();
        return applied.Count == 0;
    }

    /// <summary>Runs all migrations of EF Core.</summary>
    public static void Migrate(SqliteCasesDbContext db)
    {
        DefineFunctions(db);
        db.Database.Migrate();
    }

    private static List<string> KnownMigrations(string script)
    {
        const string Insert = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('";
        return [.. script.Split('\n')
            .Where(line => line.StartsWith(Insert, StringComparison.Ordinal))
            .Select(line => line[Insert.Length..line.IndexOf('\'', Insert.Length)])];
    }

    private void CreateOrMigrate(string? script, Func<SqliteCasesDbContext> createContext)
    {
        // The id is set before all other writes and before the change to WAL. In rollback journal mode, the id is written to the
        // header of the file, where SqliteStorage reads it.
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        Execute("PRAGMA journal_mode = WAL");

        // This server holds the lock file. A migration lock can only come from a server that was killed during a migration.
        Execute("DROP TABLE IF EXISTS __EFMigrationsLock");
        if (script is not null)
        {
            using var transaction = connection.BeginTransaction();
            Execute(script, transaction);
            transaction.Commit();
            return;
        }

        using var db = createContext();
        Migrate(db);
    }

    // Rebuilds the indexes of texts and words if the version of the schema has changed. The indexes refer to values by rowid, and
    // VACUUM assigns new rowids. VACUUM and migrations change the version of the schema.
    private void RefreshIndexes()
    {
        var version = Integer("PRAGMA schema_version");
        if (Integer("PRAGMA user_version") == version)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        TextIndexer.Rebuild(connection, transaction);
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"), transaction);
        transaction.Commit();
    }

    // Migrations call these functions to fill new columns from old columns.
    private static void DefineFunctions(SqliteCasesDbContext db)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction<long, string?, double?, string>(
            "cases_folded", (kind, text, number) => FoldedText.Fold((ValueKind)kind, text, number), isDeterministic: true);
        connection.CreateFunction<bool, string, string>(
            "cases_words",
            (whole, folded) => whole ? SearchWords.OfWhole(folded) : SearchWords.OfText(folded),
            isDeterministic: true);
        connection.CreateFunction<string?, string?>(
            "cases_sort_text",
            text => text is null ? null : FoldedText.ToSortText(FoldedText.Fold(text)),
            isDeterministic: true);
    }

    private bool Exists(string table) => Integer($"SELECT count(*) FROM sqlite_schema WHERE name = '{table}'") > 0;

    private List<string> Strings(string query)
    {
        using var command = Command(query);
        using var rows = command.ExecuteReader();
        List<string> strings = [];
        while (rows.Read())
        {
            strings.Add(rows.GetString(0));
        }

        return strings;
    }

    private long Integer(string query)
    {
        using var command = Command(query);
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string statements, SqliteTransaction? transaction = null)
    {
        using var command = Command(statements);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // All texts are parts of the program. Pragmas accept no parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
