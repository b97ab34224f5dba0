using ConnectCases.Cases;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;

namespace ConnectCases.AuditEvents;

/// <summary>Records who did what, in the unit of work that does it (behaviour.md 9).</summary>
/// <param name="caller">Who does it.</param>
/// <param name="newId">Makes the ids of events.</param>
/// <param name="merge">The merge that it is part of, if any.</param>
internal sealed class AuditTrail(Caller caller, NewId newId, AuditMergeMetadata? merge = null)
{
    private const string RelatedItemId = "relatedItemId";

    public void CaseCreated(
        CasesDbContext db, Case @case, IReadOnlyList<AuditEventField> values, UserUnion? performedBy, DateTimeOffset now) =>
        Record(db, AuditEventType.CaseCreated, @case, null, values, performedBy, now);

    public void CaseUpdated(
        CasesDbContext db, Case @case, IReadOnlyList<AuditEventField> changes, UserUnion? performedBy, DateTimeOffset now) =>
        Record(db, AuditEventType.CaseUpdated, @case, null, changes, performedBy, now);

    public void RelatedItemCreated(
        CasesDbContext db,
        Case @case,
        RelatedItem item,
        RelatedItemContent content,
        UserUnion? performedBy,
        DateTimeOffset now) => Record(
            db,
            AuditEventType.RelatedItemCreated,
            @case,
            item.Type,
            [Named(item), .. ContentFacts.Of(content).Select(fact => new AuditEventField(fact.AuditName, null, Shortened(fact.Value)))],
            performedBy,
            now);

    public void RelatedItemUpdated(
        CasesDbContext db,
        Case @case,
        RelatedItem item,
        IReadOnlyList<ContentChange> changes,
        UserUnion? performedBy,
        DateTimeOffset now) => Record(
            db,
            AuditEventType.RelatedItemUpdated,
            @case,
            item.Type,
            [Named(item), .. changes.Select(change => new AuditEventField(change.AuditName, Shortened(change.Old), Shortened(change.New)))],
            performedBy,
            now);

    public void RelatedItemDeleted(CasesDbContext db, Case @case, RelatedItem item, DateTimeOffset now) => Record(
        db,
        AuditEventType.RelatedItemDeleted,
        @case,
        item.Type,
        [new(RelatedItemId, new(item.RelatedItemId), FieldValueUnion.Empty)],
        performedBy: null,
        now);

    // Which item it was can be told by nothing else in the event.
    private static AuditEventField Named(RelatedItem item) => new(RelatedItemId, null, new(item.RelatedItemId));

    // An audit value holds 4,100 characters and a comment 15,000.
    private static FieldValueUnion Shortened(FieldValueUnion value) =>
        value.StringValue is { } text ? new(TextLimits.Cut(text, Field.TextLimit)) : value;

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
            MergeMetadata = merge is null ? null : StoredJson<AuditMergeMetadata>.From(merge),
        });
}
