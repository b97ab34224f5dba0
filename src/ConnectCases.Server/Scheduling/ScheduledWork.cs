using ConnectCases.Storage;

namespace ConnectCases.Scheduling;

/// <summary>A kind of work that becomes due at a time, such as the breach of an SLA. <see cref="DueWork"/> runs the work.</summary>
internal abstract class ScheduledWork
{
    /// <summary>The name of the lock that keeps two servers from doing the work at the same time.</summary>
    public abstract string Name { get; }

    /// <summary>Returns the earliest due time in the storage, or null if no work is scheduled.</summary>
    public abstract DateTimeOffset? GetNextDueTime(CasesDbContext unit, ClockGroup group);

    /// <summary>Does some of the work that is due until a time, earliest first. Each item happens at its own due time.</summary>
    public abstract IReadOnlyList<DoneWork> RunBatch(CasesDbContext unit, ClockGroup group, DateTimeOffset until);
}

/// <summary>An item of scheduled work that was done.</summary>
/// <param name="At">The due time, on the clock of the world.</param>
/// <param name="What">The kind of the item.</param>
/// <param name="Account">The account of the case.</param>
/// <param name="Region">The Region of the case.</param>
/// <param name="DomainId">The domain of the case.</param>
/// <param name="CaseId">The case.</param>
/// <param name="RelatedItemId">The related item, or null.</param>
internal sealed record DoneWork(
    DateTimeOffset At,
    DoneWorkKind What,
    string Account,
    string Region,
    string DomainId,
    string CaseId,
    string? RelatedItemId = null);

internal enum DoneWorkKind
{
    SlaBreached,
    MergeCompleted,
}
