using ConnectCases.Api.Domains;
using ConnectCases.Scheduling;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>
/// Completes each merge at its due time, exactly once, also across restarts of the server. A test can hold merges to inspect a
/// running merge. The hold applies to this process and ends with the process.
/// </summary>
internal sealed class RunningMerges(
    UnitOfWorkExecutor units, IStorage storage, TimeProvider clock, MergeCompletion completion, ILogger<ScheduledWork> logger)
    : ScheduledWork(units, storage, clock, logger)
{
    private volatile bool held;

    protected override string Name => "merges";

    /// <summary>
    /// Stops merges from completing. Waits for a completion in progress, then returns whether merges are held and the number of
    /// running merges.
    /// </summary>
    public Task<(bool Held, int Running)> HoldAsync(CancellationToken cancellationToken) => SetHeldAsync(true, cancellationToken);

    /// <summary>
    /// Ends the hold and completes the due merges. Returns whether merges are held and the number of merges that are still running.
    /// </summary>
    public async Task<(bool Held, int Running)> ReleaseAsync(CancellationToken cancellationToken)
    {
        await SetHeldAsync(false, cancellationToken);
        Schedule(Clock.GetUtcNow());
        await RunDueAsync(cancellationToken);
        return await Units.RunAsync(unit => (held, Running(unit).Count()), cancellationToken);
    }

    protected override DateTimeOffset? GetNextDueTime(CasesDbContext unit) =>
        held ? null : Running(unit).Min(merge => (DateTimeOffset?)merge.DueTime);

    protected override int RunBatch(CasesDbContext unit, DateTimeOffset now)
    {
        var merge = Running(unit).OrderBy(merge => merge.DueTime).ThenBy(merge => merge.Key).FirstOrDefault();
        if (merge is null || !TryLock(unit, merge))
        {
            return 0;
        }

        completion.Run(unit, merge, now);
        return 1;
    }

    /// <summary>Locks the domain and the cases of a merge. Returns false if the domain was deleted before the lock.</summary>
    private static bool TryLock(CasesDbContext unit, Merge merge)
    {
        var domains = unit.Domains.Where(domain => domain.Key == merge.DomainKey);
        if (domains.Select(domain => domain.DomainId).FirstOrDefault() is { } domainId)
        {
            unit.LockDomainShared(domainId);
        }

        unit.LockExclusive(merge.PrimaryCaseId, merge.SecondaryCaseId);
        return Running(unit).Any(row => row.Key == merge.Key);
    }

    private Task<(bool Held, int Running)> SetHeldAsync(bool value, CancellationToken cancellationToken) => Units.RunAsync(
        unit =>
        {
            // The lock waits for a completion in progress. The unit writes nothing, so no failed commit can contradict the field.
            unit.LockExclusive(Name);
            held = value;
            return (held, Running(unit).Count());
        },
        cancellationToken);

    // The merges of a deleted domain never complete. Their rows stay until DeletedDomainCleaner removes the domain.
    private static IQueryable<Merge> Running(CasesDbContext unit) => unit.Merges.Where(merge => merge.CompletedTime == null
        && unit.Set<Domain>().Any(domain => domain.Key == merge.DomainKey && domain.DeletedTime == null));
}
