using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Storage;

/// <summary>Values that databases may treat differently: case, accents, wildcards, escapes, large and small numbers.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly string Long = new('m', 99);

    private static readonly string[] Texts =
    [
        "Lost parcel", "lost PARCEL", "Parcel lost", "ÄRGER", "ärger", "arger", "Straße", "STRASSE", "İstanbul", "istanbul", "ΣΊΣΥΦΟΣ", "Σίσυφος",
        "100%", "100", "50_50", "50x50", "back\\slash", "back\\\\slash", "o'clock", "o''clock", "say \"hi\"", "日本語", "😀 emoji", "\uFB01sh",
        "e\u0301te\u0301", "\u00e9t\u00e9", "tab\there", "line\nbreak", "null\0here", "\u0001", "\u0002", "~", "Z", "z", "_", "%", "[a-z]*", "^x$",
        "-1", "1e3", "TRUE", "{\"json\":1}", $"{Long}", $"{Long}nA", $"{Long}na", $"{Long}nB",
    ];

    private static readonly string[] Terms =
    [
        "parcel", "PARCEL lost", "ärger", "ÄRGER", "strasse", "straße", "i", "İ", "σίσυφος", "ς", "0%", "%", "_", "50_", "\\", "\\\\", "'", "''", "\"",
        "日本", "😀", "fi", "\uFB01", "e\u0301", "é", "\t", "\0", "\u0001", "\u0002", "~", "[a-z]", "^", "true", "http", "m", "mmmn", "open", "  lost  ",
    ];

    private static readonly string[] Instants =
    [
        "2026-11-02T09:30:00Z", "2026-11-02T10:30:00.125Z", "2026-11-02T10:30:00.126Z", "2026-11-02T11:30:00.125+01:00", "2026-12-31T23:59:59.999Z", "1999-01-01T00:00:00Z", "tomorrow",
    ];

    private static readonly double[] Numbers =
        [0, -0.0, 1, -1, 2.5, 0.1, 0.30000000000000004, 1e15, 123456789012345680, 9007199254740993, 1e300, -1e300, 5e-324, 1.0 / 3];

    private static readonly string[] Users =
        ["arn:aws:connect:us-east-1:123456789012:instance/i/agent/a", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/B", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/Ä"];

    public static readonly IReadOnlyList<string> Types = ["Text", "Url", "Number", "Boolean", "DateTime", "User", "SingleSelect"];

    public string Text() => Pick(Texts);

    public string Term() => Chance(50) ? Pick(Terms) : Text() switch
    {
        "100" => "parcel",
        var text when Chance(40) => text.ToUpperInvariant(),
        var text => text.ToLowerInvariant(),
    };

    public string User() => Pick(Users);

    public string Option() => Pick(["red", "Red", "RED", "blue-1", "GREEN_2"]);

    public string Key() => Pick(["team", "Team", "TEAM", "stage", "a b", "x_y", "x-y"]);

    public string TagValue() => Pick(["", "a", "A", "b", "a b", "a_b", "a-b"]);

    public bool Chance(int percent) => random.Next(100) < percent;

    public int Number(int from, int to) => random.Next(from, to + 1);

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Returns a value for a field of this type. Sometimes the value has a wrong type.</summary>
    public JsonObject Of(string type) => (Chance(3) ? Pick(Types) : type) switch
    {
        _ when Chance(6) => new() { ["emptyValue"] = new JsonObject() },
        "Number" => new() { ["doubleValue"] = Pick(Numbers) },
        "Boolean" => new() { ["booleanValue"] = Chance(50) },
        "User" => new() { ["userArnValue"] = User() },
        "DateTime" => new() { ["stringValue"] = Pick(Instants) },
        "SingleSelect" => new() { ["stringValue"] = Option() },
        "Url" => new() { ["stringValue"] = $"https://example.com/{Uri.EscapeDataString(Text())}" },
        _ => new() { ["stringValue"] = Text() },
    };

    /// <summary>Returns a filter on fields, and on tags if <paramref name="withTags"/> is true.</summary>
    public JsonObject Filter(IReadOnlyList<(string Id, string Type)> fields, bool withTags, int depth = 2)
    {
        switch (depth == 0 ? 9 : Number(0, 9))
        {
            case 0:
                return new() { ["not"] = Filter(fields, withTags, depth - 1) };
            case 1 or 2:
                return new() { ["andAll"] = Several(() => Filter(fields, withTags, depth - 1)) };
            case 3 or 4:
                return new() { ["orAll"] = Several(() => Filter(fields, withTags, depth - 1)) };
            case 5 when withTags:
                var tag = new JsonObject { ["key"] = Key() };
                if (Chance(60))
                {
                    tag["value"] = TagValue();
                }

                return new() { ["tag"] = new JsonObject { ["equalTo"] = tag } };
            default:
                var (id, type) = Pick(fields);
                return new()
                {
                    ["field"] = new JsonObject { [Comparison(type)] = new JsonObject { ["id"] = id, ["value"] = Of(type) } },
                };
        }
    }

    public JsonArray Several(Func<JsonNode?> make, int most = 3) =>
        new([.. Enumerable.Range(0, Number(0, most)).Select(_ => make())]);

    private string Comparison(string type) => type switch
    {
        "Number" or "DateTime" => Pick(["equalTo", "greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo"]),
        "Boolean" or "User" => "equalTo",
        _ => Pick(["equalTo", "contains"]),
    };
}
