using ConnectCases.Api.Merges;

namespace ConnectCases.Controls.Merges;

/// <summary>Whether merges are held.</summary>
/// <param name="Held">True while a started merge stays <c>IN_PROGRESS</c>.</param>
/// <param name="InProgress">The number of running merges.</param>
internal sealed record MergesHeld(bool Held, int InProgress);

/// <summary>Keeps merges of this server from completing, so that a test can inspect a running merge.</summary>
internal static class MergeHold
{
    public static async Task<MergesHeld> HoldMerges(RunningMerges merges, CancellationToken cancellationToken)
    {
        var (held, running) = await merges.HoldAsync(cancellationToken);
        return new(held, running);
    }

    public static async Task<MergesHeld> ReleaseMerges(RunningMerges merges, CancellationToken cancellationToken)
    {
        var (held, running) = await merges.ReleaseAsync(cancellationToken);
        return new(held, running);
    }
}
