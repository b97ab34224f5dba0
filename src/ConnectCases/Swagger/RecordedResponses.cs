using System.Text.Json.Nodes;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Swagger;

/// <summary>
/// Responses that the server sent to the examples, and to requests that cause each error. A test fails if the file is out of date
/// (CONTRIBUTING.md).
/// </summary>
internal sealed class RecordedResponses
{
    private readonly JsonNode responses = Read();

    /// <summary>Returns the body of a successful response, or null.</summary>
    public JsonNode? Success(string operation) => responses[operation]?["Success"]?.DeepClone();

    /// <summary>Returns the status and the body of an error, or null if the server never returns the error.</summary>
    public (int Status, JsonNode Body)? Error(string operation, string error)
    {
        // Only a bug causes this error.
        if (error == nameof(InternalServerException))
        {
            var bug = new InternalServerException("019a3f5e-6c1b-7d42-9b0e-2f8a4c7d1e55");
            return ((int)bug.Status, new JsonObject { ["message"] = bug.Message });
        }

        // All operations have the same response.
        if (error == nameof(ThrottlingException))
        {
            var throttled = new ThrottlingException($"");
            return ((int)throttled.Status, new JsonObject { ["message"] = throttled.Message });
        }

        return responses[operation]?[error] is { } response
            ? ((int)response["status"]!, response["body"]!.DeepClone())
            : null;
    }

    private static JsonNode Read()
    {
        using var file = typeof(RecordedResponses).Assembly.GetManifestResourceStream("responses.json")!;
        return JsonNode.Parse(file)!;
    }
}
