using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;

namespace ConnectCases.Benchmarks.Scenarios;

/// <summary>Short methods that create members of requests.</summary>
internal static class CaseQueries
{
    public static JsonObject Filter(JsonObject filter) => new() { ["filter"] = filter };

    public static JsonObject All(params JsonNode[] filters) => new() { ["andAll"] = new JsonArray(filters) };

    public static JsonObject Any(params JsonNode[] filters) => new() { ["orAll"] = new JsonArray(filters) };

    public static JsonObject Not(JsonObject filter) => new() { ["not"] = filter };

    public static JsonObject Field(string comparison, string fieldId, FieldValueUnion value) =>
        new() { ["field"] = new JsonObject { [comparison] = Value(fieldId, value) } };

    public static JsonArray Sort(string fieldId, string order) =>
        [new JsonObject { ["fieldId"] = fieldId, ["sortOrder"] = order }];

    public static JsonArray Ids(IEnumerable<string> fieldIds) => [.. fieldIds.Select(id => new JsonObject { ["id"] = id })];

    public static JsonObject Value(string fieldId, FieldValueUnion value) => new()
    {
        ["id"] = fieldId,
        ["value"] = JsonSerializer.SerializeToNode(value, CaseJson.Wire.FieldValueUnion),
    };

    public static JsonObject Comment(string body) => new()
    {
        ["type"] = "Comment",
        ["content"] = new JsonObject { ["comment"] = new JsonObject { ["body"] = body, ["contentType"] = "Text/Plain" } },
    };
}
