using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Creates case rules and their conditions as JSON. An operand is a string or a union as JSON.</summary>
public static class CaseRuleBodies
{
    public const string NoValue = """{"emptyValue":{}}""";

    public static string Required(bool otherwise, params string[] conditions) => Decision("required", otherwise, conditions);

    public static string Hidden(bool otherwise, params string[] conditions) => Decision("hidden", otherwise, conditions);

    public static string FieldOptions(string? parentId, string? childId, params (string Parent, string[] Children)[] mappings)
    {
        var rule = new JsonObject
        {
            ["parentChildFieldOptionsMappings"] = new JsonArray([.. mappings.Select(Mapping)]),
        };
        if (parentId is not null)
        {
            rule["parentFieldId"] = parentId;
        }

        if (childId is not null)
        {
            rule["childFieldId"] = childId;
        }

        return new JsonObject { ["fieldOptions"] = rule }.ToJsonString();
    }

    public static string EqualTo(string fieldId, string operand, bool result = true) =>
        Comparison("equalTo", fieldId, operand, result);

    public static string NotEqualTo(string fieldId, string operand, bool result = true) =>
        Comparison("notEqualTo", fieldId, operand, result);

    public static string AndAll(params string[] conditions) => Compound("andAll", conditions);

    public static string OrAll(params string[] conditions) => Compound("orAll", conditions);

    private static string Decision(string kind, bool otherwise, string[] conditions) => new JsonObject
    {
        [kind] = new JsonObject { ["defaultValue"] = otherwise, ["conditions"] = Parsed(conditions) },
    }.ToJsonString();

    private static string Compound(string kind, string[] conditions) => new JsonObject
    {
        [kind] = new JsonObject { ["conditions"] = Parsed(conditions) },
    }.ToJsonString();

    private static string Comparison(string kind, string fieldId, string operand, bool result) => new JsonObject
    {
        [kind] = new JsonObject
        {
            ["operandOne"] = new JsonObject { ["fieldId"] = fieldId },
            ["operandTwo"] = operand.StartsWith('{') ? JsonNode.Parse(operand) : new JsonObject { ["stringValue"] = operand },
            ["result"] = result,
        },
    }.ToJsonString();

    private static JsonNode Mapping((string Parent, string[] Children) mapping) => new JsonObject
    {
        ["parentFieldOptionValue"] = mapping.Parent,
        ["childFieldOptionValues"] = new JsonArray([.. mapping.Children.Select(child => JsonValue.Create(child))]),
    };

    private static JsonArray Parsed(string[] nodes) => [.. nodes.Select(node => JsonNode.Parse(node))];
}
