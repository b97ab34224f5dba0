using ConnectCases.Cases;
using ConnectCases.Fields;
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
            FieldsOf(item, content),
            performedBy,
            item.AssociationTime);

    /// <summary>What the event of a creation says of the item (behaviour.md 9).</summary>
    private static IReadOnlyList<AuditEventField> FieldsOf(RelatedItem item, RelatedItemContent content) =>
    [
        New("relatedItemId", item.RelatedItemId),
        content switch
        {
            { Comment: { } comment } => New("body", Shortened(comment.Body!)),
            { Contact: { } contact } => New("contactArn", contact.ContactArn),
            { File: { } file } => New("fileArn", file.FileArn!),
            _ => throw new InvalidOperationException("A union always has one member set."),
        },
    ];

    private static AuditEventField New(string name, string value) => new(name, OldValue: null, new(value));

    // An audit value holds 4,100 characters and a comment 15,000; a cut never falls into a surrogate pair.
    private static string Shortened(string text) => text.Length <= Field.TextLimit
        ? text
        : text[..(char.IsHighSurrogate(text[Field.TextLimit - 1]) ? Field.TextLimit - 1 : Field.TextLimit)];

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
