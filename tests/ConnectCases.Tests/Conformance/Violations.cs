using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Conformance;

/// <summary>A request that violates the contract, and the error that the server must return.</summary>
public sealed record Violation(string Name, Uri Target, string? Body, string Error);

/// <summary>Creates a request for each constraint of a member that violates only this constraint.</summary>
public static class Violations
{
    private static readonly Dictionary<string, string[]> Mismatches = new()
    {
        ["DomainName"] = ["ends in a space ", "has a\nline break"],
        ["FieldName"] = ["ends in a space ", "has a\nline break"],
        ["FieldOptionName"] = ["ends in a space ", "has a\nline break"],
        ["FieldOptionValue"] = ["ends in a space ", "has a\nline break"],
        ["LayoutName"] = ["ends in a space ", "has a\nline break"],
        ["TemplateName"] = ["ends in a space ", "has a\nline break"],
        ["CaseRuleName"] = ["ends in a space ", "has a\nline break"],
        ["ParentChildFieldOptionValue"] = ["ends in a space ", "has a\nline break"],
        ["SlaName"] = ["ends in a space ", "has a\nline break"],
        ["CustomEntity"] = ["ends in a space ", "has#a sign"],
        ["MutableTagKey"] = ["aws:mine", "AwS:mine", "semi;colon"],
        ["TagValueString"] = ["semi;colon"],
        ["TagKey"] = ["aws:mine", "has a space", "at@sign"],
        ["SearchTagKey"] = ["semi;colon"],
        ["CaseId"] = ["has a space", "is%20it", "é"],
    };

    public static IEnumerable<Violation> Of(Member member) => member.Location switch
    {
        "path" => OfLabel(member),
        "query" => OfQuery(member),
        _ => OfType(member).Concat(OfPresence(member)).Concat(OfContent(member)),
    };

    /// <summary>Returns requests at the limits of a member's constraints. The server must accept them.</summary>
    public static IEnumerable<Violation> Limits(Member member)
    {
        if (member.Location != "body")
        {
            yield break;
        }

        if (member.Is("nullable"))
        {
            yield return Body(member, "null", null, "");
        }

        if (member.Bounds("length") is var (shortest, longest))
        {
            yield return Body(member, "shortest", new string('a', shortest), "");
            yield return Body(member, "longest", new string('a', longest), "");
        }

        if (member.Bounds("range") is var (least, most))
        {
            yield return Body(member, "least", least, "");
            yield return Body(member, "most", most, "");
        }

        if (member.Bounds("size") is var (_, largest) && member.Is("list"))
        {
            yield return Body(member, "largest", Copies(member, largest), "");
        }
    }

    private static IEnumerable<Violation> OfLabel(Member member)
    {
        foreach (var label in (string[])[Contract.Label(member.Path).PadRight(501, 'a'), .. Mismatched(member)])
        {
            var name = label.Length > 500 ? "too long" : $"pattern {label}";
            yield return new(name, Target(member, label, null), Minimal(member), "ValidationException");
        }
    }

    private static IEnumerable<Violation> OfQuery(Member member)
    {
        if (member.Bounds("range") is var (min, max))
        {
            yield return Query(member, "too small", $"{min - 1}", "ValidationException");
            yield return Query(member, "too large", $"{max + 1}", "ValidationException");
            yield return Query(member, "not a number", "ten", "SerializationException");
            yield return Query(member, "not an integer", "1.5", "SerializationException");
        }

        if (member.Bounds("length") is var (shortest, longest))
        {
            yield return Query(member, "too long", new string('a', longest + 1), "ValidationException");
            if (shortest > 0)
            {
                yield return Query(member, "too short", "", "ValidationException");
            }
        }

        foreach (var text in Mismatched(member))
        {
            yield return Query(member, $"pattern {text}", Uri.EscapeDataString(text), "ValidationException");
        }

        if (member.Is("enum"))
        {
            yield return Query(member, "unknown value", "Bogus", "ValidationException");
            yield return Query(member, "wrong case", WrongCase(member), "ValidationException");
        }

        if (member.Bounds("size") is var (_, largest))
        {
            var entries = Copies(member, largest + 1).AsArray().Select(entry => (string)entry!);
            yield return Query(member, "too many", string.Join($"&{member.Path}=", entries), "ValidationException");
        }
    }

    private static IEnumerable<Violation> OfType(Member member)
    {
        JsonNode? wrong = member switch
        {
            _ when IsTagKey(member) => null,
            _ when member.Is("string") || member.Is("enum") => 5,
            _ when member.Is("integer") || member.Is("double") => "5",
            _ when member.Is("boolean") => "true",
            _ when member.Is("list") => new JsonObject(),
            _ => "a",
        };
        if (wrong is not null)
        {
            yield return Body(member, "wrong type", wrong, "SerializationException");
        }
    }

