namespace ConnectCases.Storage;

/// <summary>The database that keeps the state.</summary>
internal interface IStorage
{
    /// <summary>Describes the storage for people. Contains no secrets.</summary>
    string Description { get; }

    /// <summary>Whether other servers change the state too.</summary>
    bool IsShared { get; }

    /// <summary>Opens the storage for this server and migrates its schema. Leaves an unusable storage unchanged.</summary>
    /// <exception cref="StartupException">
    /// The database was not created by this emulator, was written by a newer version, is locked by another server, or cannot be
    /// opened.
    /// </exception>
    void Open();

    /// <summary>Creates a context for reading. It does not track entities.</summary>
    CasesDbContext CreateDbContext();

    UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger);
}

/// <summary>Creates the storage that the options choose, or returns null if they choose another one.</summary>
internal delegate IStorage? StorageFactory(EmulatorOptions options);
