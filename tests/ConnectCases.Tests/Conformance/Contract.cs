using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Conformance;

/// <summary>One member of an operation's input, as a line of constraints.txt has it.</summary>
public sealed record Member(string Operation, string Location, string Path, IReadOnlyList<string> Constraints)
{
    public bool Is(string constraint) => Constraints.Contains(constraint);

    /// <summary>The two numbers of a constraint such as <c>length:1-100</c>.</summary>
    public (int Min, int Max)? Bounds(string constraint) =>
        Argument(constraint)?.Split('-') is [var min, var max]
            ? (int.Parse(min, null), int.Parse(max, null))
            : null;

    public string? Argument(string constraint) => Constraints
        .FirstOrDefault(text => text.StartsWith(constraint + ":", StringComparison.Ordinal))?[(constraint.Length + 1)..];
}

/// <summary>The constraint table, and requests made from it.</summary>
public static class Contract
{
    public static IReadOnlyList<Member> Members { get; } = [.. Read()];

    public static IReadOnlyDictionary<string, (string Method, string Path)> Routes { get; } =
        new Dictionary<string, (string, string)>
        {
            ["CreateDomain"] = ("POST", "/domains"),
            ["GetDomain"] = ("POST", "/domains/{domainId}"),
            ["ListDomains"] = ("POST", "/domains-list"),
            ["DeleteDomain"] = ("DELETE", "/domains/{domainId}"),
            ["CreateField"] = ("POST", "/domains/{domainId}/fields"),
            ["ListFields"] = ("POST", "/domains/{domainId}/fields-list"),
            ["BatchGetField"] = ("POST", "/domains/{domainId}/fields-batch"),
            ["BatchPutFieldOptions"] = ("PUT", "/domains/{domainId}/fields/{fieldId}/options"),
            ["ListFieldOptions"] = ("POST", "/domains/{domainId}/fields/{fieldId}/options-list"),
            ["CreateTemplate"] = ("POST", "/domains/{domainId}/templates"),
            ["GetTemplate"] = ("POST", "/domains/{domainId}/templates/{templateId}"),
            ["ListTemplates"] = ("POST", "/domains/{domainId}/templates-list"),
            ["CreateCase"] = ("POST", "/domains/{domainId}/cases"),
            ["GetCase"] = ("POST", "/domains/{domainId}/cases/{caseId}"),
            ["UpdateCase"] = ("PUT", "/domains/{domainId}/cases/{caseId}"),
            ["DeleteCase"] = ("DELETE", "/domains/{domainId}/cases/{caseId}"),
            ["CreateRelatedItem"] = ("POST", "/domains/{domainId}/cases/{caseId}/related-items/"),
            ["SearchRelatedItems"] = ("POST", "/domains/{domainId}/cases/{caseId}/related-items-search"),
            ["GetCaseAuditEvents"] = ("POST", "/domains/{domainId}/cases/{caseId}/audit-history"),
        };

    /// <summary>The smallest body that has <paramref name="member"/>, and everything required, in the right shape.</summary>
    public static JsonObject BodyWith(Member member)
    {
        var body = new JsonObject();
        foreach (var required in Children(member.Operation, "").Where(child => child.Is("required")))
        {
            body[required.Path] = Sample(required);
        }

        Set(body, member, Sample(member));
        return body;
    }

    /// <summary>Sets a member, with what stands above it; in a union it becomes the one that is set.</summary>
    public static void Set(JsonObject body, Member member, JsonNode? value)
    {
        var (container, name) = Locate(body, member);
        if (container is JsonArray array)
        {
            array[0] = value;
        }
        else
        {
            ((JsonObject)container)[name] = value;
        }
    }

    public static void Remove(JsonObject body, Member member)
    {
        var (container, name) = Locate(body, member);
        ((JsonObject)container).Remove(name);
    }

    /// <summary>A value of a member's type that no constraint refuses.</summary>
    public static JsonNode Sample(Member member) => member switch
    {
        _ when member.Is("enum") => JsonValue.Create(EnumValue(member))!,
        _ when member.Is("string") => JsonValue.Create("a")!,
        _ when member.Is("integer") => JsonValue.Create(1),
        _ when member.Is("double") => JsonValue.Create(1.5),
        _ when member.Is("boolean") => JsonValue.Create(true),
        _ when member.Is("map") => new JsonObject { ["a"] = "a" },
        _ when member.Is("list") => new JsonArray(Sample(Find(member.Operation, member.Path + "[0]"))),
        _ when member.Is("union") => First(member),
        _ => Structure(member),
    };

    public static IEnumerable<Member> Children(string operation, string parent) => Members.Where(member =>
        member.Operation == operation && member.Location == "body" && Parent(member.Path) == parent);

    private static JsonObject Structure(Member member)
    {
        var structure = new JsonObject();
        foreach (var child in Children(member.Operation, member.Path).Where(child => child.Is("required")))
        {
            structure[Name(child.Path)] = Sample(child);
        }

        return structure;
    }

    // The table stops where a filter contains itself.
    private static JsonObject First(Member member) => Children(member.Operation, member.Path).FirstOrDefault() is { } child
        ? new JsonObject { [Name(child.Path)] = Sample(child) }
        : new JsonObject { ["field"] = new JsonObject { ["equalTo"] = JsonNode.Parse("""{"id":"a","value":{"stringValue":"a"}}""") } };

    private static (JsonNode Container, string Name) Locate(JsonObject body, Member member)
    {
        var parent = Parent(member.Path);
        if (parent.Length == 0)
        {
            return (body, member.Path);
        }

        var above = Find(member.Operation, parent);
        var (container, name) = Locate(body, above);
        var existing = container is JsonArray array ? array[0] : container[name];
        if (existing is null || above.Is("union"))
        {
            existing = above.Is("union") ? new JsonObject() : Sample(above);
            Set(body, above, existing);
        }

        return (existing, Name(member.Path));
    }

    private static Member Find(string operation, string path) =>
        Members.First(member => member.Operation == operation && member.Path == path);

    private static string Parent(string path) => path.EndsWith("[0]", StringComparison.Ordinal)
        ? path[..^3]
        : path[..Math.Max(0, path.LastIndexOf('.'))];

    private static string Name(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string EnumValue(Member member) => (member.Operation, Name(member.Path)) switch
    {
        ("CreateField", "type") => "Text",
        ("CreateTemplate" or "ListTemplates", _) when Name(member.Path) == "resourceType" => "Cases",
        ("CreateRelatedItem", "contentType") => "Text/Plain",
        ("CreateRelatedItem", "type") => member.Path == "type" ? "Comment" : "CaseField",
        _ => "Active",
    };

    private static IEnumerable<Member> Read()
    {
        using var stream = typeof(Contract).Assembly.GetManifestResourceStream("constraints.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var operation, var location, var path, .. var constraints])
            {
                yield return new(operation, location, path, constraints);
            }
        }
    }
}
