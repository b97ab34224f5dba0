using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.RelatedItems;

/// <summary>How SLAs end, and what the case says of the next breach (behaviour.md 8.3). Met and NotMet are final.</summary>
internal sealed class SlaLifeCycle(AuditTrail audit, Outbox outbox)
{
    /// <summary>Completes the open SLAs that the new status of the case was the target of; what that changed in the case.</summary>
    public IReadOnlyList<AuditEventField> Complete(
        CasesDbContext db, Domain domain, Case @case, UserUnion? performedBy, DateTimeOffset now)
    {
        var open = db.RelatedItems
            .Where(item => item.CaseKey == @case.Key
                && (item.SlaStatus == SlaStatus.Active || item.SlaStatus == SlaStatus.Overdue))
            .OrderBy(item => item.Sequence)
            .ToList();
        foreach (var item in open.Where(item => IsReached(item, @case)))
        {
            Change(db, domain, @case, item, performedBy, now, SlaOf(item) with
            {
                Status = now < item.SlaTargetTime ? SlaStatus.Met : SlaStatus.NotMet,
                CompletionTime = now,
            });
        }

        return open.Count == 0 ? [] : UpdateNextBreach(db, @case);
    }

    /// <summary>Marks an SLA as breached at the time when it was.</summary>
    public void Breach(CasesDbContext db, Domain domain, Case @case, RelatedItem item) =>
        Change(db, domain, @case, item, performedBy: null, item.SlaTargetTime!.Value, SlaOf(item) with
        {
            Status = SlaStatus.Overdue,
        });

    /// <summary>Brings the next breach of a case up to date; what that changed. Saves what the unit has recorded, to see it.</summary>
    public static IReadOnlyList<AuditEventField> UpdateNextBreach(CasesDbContext db, Case @case)
    {
        db.SaveChanges();
        var next = db.RelatedItems
            .Where(item => item.CaseKey == @case.Key && item.SlaStatus == SlaStatus.Active)
            .OrderBy(item => item.SlaTargetTime).Select(item => item.SlaTargetTime).FirstOrDefault();
        db.Attach(@case).Collection(owner => owner.Values).Query()
            .Where(value => value.FieldId == SystemFields.NextSlaBreachDateTime).Load();
        return @case.ExpectBreach(next);
    }

    private static bool IsReached(RelatedItem item, Case @case) =>
        SlaOf(item).TargetFieldValues is [{ StringValue: var target }] && target == @case.Status;

    private static SlaConfiguration SlaOf(RelatedItem item) => item.Content.Read().Sla!.SlaConfiguration;

    private void Change(
        CasesDbContext db,
        Domain domain,
        Case @case,
        RelatedItem item,
        UserUnion? performedBy,
        DateTimeOffset now,
        SlaConfiguration sla)
    {
        var content = new RelatedItemContent(Sla: new(sla));
        var changes = item.Replace(content);
        audit.RelatedItemUpdated(db, @case, item, changes, performedBy, now);
        outbox.RelatedItemUpdated(db, domain, @case, item, content, changes, performedBy, now);
    }
}
