using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Conformance;

/// <summary>One member of the input of an operation: a line of constraints.txt.</summary>
public sealed record Member(string Operation, string Location, string Path, IReadOnlyList<string> Constraints)
{
    public bool Is(string constraint) => Constraints.Contains(constraint);

    /// <summary>Returns the two numbers of a constraint such as <c>length:1-100</c>.</summary>
    public (int Min, int Max)? Bounds(string constraint) =>
        Argument(constraint)?.Split('-') is [var min, var max]
            ? (int.Parse(min, null), int.Parse(max, null))
            : null;

    public string? Argument(string constraint) => Constraints
        .FirstOrDefault(text => text.StartsWith(constraint + ":", StringComparison.Ordinal))?[(constraint.Length + 1)..];
}

/// <summary>The table of constraints, and requests that are built from the table.</summary>
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
            ["UpdateField"] = ("PUT", "/domains/{domainId}/fields/{fieldId}"),
            ["DeleteField"] = ("DELETE", "/domains/{domainId}/fields/{fieldId}"),
            ["ListFields"] = ("POST", "/domains/{domainId}/fields-list"),
            ["BatchGetField"] = ("POST", "/domains/{domainId}/fields-batch"),
            ["BatchPutFieldOptions"] = ("PUT", "/domains/{domainId}/fields/{fieldId}/options"),
            ["ListFieldOptions"] = ("POST", "/domains/{domainId}/fields/{fieldId}/options-list"),
            ["CreateLayout"] = ("POST", "/domains/{domainId}/layouts"),
            ["GetLayout"] = ("POST", "/domains/{domainId}/layouts/{layoutId}"),
            ["ListLayouts"] = ("POST", "/domains/{domainId}/layouts-list"),
            ["UpdateLayout"] = ("PUT", "/domains/{domainId}/layouts/{layoutId}"),
            ["DeleteLayout"] = ("DELETE", "/domains/{domainId}/layouts/{layoutId}"),
            ["CreateTemplate"] = ("POST", "/domains/{domainId}/templates"),
            ["GetTemplate"] = ("POST", "/domains/{domainId}/templates/{templateId}"),
            ["ListTemplates"] = ("POST", "/domains/{domainId}/templates-list"),
            ["UpdateTemplate"] = ("PUT", "/domains/{domainId}/templates/{templateId}"),
            ["DeleteTemplate"] = ("DELETE", "/domains/{domainId}/templates/{templateId}"),
            ["CreateCaseRule"] = ("POST", "/domains/{domainId}/case-rules"),
            ["BatchGetCaseRule"] = ("POST", "/domains/{domainId}/rules-batch"),
            ["ListCaseRules"] = ("POST", "/domains/{domainId}/rules-list/"),
            ["UpdateCaseRule"] = ("PUT", "/domains/{domainId}/case-rules/{caseRuleId}"),
            ["DeleteCaseRule"] = ("DELETE", "/domains/{domainId}/case-rules/{caseRuleId}"),
            ["CreateCase"] = ("POST", "/domains/{domainId}/cases"),
            ["GetCase"] = ("POST", "/domains/{domainId}/cases/{caseId}"),
            ["UpdateCase"] = ("PUT", "/domains/{domainId}/cases/{caseId}"),
            ["DeleteCase"] = ("DELETE", "/domains/{domainId}/cases/{caseId}"),
            ["ListCasesForContact"] = ("POST", "/domains/{domainId}/list-cases-for-contact"),
            ["SearchCases"] = ("POST", "/domains/{domainId}/cases-search"),
            ["CreateRelatedItem"] = ("POST", "/domains/{domainId}/cases/{caseId}/related-items/"),
            ["UpdateRelatedItem"] = ("PUT", "/domains/{domainId}/cases/{caseId}/related-items/{relatedItemId}"),
            ["DeleteRelatedItem"] = ("DELETE", "/domains/{domainId}/cases/{caseId}/related-items/{relatedItemId}"),
            ["SearchRelatedItems"] = ("POST", "/domains/{domainId}/cases/{caseId}/related-items-search"),
            ["SearchAllRelatedItems"] = ("POST", "/domains/{domainId}/related-items-search"),
            ["PutCaseEventConfiguration"] = ("PUT", "/domains/{domainId}/case-event-configuration"),
            ["GetCaseEventConfiguration"] = ("POST", "/domains/{domainId}/case-event-configuration"),
            ["GetCaseAuditEvents"] = ("POST", "/domains/{domainId}/cases/{caseId}/audit-history"),
            ["TagResource"] = ("POST", "/tags/{arn}"),
            ["UntagResource"] = ("DELETE", "/tags/{arn}"),
            ["ListTagsForResource"] = ("GET", "/tags/{arn}"),
            ["BatchUpdateCase"] = ("POST", "/cases:batchUpdateCase"),
            ["BatchCreateRelatedItem"] = ("POST", "/cases:batchCreateRelatedItem"),
            ["StartMergeCases"] = ("POST", "/domains/{domainId}/cases/{caseId}/merge"),
            ["GetMergeCasesStatus"] = ("POST", "/domains/{domainId}/cases/{caseId}/merge-status"),
        };

    /// <summary>Returns a valid value of a path label that identifies no existing resource.</summary>
    public static string Label(string name) => name == "arn"
        ? "arn:aws:cases:us-east-1:999999999999:domain/00000000-0000-0000-0000-000000000000"
        : name;

    /// <summary>Returns the smallest valid body that contains <paramref name="member"/> and all required members.</summary>
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

    /// <summary>Sets a member and adds its missing parents. In a union, the member replaces any other member.</summary>
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

    /// <summary>Returns a value of the member's type that satisfies all constraints.</summary>
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

    /// <summary>
    /// Returns the members of a union. If a union contains itself, the table does not list the inner members. They are the same as
    /// in the outer union.
    /// </summary>
    public static IReadOnlyList<Member> Alternatives(Member union) =>
        Children(union.Operation, union.Path).ToList() is { Count: > 0 } children ? children : Alternatives(Around(union));

    public static Member Find(string operation, string path) =>
        Members.First(member => member.Operation == operation && member.Path == path);

    public static string Name(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static JsonObject Structure(Member member)
    {
        var structure = new JsonObject();
        foreach (var child in Children(member.Operation, member.Path).Where(child => child.Is("required")))
        {
            structure[Name(child.Path)] = Sample(child);
        }

        return structure;
    }

    private static JsonObject First(Member union)
    {
        var child = Alternatives(union)[0];
        return new JsonObject { [Name(child.Path)] = Sample(child) };
    }

    private static Member Around(Member member) =>
        Find(member.Operation, Parent(member.Path)) is var above && above.Is("union") ? above : Around(above);

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

    private static string Parent(string path) => path.EndsWith("[0]", StringComparison.Ordinal)
        ? path[..^3]
        : path[..Math.Max(0, path.LastIndexOf('.'))];

    private static string EnumValue(Member member) => Name(member.Path) switch
    {
        "contentType" => "Text/Plain",
        "resourceType" => "Cases",
        "sortOrder" => "Asc",
        "sortProperty" => "CaseId",
        "type" when member.Operation == "CreateField" => "Text",
        "type" when member.Path == "type" => "Comment",
        "type" => "CaseField",
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
