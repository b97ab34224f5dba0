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
    /// <summary>The open SLAs of a case that its present status completes.</summary>
    public static IReadOnlyList<RelatedItem> Completed(CasesDbContext db, Case @case) =>
        [.. db.RelatedItems
            .Where(item => item.CaseKey == @case.Key
                && (item.SlaStatus == SlaStatus.Active || item.SlaStatus == SlaStatus.Overdue))
            .OrderBy(item => item.Sequence)
            .AsEnumerable()
            .Where(item => SlaOf(item).TargetFieldValues is [{ StringValue: var target }] && target == @case.Status)];

    public void Complete(
        CasesDbContext db, Domain domain, Case @case, RelatedItem item, UserUnion? performedBy, DateTimeOffset now)
    {
        var met = now < item.SlaTargetTime;
        Change(db, domain, @case, item, performedBy, now, SlaOf(item) with
        {
            Status = met ? SlaStatus.Met : SlaStatus.NotMet,
            CompletionTime = now,
        });
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
