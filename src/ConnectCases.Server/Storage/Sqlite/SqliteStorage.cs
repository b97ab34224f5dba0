using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Storage.Sqlite;

/// <summary>
/// The database file of this server: checked before SQLite touches it, held by a lock file beside it while the server
/// runs, brought to the current schema. A temporary one goes away with the server.
/// </summary>
internal sealed class SqliteStorage : IStorage, IDisposable
{
    // "CASE" at offset 68 of the header marks a file as ours.
    private const int ApplicationId = 0x43415345;
    private const int HeaderLength = 100;

    private readonly bool temporary;
    private readonly SqliteContextPool contexts;
    private FileStream? hold;

    public SqliteStorage(EmulatorOptions options)
    {
        temporary = options.InMemory;
        Path = temporary
            ? System.IO.Path.Combine(Directory.CreateTempSubdirectory("connect-cases-").FullName, "cases.db")
            : Resolved(System.IO.Path.GetFullPath(options.Data ?? "cases.db"));
        Synchronous = temporary ? "OFF" : options.Synchronous.ToString().ToUpperInvariant();
        contexts = new(Path, Synchronous);
    }

    public string Path { get; }

    public string Synchronous { get; }

    public string Description => temporary ? "in memory (gone when the server ends)" : $"SQLite, {Path}";

    public bool IsShared => false;

    public void Open()
    {
        try
        {
            CheckHeader();
            Hold();
            using var db = contexts.Rent();
            BringUpToDate(db);
            RefreshTexts(db);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartupException($"The database file {Path} cannot be used: {exception.Message}", exception);
        }
    }

    public CasesDbContext CreateDbContext() => contexts.Rent();

    public UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger) => new SqliteUnitOfWorkExecutor(this, logger);

    public void Dispose()
    {
        contexts.Dispose();
        hold?.Dispose();
        if (temporary)
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
        }
    }

    // The lock and SQLite's own files stand beside the file itself, whatever links lead to it.
    private static string Resolved(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var file = new FileInfo(System.IO.Path.Combine(Resolved(parent), System.IO.Path.GetFileName(path)));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private void Hold()
    {
        if (Directory.Exists(Path))
        {
            throw new StartupException($"The database file {Path} is a directory.");
        }

        var name = Path + ".lock";
        try
        {
            hold = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(name))
        {
            throw new StartupException($"Another server is using the database file {Path}.");
        }
    }

    // Read as bytes: opening it with SQLite would already leave a mark on a file that is not ours.
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
            throw new StartupException($"{Path} is not a database of this emulator; it was left as it is.");
        }
    }

    private void BringUpToDate(SqliteCasesDbContext db)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = Applied(db);
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"{Path} was written by a newer version of the emulator (it has {unknown}); it was left as it is.");
        }

        if (applied.Count == known.Count)
        {
            return;
        }

        if (applied.Count == 0 && Exists(db, "Domains"))
        {
            throw new StartupException($"{Path} is damaged: it has lost its history of migrations; it was left as it is.");
        }

        // In the rollback journal the mark reaches the header itself, where CheckHeader looks for it, before anything else.
        db.Database.ExecuteSqlRaw($"PRAGMA application_id = {ApplicationId}");
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");

        // We are alone here, so a migration lock can only be left from a server that was killed while it migrated.
        db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
        DefineFunctions(db);
        db.Database.Migrate();
    }

    // The full-text table knows values by their rowids, which VACUUM gives anew; as a migration does, it changes the version
    // of the schema.
    private static void RefreshTexts(SqliteCasesDbContext db)
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
            INSERT INTO "CaseTexts" (rowid, "Folded") SELECT rowid, "Folded" FROM "CaseValues";
            """);
        db.Database.ExecuteSqlRaw(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        transaction.Commit();
    }

    private static long Pragma(SqliteCasesDbContext db, string name)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The name is ours; pragmas take no parameters.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    // Migrations fill new columns from old ones with them.
    private static void DefineFunctions(SqliteCasesDbContext db)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction<long, string?, double?, string>(
            "cases_folded", (kind, text, number) => FoldedText.Fold((ValueKind)kind, text, number), isDeterministic: true);
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
