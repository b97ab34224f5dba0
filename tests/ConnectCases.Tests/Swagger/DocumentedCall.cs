using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Swagger;

/// <summary>An operation of the OpenAPI document with its examples.</summary>
internal sealed record DocumentedCall(string Path, string Method, JsonNode Operation)
{
    private static readonly string[] ErrorResponses = ["404", "default"];

    /// <summary>The text that replaces <c>{unique}</c>.</summary>
    public string Unique { get; init; } = "1";

    public string Name => (string)Operation["operationId"]!;

    public IReadOnlyList<string> Errors =>
    [
        .. ErrorResponses
            .SelectMany(status => Operation["responses"]![status]?["headers"]!["x-amzn-ErrorType"]!["schema"]!["enum"]!.AsArray() ?? [])
            .Select(name => (string)name!),
    ];

    /// <summary>The bodies of the request examples by name. The body is null if the operation has none.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Requests
    {
        get
        {
            var content = Operation["requestBody"]?["content"];
            var body = content?["application/json"] ?? content?["application/x-ndjson"];
            return body?["examples"] is { } named
                ? named.AsObject().ToDictionary(example => example.Key, example => example.Value!["value"]?.DeepClone())
                : new Dictionary<string, JsonNode?> { ["Example"] = body?["example"]?.DeepClone() };
        }
    }

    /// <summary>
    /// Reads the operations in the order of the document. A snapshot and all fault rules are deleted last. The document shows their
    /// deletion before operations that need them, because the path is shorter.
    /// </summary>
    public static async Task<IReadOnlyList<DocumentedCall>> ReadAsync(CasesClient client)
    {
        var document = (await client.SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", null)).ShouldSucceed();
        return
        [
            .. document["paths"].AsObject().SelectMany(path => path.Value!.AsObject().Select(
                operation => new DocumentedCall(path.Key, operation.Key.ToUpperInvariant(), operation.Value!)))
                .OrderBy(call => call.Name is "DeleteSnapshot" or "DeleteFaults"),
        ];
    }

    /// <summary>Returns the path and the query with the example values of the parameters, except for the given labels.</summary>
    public string Target(params (string Label, string Value)[] labels)
    {
        var target = Path;
        var query = new List<string>();
        foreach (var parameter in Parameters())
        {
            var name = (string)parameter["name"]!;
            if ((string)parameter["in"]! == "path")
            {
                var value = labels.FirstOrDefault(label => label.Label == name).Value ?? (string)parameter["example"]!;
                target = target.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            }
            else if (parameter["example"] is { } example)
            {
                query.AddRange((example as JsonArray ?? [example.DeepClone()]).Select(value => $"{name}={value}"));
            }
        }

        return query.Count == 0 ? target : $"{target}?{string.Join('&', query)}";
    }

    public IEnumerable<JsonNode> Parameters() => Operation["parameters"]?.AsArray().Select(parameter => parameter!) ?? [];

    public Task<ApiResponse> SendAsync(CasesClient client, JsonNode? body, params (string Label, string Value)[] labels) =>
        SendAsync(client, Target(labels), body);

    /// <summary>Sends a request. Replaces <c>{unique}</c> in the body, as the page does.</summary>
    public Task<ApiResponse> SendAsync(CasesClient client, string target, JsonNode? body) => client.SendAsync(
        new HttpMethod(Method), target, TextOf(body)?.Replace("{unique}", Unique, StringComparison.Ordinal));

    // A state document is a text, not JSON.
    private static string? TextOf(JsonNode? body) =>
        body is JsonValue value && value.TryGetValue<string>(out var text) ? text : body?.ToJsonString();
}
