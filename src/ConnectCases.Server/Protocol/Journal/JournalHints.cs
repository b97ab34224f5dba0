using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Journal;

/// <summary>Hints that name an earlier request. Returns null if the journal does not have this request.</summary>
internal sealed class JournalHints(RequestJournal journal)
{
    private static readonly JsonDocumentOptions OnceEach = new() { AllowDuplicateProperties = false };

    /// <param name="error">The error.</param>
    /// <param name="request">The refused request.</param>
    /// <param name="target">The path and the query of the refused request.</param>
    public string? Find(ServiceException error, RequestContext request, string target) =>
        error.Rule == Refusal.ClientTokenReused ? FindFirstUse(request, target) : null;

    private string? FindFirstUse(RequestContext request, string target)
    {
        if (Parse(request.RequestBody) is not { } body || TokenOf(body) is not { } token)
        {
            return null;
        }

        // Parsing the bodies of all requests would take long.
        var bytes = Encoding.UTF8.GetBytes(token);
        var uses = journal.Read(operation: request.Operation).Where(entry => entry.RequestBody.Mentions(bytes) && IsDone(entry)
            && IsOfCaller(entry, request) && PathOf(entry.Target) == PathOf(target)
            && Parse(entry.RequestBody) is { } used && TokenOf(used) == token).ToList();

        // Before a token expires or a snapshot is restored, other requests can have used the token.
        var first = uses.FindLastIndex(use => Differences(Parse(use.RequestBody)!, body).Any());
        while (first > 0 && IsRepeated(uses[first - 1], uses[first]))
        {
            first--;
        }

        return first < 0
            ? null
            : $"Request {uses[first].RequestId} used the token first. "
                + $"Different: {string.Join(", ", Differences(Parse(uses[first].RequestBody)!, body))}. A token belongs to one request and its retries.";
    }

    // A repeated request gets the same response. A fault can have replaced the first response.
    private static bool IsRepeated(JournalEntry first, JournalEntry second) =>
        !Differences(Parse(first.RequestBody)!, Parse(second.RequestBody)!).Any()
        && (first.Fault is not null || first.ResponseBody.HasSameBytes(second.ResponseBody));

    private static string? TokenOf(JsonObject body) =>
        body["clientToken"] is JsonValue value && value.TryGetValue(out string? token) ? token : null;

    // A token belongs to a domain, which is in the path or in the body.
    private static string PathOf(string target) => target.Split('?')[0];

    // A fault can inject an error after the commit.
    private static bool IsDone(JournalEntry entry) => entry.ErrorCode is null || entry.Fault?.Moment == FiredFault.AfterCommit;

    private static bool IsOfCaller(JournalEntry entry, RequestContext request) =>
        entry.Account == request.Caller?.Account && entry.Region == request.Caller?.Region;

    // Returns null for a body that cannot be compared. A member can occur twice, and an unknown member can have a text that is not valid
    // Unicode. Such requests can succeed.
    private static JsonObject? Parse(BodyExcerpt body)
    {
        if (!body.IsComplete || body.Start is not { } start)
        {
            return null;
        }

        try
        {
            var json = JsonNode.Parse(RequestBody.WithoutMark(start), documentOptions: OnceEach) as JsonObject;
            json?.ToJsonString();
            return json;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Returns the names of the members that differ, and the ids of fields that differ.</summary>
    private static IEnumerable<string> Differences(JsonObject first, JsonObject second) =>
        first.Select(member => member.Key).Union(second.Select(member => member.Key))
            .Where(name => name != "clientToken" && !JsonNode.DeepEquals(first[name], second[name]))
            .SelectMany(name => name == "fields" ? FieldDifferences(first[name], second[name]) : [name]);

    private static IEnumerable<string> FieldDifferences(JsonNode? first, JsonNode? second)
    {
        var (before, after) = (ById(first), ById(second));
        var ids = before.Select(group => group.Key).Union(after.Select(group => group.Key))
            .Where(id => !before[id].SequenceEqual(after[id])).ToList();
        return ids.Count == 0 ? ["the order of fields"] : ids.Select(id => $"field '{Excerpt.Of(id)}'");
    }

    private static ILookup<string, string> ById(JsonNode? fields) => (fields as JsonArray ?? []).OfType<JsonObject>()
        .ToLookup(field => field["id"]?.ToString() ?? "", field => field.ToJsonString());
}
