using System.Text.Json.Serialization;
using ConnectCases.State;

namespace ConnectCases.Controls.State;

/// <summary>What an import or a restored snapshot added.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Domains">The number of domains.</param>
/// <param name="Cases">The number of cases.</param>
internal sealed record ImportStateResponse(string Status, long Domains, long Cases);

/// <summary>Chooses the worlds of a snapshot. A snapshot belongs to the scope with which it was taken.</summary>
/// <param name="Account">The account, or null for all worlds.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SnapshotRequest(string? Account, string? Region) : IWorldRequest;

/// <summary>A snapshot.</summary>
/// <param name="Name">The name.</param>
/// <param name="Account">The account of the scope. Absent for all worlds.</param>
/// <param name="Region">The Region of the scope. Absent for all Regions.</param>
/// <param name="CreatedTime">When the snapshot was taken, in real time.</param>
/// <param name="Domains">The number of domains.</param>
/// <param name="Cases">The number of cases.</param>
/// <param name="Size">The size of the document in bytes.</param>
internal sealed record SnapshotSummary(
    string Name, string? Account, string? Region, DateTimeOffset CreatedTime, int Domains, int Cases, long Size)
{
    public static SnapshotSummary Of(StateSnapshot snapshot) => new(
        snapshot.Name,
        snapshot.Account.Length > 0 ? snapshot.Account : null,
        snapshot.Region.Length > 0 ? snapshot.Region : null,
        snapshot.CreatedTime,
        snapshot.Domains,
        snapshot.Cases,
        snapshot.Size);
}

/// <summary>The snapshots of the chosen worlds.</summary>
/// <param name="Snapshots">The snapshots, oldest first.</param>
internal sealed record ListSnapshotsResponse(IReadOnlyList<SnapshotSummary> Snapshots);
