using System.Text.RegularExpressions;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Seeds.Reading;

/// <summary>Reads the cases of a seed, with their related items and updates, and the merges.</summary>
internal static partial class SeedCaseReader
{
    private static readonly string[] Types = ["comment", "contact", "file", "sla", "case", "custom"];

    private static readonly RelatedItemType[] Mergeable =
        [RelatedItemType.Contact, RelatedItemType.Comment, RelatedItemType.ConnectCase, RelatedItemType.Custom];

    /// <exception cref="DocumentException">The value is not a case.</exception>
    public static SeedCase ReadCase(SeedNode node)
    {
        var members = new SeedMembers(
            node, "handle", "id", "template", "createdAt", "by", "fields", "tags", "relatedItems", "updates");
        var handle = members.Text("handle");
        return new(
            Handle().IsMatch(handle.Value)
                ? handle
                : throw handle.At.Unexpected("a handle of 1 to 100 letters, digits, dots, hyphens and underscores"),
            members.FindId(),
            members.FindTags(),
            members.Text("template"),
            FindTime(members, "createdAt"),
            members.FindText("by"),
            ReadFields(members.Find("fields")),
            [.. members.List("relatedItems").Select(ReadItem)],
            [.. members.List("updates").Select(ReadUpdate)]);
    }

    /// <exception cref="DocumentException">A value is not a merge, or a case is merged twice.</exception>
    public static IReadOnlyList<SeedMerge> ReadMerges(IReadOnlyList<SeedNode> nodes)
    {
        List<SeedMerge> merges = [.. nodes.Select(ReadMerge)];
        SeedReader.EnsureDistinct(merges.Select(merge => merge.Secondary), "secondary case");
        return merges;
    }

    private static SeedMerge ReadMerge(SeedNode node)
    {
        var members = new SeedMembers(node, "primary", "secondary", "fields", "relatedItems", "at");
        return new(
            node,
            members.Text("primary"),
            members.Text("secondary"),
            members.FindTexts("fields") ?? [],
            [.. members.List("relatedItems").Select(ReadMergeable)],
            FindTime(members, "at"));
    }

    private static RelatedItemType ReadMergeable(SeedNode node) =>
        Mergeable.Contains(node.ToEnum<RelatedItemType>())
            ? node.ToEnum<RelatedItemType>()
            : throw node.Unexpected($"one of {string.Join(", ", Mergeable)}");

    private static SeedUpdate ReadUpdate(SeedNode node)
    {
        var members = new SeedMembers(node, "at", "by", "fields");
        return new(node, FindTime(members, "at"), members.FindText("by"), ReadFields(members.Find("fields")));
    }

    private static IReadOnlyList<SeedValue> ReadFields(SeedNode? node) =>
        [.. (node?.ToMap() ?? new Dictionary<string, SeedNode>()).Select(field => new SeedValue(
            new(field.Key, field.Value),
            field.Value is SeedScalar ? field.Value : throw field.Value.Unexpected("a value")))];

    private static SeedItem ReadItem(SeedNode node)
    {
        var members = new SeedMembers(
            node, [.. Types, "channel", "due", "field", "target", "by", "at", "id", "tags"]);
        var (type, content) = members.One(Types);
        EnsureFits(members, "contact", type, "channel");
        EnsureFits(members, "sla", type, "due", "field", "target");
        return new(
            node, members.FindId(), members.FindTags(), ReadContent(members, type, content), members.FindText("by"), FindTime(members, "at"));
    }

    private static void EnsureFits(SeedMembers members, string owner, string type, params IEnumerable<string> names)
    {
        if (type != owner && names.FirstOrDefault(name => members.Find(name) is not null) is { } misplaced)
        {
            throw members.Find(misplaced)!.Error($"The key '{misplaced}' is only for related items with the key '{owner}'.");
        }
    }

    private static SeedItemContent ReadContent(SeedMembers members, string type, SeedNode content) => type switch
    {
        "comment" => new(RelatedItemType.Comment, content.ToText()),
        "contact" => new(RelatedItemType.Contact, content.ToText(), FindChannel(members)),
        "file" => new(RelatedItemType.File, content.ToText()),
        "case" => new(RelatedItemType.ConnectCase, content.ToText()),
        "custom" => new(RelatedItemType.Custom, Fields: ReadFields(content)),
        _ => new(
            RelatedItemType.Sla,
            content.ToText(),
            Due: ReadDue(members),
            Field: members.Text("field"),
            Targets: members.Find("target") switch
            {
                null => throw members.At.Error($"The key 'target' is missing. Expected a value or a list of values."),
                SeedList list => list.Items,
                var target => [target],
            }),
    };

    private static SeedText? FindChannel(SeedMembers members) => members.FindText("channel") is { } channel
        ? channel.Value.Length is > 0 and <= 100 ? channel : throw channel.At.Unexpected("a channel of 1 to 100 characters")
        : null;

    private static TimeSpan ReadDue(SeedMembers members)
    {
        var due = members.Text("due");
        return SeedTime.TryReadDuration(due.Value, out var duration) && duration.Ticks % TimeSpan.TicksPerMinute == 0
            ? duration
            : throw due.At.Unexpected("a duration of whole minutes, such as PT4H or 90m");
    }

    private static SeedTime? FindTime(SeedMembers members, string name) =>
        members.Find(name) is { } node ? SeedTime.Read(node) : null;

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Handle();
}
