using System.Text.RegularExpressions;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>
/// Reads a seed. Rejects unknown keys, wrong types and names that occur twice. The services of the API check everything else when the
/// seed is applied.
/// </summary>
internal static partial class SeedReader
{
    /// <param name="bytes">The text in UTF-8: YAML or JSON.</param>
    /// <param name="file">The name of the file for messages, or null.</param>
    /// <exception cref="DocumentException">The text is not a seed. The message has the line and the path.</exception>
    public static SeedDocument Read(ReadOnlySpan<byte> bytes, string? file)
    {
        var members = new SeedMembers(SeedYaml.Read(bytes, file), "domains", "dryRun");
        var domains = members.FindList("domains") ?? throw members.At.Error($"The key 'domains' is missing. Expected a list.");
        var dryRun = members.FindFlag("dryRun") == true ? members.Find("dryRun") : null;
        return new([.. Distinct(domains.Select(ReadDomain))], dryRun);
    }

    /// <summary>Returns the entries. Rejects two entries with the same name or id.</summary>
    public static IReadOnlyList<TEntry> Distinct<TEntry>(IEnumerable<TEntry> entries)
        where TEntry : SeedResourceEntry
    {
        List<TEntry> all = [.. entries];
        EnsureDistinct(all.Select(entry => entry.Name), "name");
        EnsureDistinct(all.Select(entry => entry.Id).OfType<SeedText>(), "id");
        return all;
    }

