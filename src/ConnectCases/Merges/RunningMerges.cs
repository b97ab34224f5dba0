using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Merges;

/// <summary>
/// Has merges done when they are due: what was started ends once, whatever becomes of the server in between. A test can hold
/// them, to stand inside one; that is of the process, and over when it ends.
/// </summary>
internal sealed class RunningMerges(
    WritePath writes,
    IStorage storage,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options,
    ILogger<DueWork> logger)
    : DueWork(writes, storage, clock, logger)
{
    private volatile bool held;

    protected override string Name => "merges";

    /// <summary>Keeps running merges from ending; when it returns, none is about to.</summary>
    public Task<MergesHeld> HoldAsync(CancellationToken cancellationToken) => HoldAsync(true, cancellationToken);

    /// <summary>Lets them end; when it returns, those that are due have.</summary>
    public async Task<MergesHeld> ReleaseAsync(CancellationToken cancellationToken)
    {
        await HoldAsync(false, cancellationToken);
        Expect(Clock.GetUtcNow());
        await SettleAsync(cancellationToken);
        return await Writes.RunAsync(db => new MergesHeld(held, Running(db).Count()), cancellationToken);
    }

    protected override DateTimeOffset? Earliest(CasesDbContext db) =>
        held ? null : Running(db).Min(merge => (DateTimeOffset?)merge.DueTime);

    protected override int DoSome(CasesDbContext db, DateTimeOffset now)
    {
        var merge = Running(db).OrderBy(merge => merge.DueTime).ThenBy(merge => merge.Key).FirstOrDefault();
        if (merge is null || !Hold(db, merge))
        {
            return 0;
        }

        MergeCompletion.Run(db, merge, newId, options, now);
        return 1;
    }

    /// <summary>Has the cases for the unit of work alone, unless their domain is deleted by now.</summary>
    private static bool Hold(CasesDbContext db, Merge merge)
    {
        foreach (var domainId in db.Domains.Where(domain => domain.Key == merge.DomainKey).Select(domain => domain.DomainId))
        {
            db.HoldDomain(domainId);
        }

        db.HoldCases([merge.PrimaryCaseId, merge.SecondaryCaseId]);
        return Running(db).Any(row => row.Key == merge.Key);
    }

    private Task<MergesHeld> HoldAsync(bool hold, CancellationToken cancellationToken) => Writes.RunAsync(
        db =>
        {
            // A merge that is being done is done before.
            db.Hold(Name);
            held = hold;
            return new MergesHeld(held, Running(db).Count());
        },
        cancellationToken);

    // What a deleted domain held waits to be swept.
    private static IQueryable<Merge> Running(CasesDbContext db) => db.Merges.Where(merge => merge.CompletedTime == null
        && db.Domains.Any(domain => domain.Key == merge.DomainKey && domain.DeletedTime == null));
}
