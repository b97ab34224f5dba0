namespace ConnectCases.Persistence;

/// <summary>Where the state is: in a SQLite file of this server's own, or in a PostgreSQL database that servers share.</summary>
internal interface IStorage
{
    /// <summary>What it is, for people, without secrets.</summary>
    string Description { get; }

    /// <summary>Whether other servers change the state too.</summary>
    bool IsShared { get; }

    /// <summary>Takes the storage for this server and brings its schema up to date, or leaves it untouched.</summary>
    /// <exception cref="StartupException">Not ours, from a newer version, held by another server, or not usable.</exception>
    void Open();

    /// <summary>A context to read with; it tracks nothing.</summary>
    CasesDbContext CreateDbContext();

    WritePath CreateWritePath(ILogger<WritePath> logger);
}
