using System.Buffers.Binary;
using System.Globalization;
using ConnectCases.Protocol.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// The SQLite database file of this server. The server checks the file before SQLite opens the file, and then migrates the
/// schema. While the server runs, the server holds a lock file in the same folder. A temporary database is deleted when the
/// server stops.
/// </summary>
internal sealed class SqliteStorage : IStorage, IDisposable
{
    // The text "CASE" at offset 68 of the header marks a database of this emulator.
    private const int ApplicationId = 0x43415345;
    private const int HeaderLength = 100;

    private readonly bool temporary;
    private readonly SqliteContextPool contexts;
    private FileStream? lockFile;

    public SqliteStorage(EmulatorOptions options)
    {
        temporary = options.InMemory;
        Path = temporary
            ? System.IO.Path.Combine(TemporaryDirectories.Create(), "cases.db")
            : Resolved(System.IO.Path.GetFullPath(options.Data ?? "cases.db"));
        Synchronous = temporary ? "OFF" : options.Synchronous.ToString().ToUpperInvariant();
        contexts = new(Path, Synchronous);
    }

    public string Path { get; }

    public string Synchronous { get; }

    public string Description => temporary ? "in memory (deleted when the server stops)" : $"SQLite, {Path}";

    public bool IsShared => false;

    public void Open(CancellationToken cancellationToken)
    {
        try
        {
            CheckHeader();
            AcquireLockFile();
            DatabaseFile.CreatePrivate(Path);
            using var db = contexts.Rent();
            MigrateSchema(db);
            RefreshIndexes(db);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartupException($"The database file {Path} cannot be used: {exception.Message}", exception);
        }
    }

    /// <exception cref="StorageUnavailableException">The database file was deleted, moved or replaced.</exception>
    public void EnsureInPlace(SqliteConnection connection)
    {
        if (DatabaseFile.HasMoved(connection))
        {
            throw new StorageUnavailableException(
                $"The database file {Path} was deleted, moved or replaced while the server was running. Restore the file or restart the server.");
        }
    }

    public CasesDbContext CreateDbContext() => contexts.Rent();

    public UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger) => new SqliteUnitOfWorkExecutor(this, logger);

    public void Dispose()
    {
        contexts.Dispose();
        lockFile?.Dispose();
        if (temporary && Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        }
    }

    // Resolves symbolic links. The lock file and the other files of SQLite are in the folder of the database file itself.
    private static string Resolved(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var file = new FileInfo(System.IO.Path.Combine(Resolved(parent), System.IO.Path.GetFileName(path)));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private void AcquireLockFile()
    {
        if (Directory.Exists(Path))
        {
            throw new StartupException($"The database file {Path} is a directory.");
        }

        var name = Path + ".lock";
        try
        {
            lockFile = DatabaseFile.Lock(name);
        }
        catch (IOException) when (File.Exists(name))
        {
            throw new StartupException($"Another server is using the database file {Path}.");
        }
    }

    // Reads the header as bytes, because SQLite can already change a file when it opens the file.
    private void CheckHeader()
    {
        var file = new FileInfo(Path);
        if (!file.Exists || file.Length == 0)
        {
            return;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        using var stream = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (read < HeaderLength
            || !header.StartsWith("SQLite format 3\0"u8)
            || BinaryPrimitives.ReadInt32BigEndian(header[68..]) != ApplicationId)
        {
            throw new StartupException($"{Path} is not a database of this emulator. The file was not changed.");
        }
    }

    private void MigrateSchema(SqliteCasesDbContext db)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = Applied(db);
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"{Path} was written by a newer version of the emulator (migration {unknown}). The file was not changed.");
        }

        if (applied.Count == known.Count)
        {
            return;
        }

        if (applied.Count == 0 && Exists(db, "Domains"))
        {
            throw new StartupException($"{Path} is damaged: the history of migrations is missing. The file was not changed.");
        }

        // The id is set before all other writes and before the change to WAL. In rollback journal mode, the id is written to the
        // header of the file, where CheckHeader reads it.
        db.Database.ExecuteSqlRaw($"PRAGMA application_id = {ApplicationId}");
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");

        // This server holds the lock file. A migration lock can only come from a server that was killed during a migration.
        db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
        DefineFunctions(db);
        db.Database.Migrate();
    }

    // Rebuilds the indexes of texts and words if the version of the schema has changed. The indexes refer to values by rowid, and
    // VACUUM assigns new rowids. VACUUM and migrations change the version of the schema.
    private static void RefreshIndexes(SqliteCasesDbContext db)
    {
        var version = Pragma(db, "schema_version");
        if (Pragma(db, "user_version") == version)
        {
            return;
        }

        using var transaction = db.Database.BeginTransaction();
        db.Database.ExecuteSqlRaw(
            """
            INSERT INTO "CaseTexts" ("CaseTexts") VALUES ('delete-all');
            INSERT INTO "CaseTexts" (rowid, "Folded") SELECT v.rowid, v."Folded" FROM "CaseValues" AS v
            JOIN "Fields" AS f ON f."DomainKey" = v."DomainKey" AND f."FieldId" = v."FieldId"
            WHERE f."Type" IN ('Text', 'Url') AND f."FieldId" <> 'case_id';
            INSERT INTO "CaseWords" ("CaseWords") VALUES ('delete-all');
            INSERT INTO "CaseWords" (rowid, "Words") SELECT rowid, "Words" FROM "CaseValues"
            WHERE "SortText" IS NULL OR "Words" <> ' =' || "Folded" || ' ';
            """);
        db.Database.ExecuteSqlRaw(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        transaction.Commit();
    }

    private static long Pragma(SqliteCasesDbContext db, string name)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name is a constant. Pragmas accept no parameters.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
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

    private static List<string> Applied(SqliteCasesDbContext db) =>
        Exists(db, "__EFMigrationsHistory")
            ? [.. db.Database.SqlQueryRaw<string>("SELECT MigrationId AS Value FROM __EFMigrationsHistory")]
            : [];

    private static bool Exists(SqliteCasesDbContext db, string table) =>
        db.Database.SqlQuery<long>($"SELECT count(*) AS Value FROM sqlite_schema WHERE name = {table}").Single() > 0;
}
