using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;

namespace ConnectCases.Api.AuditEvents;

/// <summary>Adds the audit event of each change (behaviour.md 9).</summary>
internal sealed class AuditTrail(NewId newId) : ICaseChangeSink
{
    private const string RelatedItemId = "relatedItemId";

    public void Record(CasesDbContext unit, CaseCreated change, Actor actor) =>
        Add(unit, AuditEventType.CaseCreated, change, actor, change.Fields);

    public void Record(CasesDbContext unit, CaseUpdated change, Actor actor) =>
        Add(unit, AuditEventType.CaseUpdated, change, actor, change.Fields);

    public void Record(CasesDbContext unit, CaseMerged change, Actor actor) =>
        Add(unit, AuditEventType.CaseMerged, change, actor, []);

    public void Record(CasesDbContext unit, CaseDeleted change, Actor actor)
    {
        // The audit events of the case are deleted with the case.
    }

    public void Record(CasesDbContext unit, RelatedItemCreated change, Actor actor) => Add(
        unit,
        AuditEventType.RelatedItemCreated,
        change,
        actor,
        [IdOf(change.Item), .. Attributes(change.Content)],
        change.Item.Type);

    public void Record(CasesDbContext unit, RelatedItemUpdated change, Actor actor) => Add(
        unit,
        AuditEventType.RelatedItemUpdated,
        change,
        actor,
        [IdOf(change.Item), .. Changes(change.Changes)],
        change.Item.Type);

    public void Record(CasesDbContext unit, RelatedItemDeleted change, Actor actor) => Add(
        unit, AuditEventType.RelatedItemDeleted, change, actor, [DeletedIdOf(change.Item)], change.Item.Type);

    private static AuditEventField IdOf(RelatedItem item) => new(RelatedItemId, null, new(item.RelatedItemId));

    private static AuditEventField DeletedIdOf(RelatedItem item) =>
        new(RelatedItemId, new(item.RelatedItemId), FieldValueUnion.Empty);

    private static IEnumerable<AuditEventField> Attributes(RelatedItemContent content) => AuditedAttributes.Of(content)
        .Select(attribute => new AuditEventField(attribute.AuditName, null, Truncate(attribute.Value)));

    private static IEnumerable<AuditEventField> Changes(IEnumerable<AttributeChange> changes) =>
        changes.Select(change => new AuditEventField(change.AuditName, Truncate(change.Old), Truncate(change.New)));

    // An audit value has at most 4,100 characters; a comment has up to 15,000.
    private static FieldValueUnion Truncate(FieldValueUnion value) =>
        value.StringValue is { } text ? new(FoldedText.Truncate(text, Field.MaxTextLength)) : value;

    private void Add(
        CasesDbContext unit,
        AuditEventType type,
        CaseChange change,
        Actor actor,
        IReadOnlyList<AuditEventField> fields,
        RelatedItemType? relatedItemType = null) =>
        unit.Add(new AuditRecord
        {
            CaseKey = change.Case.Key,
            Case = change.Case.Key == 0 ? change.Case : null,
            EventId = newId(IdKind.AuditEvent),
            Type = type,
            RelatedItemType = relatedItemType,
            PerformedTime = actor.Time,
            Fields = StoredJson.From(fields, AuditEventJson.Wire.IReadOnlyListAuditEventField),
            User = StoredJson.FromOptional(actor.PerformedBy, ProtocolJson.Wire.UserUnion),
            IamPrincipalArn = actor.PrincipalArn,
            MergeMetadata = StoredJson.FromOptional(actor.Merge, AuditEventJson.Wire.AuditMergeMetadata),
        });
}
