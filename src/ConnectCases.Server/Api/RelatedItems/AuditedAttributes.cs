using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.RelatedItems;

/// <summary>One thing that the history of a case tells of an item: as the audit trail names it, and as events do.</summary>
internal sealed record AuditedAttribute(string AuditName, string EventPath, FieldValueUnion Value);

/// <summary>A fact that came, changed or went.</summary>
internal sealed record AttributeChange(string AuditName, string EventPath, FieldValueUnion Old, FieldValueUnion New);

/// <summary>What the history tells of each type of content (behaviour.md 9, 11.4).</summary>
internal static class AuditedAttributes
{
    public static IReadOnlyList<AuditedAttribute> Of(RelatedItemContent content) => content switch
    {
        { Comment: { } comment } => [Text("body", "comment.body", comment.Body!)],
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
        _ => throw new InvalidOperationException("A union always has one member set."),
    };

    public static IReadOnlyList<AttributeChange> Changes(RelatedItemContent old, RelatedItemContent @new)
    {
        var before = Of(old).ToDictionary(fact => fact.AuditName);
        var after = Of(@new);
        return
        [
            .. after.Select(fact => new AttributeChange(
                    fact.AuditName, fact.EventPath, before.GetValueOrDefault(fact.AuditName)?.Value ?? FieldValueUnion.Empty, fact.Value))
                .Where(change => change.Old != change.New),
            .. before.Values.ExceptBy(after.Select(fact => fact.AuditName), fact => fact.AuditName)
                .Select(fact => new AttributeChange(fact.AuditName, fact.EventPath, fact.Value, FieldValueUnion.Empty)),
        ];
    }

    private static AuditedAttribute Text(string auditName, string eventPath, string value) => new(auditName, eventPath, new(value));
}