    private static IEnumerable<Violation> OfPresence(Member member)
    {
        if (member.Is("required"))
        {
            var body = Contract.BodyWith(member);
            Contract.Remove(body, member);
            yield return new("missing", Target(member, null, null), body.ToJsonString(), "ValidationException");
            yield return Body(member, "null", null, "ValidationException");
        }
        else if (member.Path.EndsWith("[0]", StringComparison.Ordinal) || (IsTagValue(member) && !member.Is("nullable")))
        {
            yield return Body(member, "null entry", null, "ValidationException");
        }
    }

    private static IEnumerable<Violation> OfContent(Member member)
    {
        if (member.Bounds("length") is var (shortest, longest))
        {
            yield return Body(member, "too long", new string('a', longest + 1), "ValidationException");
            if (shortest > 0)
            {
                yield return Body(member, "too short", new string('a', shortest - 1), "ValidationException");
            }
        }

        if (member.Bounds("range") is var (least, most))
        {
            yield return Body(member, "too small", least - 1, "ValidationException");
            yield return Body(member, "too large", most + 1, "ValidationException");
        }

        if (member.Bounds("size") is var (fewest, largest))
        {
            yield return Body(member, "too many", Copies(member, largest + 1), "ValidationException");
            if (fewest > 0)
            {
                yield return Body(member, "too few", new JsonArray(), "ValidationException");
            }
        }

        foreach (var text in Mismatched(member))
        {
            yield return Body(member, $"pattern {text}", text, "ValidationException");
        }

        if (member.Is("enum"))
        {
            yield return Body(member, "unknown value", "Bogus", "ValidationException");
            yield return Body(member, "wrong case", WrongCase(member), "ValidationException");
        }

        if (member.Is("union"))
        {
            yield return Body(member, "no member", new JsonObject(), "ValidationException");
            yield return Body(member, "unknown member", new JsonObject { ["bogus"] = new JsonObject() }, "ValidationException");
            var children = Contract.Children(member.Operation, member.Path).ToList();
            if (children.Count > 1)
            {
                yield return Body(member, "two members", Two(children), "ValidationException");
            }
        }
    }

    private static JsonObject Two(IReadOnlyList<Member> children) => new(children.Take(2).Select(
        child => KeyValuePair.Create(child.Path[(child.Path.LastIndexOf('.') + 1)..], (JsonNode?)Contract.Sample(child))));

    private static JsonNode Copies(Member member, int count) => member.Is("map")
        ? new JsonObject(Enumerable.Range(0, count).Select(index => KeyValuePair.Create($"a{index}", (JsonNode?)"a")))
        : new JsonArray([.. Enumerable.Range(0, count).Select(_ => ((JsonArray)Contract.Sample(member))[0]!.DeepClone())]);

    private static string[] Mismatched(Member member) =>
        member.Argument("pattern") is { } pattern ? Mismatches[pattern] : [];

    private static string WrongCase(Member member) => ((string)Contract.Sample(member)!).ToUpperInvariant();

    private static bool IsTag(Member member) => IsTagKey(member) || IsTagValue(member);

    private static bool IsTagKey(Member member) =>
        member.Path.EndsWith("tagMap.key", StringComparison.Ordinal) || member.Path == "tags.key";

    private static bool IsTagValue(Member member) =>
        member.Path.EndsWith("tagMap.value", StringComparison.Ordinal) || member.Path == "tags.value";

    private static Violation Body(Member member, string name, JsonNode? value, string error)
    {
        JsonObject body;
        if (IsTag(member))
        {
            var map = Contract.Members.First(other =>
                other.Operation == member.Operation && other.Path == member.Path[..member.Path.LastIndexOf('.')]);
            body = Contract.BodyWith(map);
            Contract.Set(body, map, IsTagValue(member)
                ? new JsonObject { ["a"] = value }
                : new JsonObject { [(string)value!] = "a" });
        }
        else
        {
            body = Contract.BodyWith(member);
            Contract.Set(body, member, value);
        }

        return new(name, Target(member, null, null), body.ToJsonString(), error);
    }

    private static Violation Query(Member member, string name, string value, string error) =>
        new(name, Target(member, null, value), null, error);

    private static string? Minimal(Member member) =>
        Contract.Children(member.Operation, "").FirstOrDefault() is { } child
            ? Contract.BodyWith(child).ToJsonString()
            : null;

    private static Uri Target(Member member, string? label, string? query)
    {
        var path = string.Join('/', Contract.Routes[member.Operation].Path.Split('/').Select(segment => segment switch
        {
            ['{', .. var name, '}'] => Uri.EscapeDataString((name == member.Path ? label : null) ?? Contract.Label(name)),
            _ => segment,
        }));
        return new(
            query is null ? path : $"{path}?{member.Path.Replace("[0]", "", StringComparison.Ordinal)}={query}",
            UriKind.Relative);
    }
}
