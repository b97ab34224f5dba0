using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.State;
using ConnectCases.Storage;

namespace ConnectCases.Controls.State;

/// <summary>Takes, restores, lists and deletes snapshots (controls.md 2).</summary>
internal sealed class SnapshotControl(
    IStorage storage, UnitOfWorkExecutor units, DueWork dueWork, WorldRemoval removal, StateControl state)
{
    public Task<SnapshotSummary> TakeAsync(string name, SnapshotRequest request, CancellationToken cancellationToken) => units.RunAsync(
        unit => SnapshotSummary.Of(SnapshotDocuments.Take(unit, name, request, state.CreateHeader())), cancellationToken);

    /// <summary>Replaces the worlds of the snapshot with its document, in one unit of work.</summary>
    /// <exception cref="ResourceNotFoundException">The scope has no snapshot with the name.</exception>
    public async Task<ImportStateResponse> RestoreAsync(string name, SnapshotRequest request, CancellationToken cancellationToken)
    {
        ImportStateResponse? restored = null;
        await dueWork.RunAfterAsync(
            unit =>
            {
                var snapshot = SnapshotDocuments.Find(unit, name, request) ?? throw Missing(unit, name, request);
                removal.Remove(unit, request);
                using var document = SnapshotDocuments.Open(unit, snapshot);
                new StateImport(unit, ImportTarget.Same).Run(StateReader.Read(document).TakeWhile(line => line.Line.Counts is null));
                restored = new("ok", snapshot.Domains, snapshot.Cases);
            },
            request.Account,
            cancellationToken);
        return restored!;
    }

    public ListSnapshotsResponse List(IWorldRequest world)
    {
        using var db = storage.CreateDbContext();
        return new([
            .. world.Of(db.Snapshots, snapshot => snapshot.Account, snapshot => snapshot.Region)
                .OrderBy(snapshot => snapshot.Key).AsEnumerable().Select(SnapshotSummary.Of),
        ]);
    }

    /// <exception cref="ResourceNotFoundException">The scope has no snapshot with the name.</exception>
    public Task<EmptyResponse> DeleteAsync(string name, ScopeRequest request, CancellationToken cancellationToken) => units.RunAsync(
        unit =>
        {
            unit.Remove(SnapshotDocuments.Find(unit, name, request) ?? throw Missing(unit, name, request));
            return EmptyResponse.Instance;
        },
        cancellationToken);

    private static ResourceNotFoundException Missing(CasesDbContext db, string name, IWorldRequest world)
    {
        var (account, region) = (world.Account ?? "", world.Region ?? "");
        var names = db.Snapshots.Where(snapshot => snapshot.Account == account && snapshot.Region == region)
            .Select(snapshot => snapshot.Name).ToList();
        return new("Snapshot", name, names.Count == 0
            ? (ErrorText)$"There are no snapshots with this account and Region."
            : $"The snapshots with this account and Region are: {names}.", hintInMessage: true);
    }
}
