using ConnectCases.Api.Domains;
using ConnectCases.Scheduling;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>
/// Completes each merge at its due time, exactly once, also across restarts of the server. A test can hold merges to inspect a
/// running merge. The hold applies to this process and ends with the process.
/// </summary>
internal sealed class RunningMerges(UnitOfWorkExecutor units, MergeCompletion completion, DueTimes times) : ScheduledWork
{
    private volatile bool held;

    public override string Name => "merges";

    public bool IsHeld => held;

    /// <summary>Stops merges from completing. Waits for a completion in progress.</summary>
    public Task HoldAsync(CancellationToken cancellationToken) => SetHeldAsync(true, cancellationToken);

    /// <summary>Ends the hold. <see cref="DueWork"/> then completes the due merges.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await SetHeldAsync(false, cancellationToken);
        times.Forget();
    }

    /// <summary>Returns the number of running merges.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) =>
        units.RunAsync(unit => Running(unit).Count(), cancellationToken);

    public override DateTimeOffset? GetNextDueTime(CasesDbContext unit, ClockGroup group) =>
        held ? null : Running(unit, group).Min(merge => (DateTimeOffset?)merge.DueTime);

    public override IReadOnlyList<DoneWork> RunBatch(CasesDbContext unit, ClockGroup group, DateTimeOffset until)
    {
        var merge = Running(unit, group).Where(merge => merge.DueTime <= until)
            .OrderBy(merge => merge.DueTime).ThenBy(merge => merge.Key).FirstOrDefault();
        if (merge is null || !TryLock(unit, merge))
        {
            return [];
        }

        var domain = unit.Domains.Single(domain => domain.Key == merge.DomainKey);
        completion.Run(unit, domain, merge);
        return
        [
            new(merge.DueTime, DoneWorkKind.MergeCompleted, domain.Account, domain.Region, domain.DomainId, merge.PrimaryCaseId),
        ];
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

    private Task<bool> SetHeldAsync(bool value, CancellationToken cancellationToken) => units.RunAsync(
        unit =>
        {
            // The lock waits for a completion in progress. The unit writes nothing, so no failed commit can contradict the field.
            unit.LockExclusive(Name);
            return held = value;
        },
        cancellationToken);

    private static IQueryable<Merge> Running(CasesDbContext unit, ClockGroup group) =>
        group.Of(Running(unit), merge => merge.DomainKey);

    // The merges of a deleted domain never complete. Their rows stay until DeletedDomainCleaner removes the domain.
    private static IQueryable<Merge> Running(CasesDbContext unit) => unit.Merges.Where(merge => merge.CompletedTime == null
        && unit.Set<Domain>().Any(domain => domain.Key == merge.DomainKey && domain.DeletedTime == null));
}
