using ConnectCases.AuditEvents;
using ConnectCases.Events;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.RelatedItems;

/// <summary>Sees to it that a breached SLA is Overdue for everybody who looks (behaviour.md 8.3).</summary>
internal sealed class SlaDeadlines(
    WritePath writes,
    IStorage storage,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options,
    ILogger<DueWork> logger)
    : DueWork(writes, storage, clock, logger)
{
    private const int BreachesAtOnce = 100;

    protected override string Name => "breaches";

    /// <summary>
    /// The active SLAs by deadline, from their index alone: joined with cases and domains, the database would begin there and
    /// walk all items.
    /// </summary>
    internal static IQueryable<RelatedItem> ByDeadline(CasesDbContext db) => db.RelatedItems
        .Where(item => item.SlaStatus == SlaStatus.Active)
        .OrderBy(item => item.SlaTargetTime).ThenBy(item => item.Sequence);

    protected override DateTimeOffset? Earliest(CasesDbContext db) =>
        ByDeadline(db).Select(item => item.SlaTargetTime).FirstOrDefault();

    protected override int DoSome(CasesDbContext db, DateTimeOffset now)
    {
        var due = ByDeadline(db).Where(item => item.SlaTargetTime <= now);
        var caseKeys = due.Take(BreachesAtOnce).Select(item => item.CaseKey).Distinct().ToArray();
        if (caseKeys.Length == 0)
        {
            return 0;
        }

        // Only now is nobody else at work on these cases.
        db.HoldCases(db.Cases.Where(@case => caseKeys.Contains(@case.Key)).Select(@case => @case.CaseId));
        return Breach(db, due.Where(item => caseKeys.Contains(item.CaseKey)).Take(BreachesAtOnce).ToList());
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
}
