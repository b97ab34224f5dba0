using ConnectCases.Cases;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;

namespace ConnectCases.AuditEvents;

/// <summary>Records who did what, in the unit of work that does it.</summary>
internal sealed class AuditTrail(Caller caller, NewId newId)
{
    public void CaseCreated(
        CasesDbContext db, Case @case, IReadOnlyList<AuditEventField> values, UserUnion? performedBy, DateTimeOffset now) =>
        Record(db, AuditEventType.CaseCreated, @case, null, values, performedBy, now);

    public void CaseUpdated(
        CasesDbContext db, Case @case, IReadOnlyList<AuditEventField> changes, UserUnion? performedBy, DateTimeOffset now) =>
        Record(db, AuditEventType.CaseUpdated, @case, null, changes, performedBy, now);

    public void RelatedItemCreated(
        CasesDbContext db, Case @case, RelatedItem item, RelatedItemContent content, UserUnion? performedBy) => Record(
            db,
            AuditEventType.RelatedItemCreated,
            @case,
            item.Type,
            content.ToAuditFields(item.RelatedItemId),
            performedBy,
            item.AssociationTime);

    private void Record(
        CasesDbContext db,
        AuditEventType type,
        Case @case,
        RelatedItemType? relatedItemType,
        IReadOnlyList<AuditEventField> fields,
        UserUnion? performedBy,
        DateTimeOffset now) =>
        db.Add(new AuditRecord
        {
            CaseKey = @case.Key,
            Case = @case.Key == 0 ? @case : null,
            EventId = newId(),
            Type = type,
            RelatedItemType = relatedItemType,
            PerformedTime = now,
            Fields = StoredJson<IReadOnlyList<AuditEventField>>.From(fields),
            User = performedBy is null ? null : StoredJson<UserUnion>.From(performedBy),
            IamPrincipalArn = caller.PrincipalArn,
        });
}
