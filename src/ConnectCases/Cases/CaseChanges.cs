using ConnectCases.AuditEvents;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.RelatedItems;

namespace ConnectCases.Cases;

/// <summary>What changed values of a case bring with them: SLAs that end, audit events, events (behaviour.md 8.3, 9, 11).</summary>
internal sealed class CaseChanges(AuditTrail audit, Outbox outbox, SlaLifeCycle slas)
{
    public void Record(
        CasesDbContext db,
        Domain domain,
        Case @case,
        IReadOnlyList<AuditEventField> changes,
        UserUnion? performedBy,
        DateTimeOffset now)
    {
        var hasNewStatus = changes.Any(change => change.EventFieldId == SystemFields.Status);
        var completed = hasNewStatus ? SlaLifeCycle.Complete(db, @case, now) : [];
        if (completed.Count > 0)
        {
            changes = [.. changes, .. SlaLifeCycle.UpdateNextBreach(db, @case)];
        }

        audit.CaseUpdated(db, @case, changes, performedBy, now);
        outbox.CaseUpdated(db, domain, @case, changes, performedBy, now);
        slas.Record(db, domain, @case, completed, performedBy, now);
    }
}
