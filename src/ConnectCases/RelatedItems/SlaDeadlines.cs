using ConnectCases.AuditEvents;
using ConnectCases.Events;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.RelatedItems;

/// <summary>
/// Sees to it that a breached SLA is Overdue for everybody who looks: before each request, where a comparison with the
/// earliest deadline is all that it costs, and by a timer, so that events leave without one. Begins anew after a restart.
/// </summary>
internal sealed partial class SlaDeadlines(
    WritePath writes,
    IStorage storage,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options,
    ILogger<SlaDeadlines> logger)
    : BackgroundService
{
    private const int BreachesAtOnce = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    // One at a time, so that what it publishes is what it has committed.
    private readonly SemaphoreSlim settling = new(1);

    // What the units of work have made of it, and what is committed of that; nothing is known at the start.
    private DateTimeOffset earliest = DateTimeOffset.MinValue;
    private long settledUntil = DateTimeOffset.MinValue.UtcTicks;

    // How often a deadline was expected: what the storage said before the last time may leave it out.
    private int expected;

    /// <summary>Takes note of a new deadline, in the unit of work that sets it.</summary>
    public void Expect(DateTimeOffset deadline)
    {
        lock (gate)
        {
            expected++;
            earliest = deadline < earliest ? deadline : earliest;
            settledUntil = Math.Min(settledUntil, earliest.UtcTicks);
        }
    }

    /// <summary>
    /// Marks what is breached by now, and returns when that is committed. A failure is said in the log and tried again:
    /// it must not keep anybody from reading.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow().UtcTicks < Volatile.Read(ref settledUntil))
        {
            return;
        }

        await settling.WaitAsync(cancellationToken);
        try
        {
            while (clock.GetUtcNow().UtcTicks >= Volatile.Read(ref settledUntil))
            {
                var breaches = await writes.RunAsync(SettleSome, cancellationToken);
                lock (gate)
                {
                    settledUntil = earliest.UtcTicks;
                }

                Log.Breached(logger, breaches);
            }
        }
        catch (Exception failure) when (WritePath.IsFailureOfStorage(failure))
        {
            Log.Failed(logger, failure);
        }
        finally
        {
            settling.Release();
        }
    }

    public override void Dispose()
    {
        settling.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            ForgetIfShared();
            await SettleAsync(stoppingToken);
        }
    }

    // Of the deadlines that other servers set, this one knows only what it asks the storage for.
    private void ForgetIfShared()
    {
        if (storage.IsShared)
        {
            Volatile.Write(ref settledUntil, DateTimeOffset.MinValue.UtcTicks);
        }
    }

    /// <summary>
    /// The active SLAs by deadline, from their index alone: joined with cases and domains, the database would begin there and
    /// walk all items.
    /// </summary>
    internal static IQueryable<RelatedItem> ByDeadline(CasesDbContext db) => db.RelatedItems
        .Where(item => item.SlaStatus == SlaStatus.Active)
        .OrderBy(item => item.SlaTargetTime).ThenBy(item => item.Sequence);

    /// <summary>Marks some of what is breached, and says how many they were.</summary>
    private int SettleSome(CasesDbContext db)
    {
        db.Hold("breaches");
        var now = clock.GetUtcNow();
        var known = Volatile.Read(ref expected);
        if (Earliest(db) is var first && first > now)
        {
            Publish(first, known);
            return 0;
        }

        var due = ByDeadline(db).Where(item => item.SlaTargetTime <= now);
        var caseKeys = due.Take(BreachesAtOnce).Select(item => item.CaseKey).Distinct().ToArray();
        var breached = 0;
        if (caseKeys.Length > 0)
        {
            // Only now is nobody else at work on these cases.
            db.Hold(db.Cases.AsNoTracking().Where(@case => caseKeys.Contains(@case.Key)));
            breached = Breach(db, due.Where(item => caseKeys.Contains(item.CaseKey)).Take(BreachesAtOnce).ToList());
        }

        Publish(Earliest(db), known);
        return breached;
    }

    private static DateTimeOffset Earliest(CasesDbContext db) =>
        ByDeadline(db).Select(item => item.SlaTargetTime).FirstOrDefault() ?? DateTimeOffset.MaxValue;

    private void Publish(DateTimeOffset deadline, int known)
    {
        lock (gate)
        {
            earliest = expected == known || deadline < earliest ? deadline : earliest;
        }
    }

    private int Breach(CasesDbContext db, List<RelatedItem> items)
    {
        var caseKeys = items.Select(item => item.CaseKey).Distinct().ToArray();
        var cases = db.Cases.Where(@case => caseKeys.Contains(@case.Key)).ToDictionary(@case => @case.Key);
        var domainKeys = cases.Values.Select(@case => @case.DomainKey).Distinct().ToArray();
        var domains = db.Domains.Where(domain => domainKeys.Contains(domain.Key)).ToDictionary(domain => domain.Key);
        foreach (var item in items)
        {
            var change = SlaLifeCycle.Breach(item);
            var domain = domains[item.DomainKey];

            // What a deleted domain held waits to be swept, and tells nobody anything.
            if (domain.DeletedTime is null)
            {
                var caller = new Caller(domain.Account, domain.Region);
                new SlaLifeCycle(new AuditTrail(caller, newId), new Outbox(caller, newId, options)).Record(
                    db, domain, cases[item.CaseKey], [change], performedBy: null, item.SlaTargetTime!.Value);
            }
        }

        SlaLifeCycle.UpdateNextBreaches(db, cases.Values);
        return items.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Breaches} SLAs were marked as breached.")]
        public static partial void Breached(ILogger logger, int breaches);

        [LoggerMessage(LogLevel.Warning, "Marking breached SLAs failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
