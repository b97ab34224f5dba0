using System.Buffers.Binary;
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
    private const int HeaderLength = 100;

    private readonly bool temporary;
    private readonly SqliteContextPool contexts;
    private FileStream? lockFile;
    private int longReads;

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

    public bool IsNew { get; private set; }

    /// <summary>Whether a long read needs the write-ahead log, so that the log cannot be truncated.</summary>
    public bool HasLongReads => Volatile.Read(ref longReads) > 0;

    public void Open(CancellationToken cancellationToken)
    {
        try
        {
            CheckHeader();
            AcquireLockFile();
            DatabaseFile.CreatePrivate(Path);
            IsNew = new SqliteSchema(contexts.FirstConnection, Path).Update(contexts.Rent);
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

#pragma warning disable CA2000 // The transaction disposes the context.
    public ReadTransaction BeginRead()
    {
        var db = contexts.Rent();
        var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
        db.Database.UseTransaction(transaction);
        Interlocked.Increment(ref longReads);
        return new(db, () =>
        {
            db.Database.UseTransaction(null);
            transaction.Dispose();
            db.Dispose();
            Interlocked.Decrement(ref longReads);
        });
    }
#pragma warning restore CA2000

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
            || BinaryPrimitives.ReadInt32BigEndian(header[68..]) != SqliteSchema.ApplicationId)
        {
            throw new StartupException($"{Path} is not a database of this emulator. The file was not changed.");
        }
    }
}
