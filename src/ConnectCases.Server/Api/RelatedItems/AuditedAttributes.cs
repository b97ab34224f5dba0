using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.RelatedItems;

/// <summary>An attribute of a related item, with its name in the audit trail and its path in outgoing events.</summary>
internal sealed record AuditedAttribute(string AuditName, string EventPath, FieldValueUnion Value);

/// <summary>
/// A change of an attribute. An added attribute has an empty old value. A removed attribute has an empty new value.
/// </summary>
internal sealed record AttributeChange(string AuditName, string EventPath, FieldValueUnion Old, FieldValueUnion New);

/// <summary>Selects the attributes of each type of content that are recorded (behaviour.md 9, 11.4).</summary>
internal static class AuditedAttributes
{
    public static IReadOnlyList<AuditedAttribute> Of(RelatedItemContent content) => content switch
    {
        // AWS's sample of an event has this path, although the member is called body (behaviour.md 11.4).
        { Comment: { } comment } => [Text("body", "comment.commentText", comment.Body!)],
        { Contact: { } contact } => [Text("contactArn", "contact.contactArn", contact.ContactArn)],
        { File: { } file } => [Text("fileArn", "file.fileArn", file.FileArn!)],
        { ConnectCase: { } link } => [Text("caseId", "connectCase.caseId", link.CaseId!)],
        { Sla.SlaConfiguration: { } sla } =>
        [
            Text("slaName", "sla.name", sla.Name),
            Text("slaStatus", "sla.status", WireEnum<SlaStatus>.NameOf(sla.Status)),
            Text("slaTargetTime", "sla.targetTime", TimestampConverter.Format8601(sla.TargetTime)),
        ],
        { Custom: { } custom } =>
            [.. custom.Fields!.Select(field => new AuditedAttribute(field.Id!, $"custom.{field.Id}", field.Value!))],
        _ => throw new InvalidOperationException("The union has no known member set. Exactly one member must be set."),
    };

    public static IReadOnlyList<AttributeChange> Changes(RelatedItemContent old, RelatedItemContent @new)
    {
        var before = Of(old).ToDictionary(attribute => attribute.AuditName);
        var after = Of(@new);
        return
        [
            .. after.Select(attribute => new AttributeChange(
                    attribute.AuditName,
                    attribute.EventPath,
                    before.GetValueOrDefault(attribute.AuditName)?.Value ?? FieldValueUnion.Empty,
                    attribute.Value))
                .Where(change => change.Old != change.New),
            .. before.Values.ExceptBy(after.Select(attribute => attribute.AuditName), attribute => attribute.AuditName)
                .Select(attribute => new AttributeChange(
                    attribute.AuditName, attribute.EventPath, attribute.Value, FieldValueUnion.Empty)),
        ];
    }

    private static AuditedAttribute Text(string auditName, string eventPath, string value) => new(auditName, eventPath, new(value));
}
