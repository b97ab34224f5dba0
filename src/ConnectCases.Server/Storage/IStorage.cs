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
    /// The database belongs to another application or to a newer version of the emulator, or the database is damaged. Or another
    /// server has locked the database, or the database cannot be opened.
    /// </exception>
    void Open();

    /// <summary>Creates a context for reading. It does not track entities.</summary>
    CasesDbContext CreateDbContext();

    UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger);
}

/// <summary>Creates the storage that the options choose, or returns null if the options choose another storage.</summary>
internal delegate IStorage? StorageFactory(EmulatorOptions options);
