using ConnectCases.Protocol.Errors;

namespace ConnectCases.Storage;

/// <summary>The database that keeps the state.</summary>
internal interface IStorage
{
    /// <summary>Describes the storage for people. Contains no secrets.</summary>
    string Description { get; }

    /// <summary>Whether other servers can also change the state.</summary>
    bool IsShared { get; }

    /// <summary>
    /// Whether this server created the storage. Such a storage has no work of an earlier server. A seed announces its own work. Known
    /// after <see cref="Open"/>.
    /// </summary>
    bool IsNew => false;

    /// <summary>Opens the storage for this server and migrates its schema. Leaves an unusable storage unchanged.</summary>
    /// <exception cref="StartupException">
    /// The database cannot be opened. For example, the database belongs to another application or to a newer version of the
    /// emulator, is damaged, or is locked by another server.
    /// </exception>
    void Open(CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the storage can serve a request. Dispose the result at the end of the request. Waiting holds no thread.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage was not available for the time of the options.</exception>
    ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellationToken) => new((IDisposable?)null);

    /// <summary>Returns the error for a failure that means that the storage is unavailable, or null for another failure.</summary>
    StorageUnavailableException? FindOutage(Exception exception) => null;

    /// <summary>Creates a context for reading. The context does not track entities.</summary>
    CasesDbContext CreateDbContext();

    /// <summary>Starts to read one state of the database, for as long as an export takes.</summary>
    ReadTransaction BeginRead();

    UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger);
}

/// <summary>Creates one kind of storage, such as PostgreSQL. Returns null if the options choose another kind.</summary>
internal delegate IStorage? StorageFactory(EmulatorOptions options, ILoggerFactory loggers);
