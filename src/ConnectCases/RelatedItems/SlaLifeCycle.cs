using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.RelatedItems;

/// <summary>An SLA that has changed its status, with what is to be told of it.</summary>
internal sealed record SlaChange(RelatedItem Item, RelatedItemContent Content, IReadOnlyList<ContentChange> Changes);

/// <summary>How SLAs end, and what the case says of the next breach (behaviour.md 8.3). Met and NotMet are final.</summary>
internal sealed class SlaLifeCycle(AuditTrail audit, Outbox outbox)
{
    /// <summary>Completes the open SLAs that the new status of the case was the target of.</summary>
    public static IReadOnlyList<SlaChange> Complete(CasesDbContext db, Case @case, DateTimeOffset now) =>
        [.. db.RelatedItems
            .Where(item => item.CaseKey == @case.Key
                && (item.SlaStatus == SlaStatus.Active || item.SlaStatus == SlaStatus.Overdue))
            .OrderBy(item => item.Sequence)
            .AsEnumerable()
            .Where(item => IsReached(item, @case))
            .Select(item => Change(item, now < item.SlaTargetTime ? SlaStatus.Met : SlaStatus.NotMet, now))];

    /// <summary>Marks an SLA as breached.</summary>
    public static SlaChange Breach(RelatedItem item) => Change(item, SlaStatus.Overdue, completionTime: null);

    public void Record(
        CasesDbContext db,
        Domain domain,
        Case @case,
        IEnumerable<SlaChange> changed,
        UserUnion? performedBy,
        DateTimeOffset now)
    {
        foreach (var (item, content, changes) in changed)
        {
            audit.RelatedItemUpdated(db, @case, item, changes, performedBy, now);
            outbox.RelatedItemUpdated(db, domain, @case, item, content, changes, performedBy, now);
        }
    }

    /// <summary>Brings the next breach of a case up to date; what that changed.</summary>
    public static IReadOnlyList<AuditEventField> UpdateNextBreach(CasesDbContext db, Case @case)
    {
        db.Attach(@case);
        return UpdateNextBreaches(db, [@case]);
    }

    /// <summary>As the other, for cases that are tracked. Saves what the unit has recorded, to see it.</summary>
    public static IReadOnlyList<AuditEventField> UpdateNextBreaches(CasesDbContext db, IReadOnlyCollection<Case> cases)
    {
        db.SaveChanges();
        var keys = cases.Select(@case => @case.Key).ToArray();
        var next = db.RelatedItems.Where(item => keys.Contains(item.CaseKey) && item.SlaStatus == SlaStatus.Active)
            .GroupBy(item => item.CaseKey)
            .Select(slas => new { CaseKey = slas.Key, TargetTime = slas.Min(sla => sla.SlaTargetTime) })
            .ToDictionary(sla => sla.CaseKey, sla => sla.TargetTime);
        db.CaseValues.Where(value => keys.Contains(value.CaseKey) && value.FieldId == SystemFields.NextSlaBreachDateTime).Load();
        return [.. cases.SelectMany(@case => @case.ExpectBreach(next.GetValueOrDefault(@case.Key)))];
    }

    private static bool IsReached(RelatedItem item, Case @case) =>
        SlaOf(item).TargetFieldValues is [{ StringValue: var target }] && target == @case.Status;

    private static SlaConfiguration SlaOf(RelatedItem item) => item.Content.Read().Sla!.SlaConfiguration;

    private static SlaChange Change(RelatedItem item, SlaStatus status, DateTimeOffset? completionTime)
    {
        var content = new RelatedItemContent(Sla: new(SlaOf(item) with { Status = status, CompletionTime = completionTime }));
        return new(item, content, item.Replace(content));
    }
}
