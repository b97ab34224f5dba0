namespace ConnectCases.Storage;

/// <summary>Reads one state of the database. Later changes are not visible. Writers do not wait for the reader.</summary>
/// <param name="db">The context in the transaction.</param>
/// <param name="end">Ends the transaction and returns the context.</param>
internal sealed class ReadTransaction(CasesDbContext db, Action end) : IDisposable
{
    public CasesDbContext Db => db;

    public void Dispose() => end();
}
