using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ConnectCases.Tests.Fuzz;

/// <summary>A response of the fuzz run, and the rules that every response must follow.</summary>
internal sealed record FuzzResponse(int Status, HttpResponseHeaders Headers, string? MediaType, byte[] Body)
{
    private const int LongestMessage = 20_000;

    private static readonly int[] StatusesOfTheWebServer = [400, 414, 431];

    public static async Task<FuzzResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        (int)response.StatusCode,
        response.Headers,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsByteArrayAsync(cancellationToken));

    /// <summary>Returns the rule that the response breaks, or null.</summary>
    public string? BrokenRule(FuzzRequest request) => this switch
    {
        { Status: >= 500 } => $"The status of {request.Operation} is {Status}.",
        { Status: < 400, MediaType: "application/json" } when Read() is null && request.Method != "HEAD" => "The response is not valid JSON.",
        { Status: < 400 } or { IsOfTheWebServer: true } => null,
        _ when !Headers.Contains("x-amzn-RequestId") => $"The error {Status} has no request id.",
        _ when ErrorType is null => $"The error {Status} has no error type.",
        _ when request.Method == "HEAD" => null,
        _ => BrokenRuleOfErrors(),
    };

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body, 0, Math.Min(Body.Length, 1000))}";

    // The web server itself responds to requests that are not valid HTTP or exceed its limits. See docs/fidelity.md.
    private bool IsOfTheWebServer => StatusesOfTheWebServer.Contains(Status)
        && Body.Length == 0 && !Headers.Contains("x-amzn-RequestId") && Headers.ConnectionClose == true;

    private string? ErrorType => Headers.TryGetValues("x-amzn-ErrorType", out var types) ? string.Join(',', types) : null;

    private string? BrokenRuleOfErrors()
    {
        if (Read() is not { ValueKind: JsonValueKind.Object } body || MediaType != "application/json")
        {
            return $"The error {Status} is not a JSON object.";
        }

        if (!body.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.String)
        {
            return $"The error {Status} has no message.";
        }

        return message.GetString()!.Length > LongestMessage ? $"The message of {ErrorType} is too long." : null;
    }

    private JsonElement? Read()
    {
        try
        {
            using var document = JsonDocument.Parse(Body, new() { MaxDepth = 1024 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
