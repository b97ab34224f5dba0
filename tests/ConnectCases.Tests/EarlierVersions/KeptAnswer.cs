using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConnectCases.Tests.Infrastructure;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>
/// A request and the answer of the version that wrote the database. A refusal has an error type and no answer, because the
/// messages may change.
/// </summary>
internal sealed record KeptAnswer(
    string Account, string Region, string Method, string Target, JsonObject? Body, int Status, string? ErrorType, JsonNode? Answer)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    private bool Succeeded => Status == 200;

    public static KeptAnswer Of(CasesClient client, SessionRequest request, ApiResponse response) => new(
        client.AccessKeyId,
        client.Region,
        request.Method.Method,
        request.Path,
        request.Body,
        (int)response.Status,
        response.ErrorType,
        response.Status == HttpStatusCode.OK ? response.Json : null);

    public static IReadOnlyList<KeptAnswer> ReadAll(string text) => JsonSerializer.Deserialize<List<KeptAnswer>>(text, Json)!;

    /// <summary>Writes one line for each answer.</summary>
    public static string WriteAll(IEnumerable<KeptAnswer> answers) =>
        $"[\n{string.Join(",\n", answers.Select(answer => JsonSerializer.Serialize(answer, Json)))}\n]\n";

    /// <summary>Returns whether the answer is a success of the operation with this route.</summary>
    public bool IsAnswerOf(string method, string route)
    {
        var (labels, parts) = (route.Split('/'), Target.Split('?')[0].Split('/'));
        return Succeeded && Method == method && labels.Length == parts.Length
            && labels.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
    }

    /// <summary>Sends the request again. Returns this answer if the new answer is the same.</summary>
    public async Task<KeptAnswer> RepeatAsync(CasesClient client)
    {
        var request = new SessionRequest(new(Method), Target, Body);
        var now = Of(client, request, await client.SendAsync(request.Method, request.Path, Body?.ToJsonString()));
        if (Matches(now))
        {
            return this;
        }

        if (now.Answer?["nextToken"] is not null && Answer?["nextToken"] is { } token)
        {
            now.Answer["nextToken"] = token.DeepClone();
        }

        return now;
    }

    public string DescribeChange(KeptAnswer now) => $"{Account} {Region} {Method} {Target}\nkept: {Describe()}\nnow:  {now.Describe()}";

    // A later version may issue other page tokens. The next kept request sends the earlier token, which must still work.
    private bool Matches(KeptAnswer now) => (Status, ErrorType) == (now.Status, now.ErrorType)
        && (!Succeeded || JsonNode.DeepEquals(WithoutToken(Answer!), WithoutToken(now.Answer!)));

    private string Describe() => $"{Status} {ErrorType}{Answer?.ToJsonString(Indented)}";

    private static JsonObject WithoutToken(JsonNode answer)
    {
        var copy = answer.DeepClone().AsObject();
        if (copy.ContainsKey("nextToken"))
        {
            copy["nextToken"] = "…";
        }

        return copy;
    }
}