    /// <exception cref="DocumentException">A text occurs twice.</exception>
    public static void EnsureDistinct(IEnumerable<SeedText> texts, string what)
    {
        var first = new Dictionary<string, SeedText>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (!first.TryAdd(text.Value, text))
            {
                throw text.At.Error(
                    $"The {ErrorText.Whole(what)} '{text.Value}' occurs twice. The first is in line {first[text.Value].At.Line}.");
            }
        }
    }

    /// <summary>Reads the id that an entry states, or null.</summary>
    /// <exception cref="DocumentException">The id is not a UUID.</exception>
    public static SeedText? FindId(this SeedMembers members) => members.FindText("id") is { } id
        ? Uuid().IsMatch(id.Value) ? id : throw id.At.Unexpected("a UUID in lower case, such as 5d9d2e11-6f0a-4f57-9a3e-2b8c1d7e4f60")
        : null;

    /// <summary>Reads a map of tags, or null.</summary>
    public static IReadOnlyDictionary<string, SeedText>? FindTags(this SeedMembers members, string name = "tags") =>
        members.Find(name)?.ToMap().ToDictionary(tag => tag.Key, tag => tag.Value.ToText(), StringComparer.Ordinal);

    private static SeedDomain ReadDomain(SeedNode node)
    {
        var members = new SeedMembers(
            node, "name", "id", "tags", "fields", "caseRules", "layouts", "templates", "events", "cases", "merges");
        var fields = members.List("fields").ToLookup(IsSystemField);
        var cases = Distinct(members.List("cases").Select(SeedCaseReader.ReadCase));
        EnsureDistinct(cases.SelectMany(@case => @case.RelatedItems).Select(item => item.Id).OfType<SeedText>(), "id");
        var systemFields = fields[true].Select(ReadSystemField).ToList();
        EnsureDistinct(systemFields.Select(field => field.Id), "field");
        return new(
            members.Text("name"),
            members.FindId(),
            members.FindTags(),
            Distinct(fields[false].Select(ReadField)),
            systemFields,
            Distinct(members.List("caseRules").Select(SeedRuleReader.ReadCaseRule)),
            Distinct(members.List("layouts").Select(ReadLayout)),
            Distinct(members.List("templates").Select(ReadTemplate)),
            members.Find("events") is { } events ? ReadEvents(events) : null,
            cases,
            SeedCaseReader.ReadMerges(members.List("merges")));
    }

    // An entry with the id of a system field adds options to this field.
    private static bool IsSystemField(SeedNode node) => node is SeedMap map
        && map.Members.GetValueOrDefault("id") is SeedScalar id && SystemFields.All.Any(field => field.FieldId == id.Text);

    private static SeedSystemField ReadSystemField(SeedNode node)
    {
        var members = new SeedMembers(node, "id", "options");
        return new(members.Text("id"), ReadOptions(members));
    }

    private static SeedField ReadField(SeedNode node)
    {
        var members = new SeedMembers(node, "name", "id", "type", "description", "multiline", "options", "tags");
        var type = members.FindEnum<FieldType>("type")
            ?? throw node.Error($"The key 'type' is missing. Expected one of {ErrorText.Whole(string.Join(", ", Enum.GetNames<FieldType>()))}.");
        if (members.Find("options") is { } options && type != FieldType.SingleSelect)
        {
            throw options.Error($"The field has the type {type}. Only fields of the type SingleSelect have options.");
        }

        return new(
            members.Text("name"),
            members.FindId(),
            members.FindTags(),
            type,
            members.FindText("description"),
            members.FindFlag("multiline"),
            ReadOptions(members));
    }

    private static List<SeedOption> ReadOptions(SeedMembers members)
    {
        List<SeedOption> options = [.. members.List("options").Select(ReadOption)];
        EnsureDistinct(options.Select(option => new SeedText(option.Value, option.At)), "option");
        return options;
    }

    private static SeedOption ReadOption(SeedNode node)
    {
        if (node is SeedScalar)
        {
            var text = node.ToText().Value;
            return new(node, text, text, Active: true);
        }

        var members = new SeedMembers(node, "value", "name", "active");
        var value = members.Text("value").Value;
        return new(node, value, members.FindText("name")?.Value ?? value, members.FindFlag("active") ?? true);
    }

    private static SeedLayout ReadLayout(SeedNode node)
    {
        var members = new SeedMembers(node, "name", "id", "top", "more", "tags");
        return new(
            members.Text("name"),
            members.FindId(),
            members.FindTags(),
            members.FindList("top") is { } top ? ReadPanel(top) : null,
            members.FindList("more") is { } more ? ReadPanel(more) : null);
    }

    // Field names in sequence form a group without a name.
    private static List<SeedGroup> ReadPanel(IReadOnlyList<SeedNode> entries)
    {
        List<SeedGroup> groups = [];
        List<SeedText>? unnamed = null;
        foreach (var entry in entries)
        {
            if (entry is not SeedScalar)
            {
                var members = new SeedMembers(entry, "group", "fields");
                groups.Add(new(members.FindText("group")?.Value, members.FindTexts("fields") ?? []));
                unnamed = null;
                continue;
            }

            if (unnamed is null)
            {
                unnamed = [];
                groups.Add(new(null, unnamed));
            }

            unnamed.Add(entry.ToText());
        }

        return groups;
    }

    private static SeedTemplate ReadTemplate(SeedNode node)
    {
        var members = new SeedMembers(
            node, "name", "id", "description", "layout", "required", "rules", "status", "caseTags", "tags");
        return new(
            members.Text("name"),
            members.FindId(),
            members.FindTags(),
            members.FindText("description"),
            members.FindText("layout"),
            members.FindTexts("required") ?? [],
            [.. members.List("rules").Select(ReadTemplateRule)],
            members.FindEnum<TemplateStatus>("status") ?? TemplateStatus.Active,
            members.FindTags("caseTags"));
    }

    private static SeedTemplateRule ReadTemplateRule(SeedNode node)
    {
        if (node is SeedScalar)
        {
            return new(node.ToText(), null);
        }

        var members = new SeedMembers(node, "rule", "field");
        return new(members.Text("rule"), members.FindText("field"));
    }

    private static SeedEvents ReadEvents(SeedNode node)
    {
        var members = new SeedMembers(node, "enabled", "fields", "relatedItems");
        return new(
            node,
            members.FindFlag("enabled") ?? throw node.Error($"The key 'enabled' is missing. Expected true or false."),
            members.FindTexts("fields"),
            members.FindFlag("relatedItems"));
    }

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();
}
