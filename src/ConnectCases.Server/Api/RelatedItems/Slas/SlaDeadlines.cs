using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Domains;
using ConnectCases.Scheduling;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems.Slas;

/// <summary>Marks breached SLAs as Overdue before any caller can read them (behaviour.md 8.3).</summary>
internal sealed class SlaDeadlines : ScheduledWork
{
    private const int BreachesPerBatch = 100;

    private readonly CaseHistory history;

    public SlaDeadlines(CaseHistory history, DueTimes times)
    {
        this.history = history;
        history.SlaStarted += (domain, time) => times.Schedule(domain.Account, domain.Region, time);
    }

    public override string Name => "breaches";

    /// <summary>
    /// Returns the active SLAs in the order of their target times. Reads only the index of active SLAs. A join with cases and
    /// domains would make the database scan all items.
    /// </summary>
    internal static IQueryable<RelatedItem> ByDeadline(CasesDbContext db) => db.RelatedItems
        .Where(item => item.SlaStatus == SlaStatus.Active)
        .OrderBy(item => item.SlaTargetTime).ThenBy(item => item.Sequence);

    public override DateTimeOffset? GetNextDueTime(CasesDbContext unit, ClockGroup group) =>
        ByDeadline(unit, group).Select(item => item.SlaTargetTime).FirstOrDefault();

    public override IReadOnlyList<DoneWork> RunBatch(CasesDbContext unit, ClockGroup group, DateTimeOffset until)
    {
        var due = ByDeadline(unit, group).Where(item => item.SlaTargetTime <= until);
        var caseKeys = due.Take(BreachesPerBatch).Select(item => item.CaseKey).Distinct().ToArray();
        if (caseKeys.Length == 0)
        {
            return [];
        }

        // Reads the SLAs again under the locks, because other units may have completed some of them.
        unit.LockExclusive(unit.Cases.Where(@case => caseKeys.Contains(@case.Key)).Select(@case => @case.CaseId).ToList());
        return Breach(unit, due.Where(item => caseKeys.Contains(item.CaseKey)).Take(BreachesPerBatch).ToList());
    }

    private static IQueryable<RelatedItem> ByDeadline(CasesDbContext unit, ClockGroup group) =>
        group.Of(ByDeadline(unit), item => item.DomainKey);

    private List<DoneWork> Breach(CasesDbContext unit, List<RelatedItem> items)
    {
        var done = new List<DoneWork>();
        var caseKeys = items.Select(item => item.CaseKey).Distinct().ToArray();
        var cases = unit.Cases.Where(@case => caseKeys.Contains(@case.Key)).ToDictionary(@case => @case.Key);
        var domainKeys = cases.Values.Select(@case => @case.DomainKey).Distinct().ToArray();
        var domains = unit.Domains.Where(domain => domainKeys.Contains(domain.Key)).ToDictionary(domain => domain.Key);
        foreach (var item in items)
        {
            var (_, content, changes) = SlaLifeCycle.Breach(item);
            var domain = domains[item.DomainKey];

            // The rows of a deleted domain will be removed and need no history.
            if (domain.DeletedTime is null)
            {
                history.Record(
                    unit,
                    new RelatedItemUpdated(domain, cases[item.CaseKey], item, content, changes),
                    Actor.Service(domain, item.SlaTargetTime!.Value));
                done.Add(new(
                    item.SlaTargetTime.Value,
                    DoneWorkKind.SlaBreached,
                    domain.Account,
                    domain.Region,
                    domain.DomainId,
                    cases[item.CaseKey].CaseId,
                    item.RelatedItemId));
            }
        }

        SlaLifeCycle.UpdateNextBreaches(unit, cases.Values);
        return done;
    }
}
