using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Validation;
using YamlDotNet.RepresentationModel;
using static ConnectCases.Commands.Pull.Documents.SeedNodes;

namespace ConnectCases.Commands.Pull.Documents;

/// <summary>Writes cases and their related items. The file has the last values of a case, not its history.</summary>
internal sealed partial class CaseEntries
{
    private readonly IReadOnlyList<CaseContent> cases;
    private readonly ResourceNames fields;
    private readonly ResourceNames templates;
    private readonly Dictionary<string, string> handles;

    public CaseEntries(DomainContent content, ResourceNames fields, ResourceNames templates)
    {
        this.fields = fields;
        this.templates = templates;
        cases = [.. content.Cases.Where(@case => templates.Contains(@case.TemplateId))];
        handles = cases.ToDictionary(@case => @case.CaseId, HandleOf);
    }

    /// <summary>The cases, without the cases whose template is deleted. The API cannot create such cases.</summary>
    public IEnumerable<YamlNode> Cases => cases.Select(Case);

    // The references of a domain are unique.
    private static string HandleOf(CaseContent @case) =>
        TextOf(@case, SystemFields.ReferenceId) is { } reference && Handle().IsMatch(reference) ? reference : @case.CaseId;

    private YamlMappingNode Case(CaseContent @case)
    {
        var values = @case.Values.Where(value => !SystemFields.IsReadOnly(value.Key)).Select(value => (value.Key, (JsonNode?)value.Value));
        var createdBy = @case.Values.GetValueOrDefault(SystemFields.CreatedBy);
        return Resource(
            ("handle", Text(handles[@case.CaseId])),
            ("id", Text(@case.CaseId)),
            ("template", Text(templates[@case.TemplateId])),
            ("createdAt", TextOf(@case, SystemFields.CreatedDateTime) is { } time ? Plain(time) : null),
            ("by", createdBy is null ? null : Value(createdBy)),
            ("fields", Resource(Values(values))),
            ("tags", Tags(@case.Tags)),
            ("relatedItems", List(@case.RelatedItems.Select(RelatedItem).OfType<YamlNode>())));
    }

    private YamlMappingNode? RelatedItem(JsonNode item) =>
        Content(item).ToList() is { Count: > 0 } kind
            ? Resource([
                .. kind,
                ("by", By(item.Member("performedBy"))),
                ("at", Plain(item.Text("associationTime"))),
                ("id", Text(item.Text("relatedItemId"))),
                ("tags", Tags(item.Member("tags")))])
            : null;

    private IEnumerable<(string Name, YamlNode? Value)> Content(JsonNode item) => item.Member("content") switch
    {
        JsonObject union when union["comment"] is { } comment => [("comment", Text(comment.Text("body")))],
        JsonObject union when union["contact"] is { } contact =>
            [("contact", Text(contact.Text("contactArn"))), ("channel", contact.TextOrNull("channel") is { } channel ? Text(channel) : null)],
        JsonObject union when union["file"] is { } file => [("file", Text(file.Text("fileArn")))],
        JsonObject union when union["sla"].Member("slaConfiguration") is { } sla => Sla(sla, item.Text("associationTime")),
        JsonObject union when handles.TryGetValue(union["connectCase"].TextOrNull("caseId") ?? "", out var other) => [("case", Text(other))],
        JsonObject union when union["custom"] is { } custom =>
            [("custom", Resource(Values(custom.List("fields").Select(field => (field.Text("id"), field.Member("value"))))))],
        _ => [],
    };

    private IEnumerable<(string Name, YamlNode? Value)> Sla(JsonNode sla, string start) =>
        sla.TextOrNull("fieldId") is { } fieldId && fields.Contains(fieldId)
        && sla.List("targetFieldValues").Select(Value).OfType<YamlNode>().ToList() is { Count: > 0 } targets
            ?
            [
                ("sla", Text(sla.Text("name"))),
                ("due", Plain(Durations.Format(Minutes(Instant(sla.Text("targetTime")) - Instant(start))))),
                ("field", Text(fields[fieldId])),
                ("target", targets is [var target] ? target : List(targets)),
            ]
            : [];

    private IEnumerable<(string Name, YamlNode? Value)> Values(IEnumerable<(string Id, JsonNode? Value)> values) =>
        values.Where(value => fields.Contains(value.Id) && value.Value is not null)
            .Select(value => (fields[value.Id], (YamlNode?)Value(value.Value!)));

    // The API creates SLAs in whole minutes.
    private static TimeSpan Minutes(TimeSpan duration) => TimeSpan.FromMinutes(Math.Max(1, Math.Round(duration.TotalMinutes)));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var instant)
        ? instant
        : throw new PullException($"A response of the service has the invalid time '{text}'.");

    private static YamlScalarNode? By(JsonNode? user) =>
        (user.TextOrNull("userArn") ?? user.TextOrNull("customEntity")) is { } text ? Text(text) : null;

    private static string? TextOf(CaseContent @case, string fieldId) => @case.Values.GetValueOrDefault(fieldId).TextOrNull("stringValue");

    // The handles that a seed file can have.
    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Handle();
}
