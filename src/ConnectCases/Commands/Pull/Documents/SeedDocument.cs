using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using static ConnectCases.Commands.Pull.Documents.SeedNodes;

namespace ConnectCases.Commands.Pull.Documents;

/// <summary>Writes a domain as a seed file (docs/controls.md, "Seeds").</summary>
internal sealed class SeedDocument(DomainContent content)
{
    private readonly ResourceNames fields = new(content.Fields, "fieldId");
    private readonly ResourceNames layouts = new(content.Layouts, "layoutId");
    private readonly ResourceNames templates = new(content.Templates, "templateId");

    /// <summary>Returns the seed file.</summary>
    /// <param name="content">The domain.</param>
    /// <param name="heading">A comment for the first line.</param>
    public static string Write(DomainContent content, string heading)
    {
        var root = Resource(("domains", new YamlSequenceNode(new SeedDocument(content).Domain())));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine(heading);
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)
            .WithIndentedSequences().WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        ((IYamlConvertible)root).Write(emitter, (_, _) => { });
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private YamlMappingNode Domain()
    {
        var rules = new CaseRuleEntries(content, fields);
        return Resource(
            ("name", Text(content.Domain.Text("name"))),
            ("id", Text(content.Domain.Text("domainId"))),
            ("tags", Tags(content.Domain.Member("tags"))),
            ("fields", List(content.Fields.Select(Field).OfType<YamlNode>())),
            ("caseRules", List(content.CaseRules.Select(rules.Rule))),
            ("layouts", List(content.Layouts.Select(Layout))),
            ("templates", List(content.Templates.Select(template => Template(template, rules)))),
            ("events", Events(content.Events.Member("eventBridge"))),
            ("cases", List(new CaseEntries(content, fields, templates).Cases)));
    }

    // A system field has an entry only for the options that were added.
    private YamlMappingNode? Field(JsonNode field)
    {
        var id = field.Text("fieldId");
        var options = content.Options.GetValueOrDefault(id, []).Where(option => !IsBuiltIn(id, option));
        if (ResourceNames.IsSystem(field))
        {
            return List(options.Select(Option)) is { } added ? Resource(("id", Text(id)), ("options", added)) : null;
        }

        var isMultiline = field.Member("attributes").Member("text").Member("isMultiline");
        return Resource(
            ("name", Text(field.Text("name"))),
            ("id", Text(id)),
            ("type", Text(field.Text("type"))),
            ("description", OptionalText(field, "description")),
            ("multiline", isMultiline is null ? null : Plain(isMultiline.GetValue<bool>())),
            ("options", List(options.Select(Option))),
            ("tags", Tags(field.Member("tags"))));
    }

    private static bool IsBuiltIn(string fieldId, JsonNode option) => fieldId == "status" && option.Text("value") is "open" or "closed";

    private static YamlNode Option(JsonNode option)
    {
        var (value, name, isActive) = (option.Text("value"), option.Text("name"), option.Is("active"));
        return value == name && isActive
            ? Text(value)
            : Map(
                ("value", Text(value)),
                ("name", value == name ? null : Text(name)),
                ("active", isActive ? null : Plain(isActive)));
    }

    private YamlMappingNode Layout(JsonNode layout)
    {
        var basic = layout.Member("content").Member("basic");
        return Resource(
            ("name", Text(layout.Text("name"))),
            ("id", Text(layout.Text("layoutId"))),
            ("top", Panel(basic.Member("topPanel"))),
            ("more", Panel(basic.Member("moreInfo"))),
            ("tags", Tags(layout.Member("tags"))));
    }

    private YamlSequenceNode? Panel(JsonNode? panel) =>
        panel is null ? null : List(panel.List("sections").SelectMany(Section)) ?? [];

    private IEnumerable<YamlNode> Section(JsonNode section)
    {
        var group = section.Member("fieldGroup");
        var names = group.List("fields").Select(field => field.Text("id")).Where(fields.Contains).Select(id => fields[id]);
        return group.TextOrNull("name") is { } name ? [Map(("group", Text(name)), ("fields", Texts(names)))] : names.Select(Text);
    }

    private YamlMappingNode Template(JsonNode template, CaseRuleEntries rules)
    {
        var layout = template.Member("layoutConfiguration").TextOrNull("defaultLayout");
        var required = template.List("requiredFields").Select(field => field.Text("fieldId")).Where(fields.Contains);
        var caseTags = template.List("tagPropagationConfigurations").FirstOrDefault(tags => tags.TextOrNull("resourceType") == "Cases");
        return Resource(
            ("name", Text(template.Text("name"))),
            ("id", Text(template.Text("templateId"))),
            ("description", OptionalText(template, "description")),
            ("layout", layout is not null && layouts.Contains(layout) ? Text(layouts[layout]) : null),
            ("required", List(required.Select(id => Text(fields[id])))),
            ("rules", List(template.List("rules").Select(rules.Binding).OfType<YamlNode>())),
            ("status", template.TextOrNull("status") is { } status and not "Active" ? Text(status) : null),
            ("caseTags", Tags(caseTags.Member("tagMap"))),
            ("tags", Tags(template.Member("tags"))));
    }

    // A new domain has disabled events without included data.
    private YamlMappingNode? Events(JsonNode? eventBridge)
    {
        var included = eventBridge.Member("includedData");
        if (!eventBridge.Is("enabled") && included is null)
        {
            return null;
        }

        var names = included.Member("caseData").List("fields").Select(field => field.Text("id")).Where(fields.Contains).Select(id => fields[id]);
        return Map(
            ("enabled", Plain(eventBridge.Is("enabled"))),
            ("fields", included.Member("caseData") is null ? null : Texts(names)),
            ("relatedItems", included.Member("relatedItemData") is { } items ? Plain(items.Is("includeContent")) : null));
    }

    private static YamlScalarNode? OptionalText(JsonNode node, string member) =>
        node.TextOrNull(member) is { Length: > 0 } text ? Text(text) : null;
}
