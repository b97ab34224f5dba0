using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ConnectCases.Tests.Fuzz;

/// <summary>A request of the fuzz run. The target is sent as it is, without any normalization.</summary>
internal sealed record FuzzRequest(string Operation, string Method, string Target)
{
    // No server accepts a larger body. The client therefore waits for the response before it sends the body.
    private const int LargestBody = 30_000_000;
    private const int LongestText = 2000;

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>The time after which the client closes the connection, or null if the client waits for the response.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>
    /// True if the body may not fit into the buffers of the connection. If the server responds to such a request early and closes
    /// the connection, the client can miss the response.
    /// </summary>
    public bool IsLarge => Body?.Length > 50_000;

    public HttpRequestMessage ToMessage(Uri server)
    {
        var uri = new Uri(server.GetLeftPart(UriPartial.Authority) + Target, AsItIs);
        var message = new HttpRequestMessage(new HttpMethod(Method), uri);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Headers.ExpectContinue = Body.Length > LargestBody ? true : null;
        }

        foreach (var (name, value) in Headers)
        {
            Add(message, name, value);
        }

        return message;
    }

    /// <summary>Returns the request in a form that a person can replay. Control characters are escaped as in JSON.</summary>
    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(header => $"{header.Name}: {Start(header.Value)}\n"));
        return $"{Method} {Start(Target)}\n{headers}\n{(Body is null ? "no body" : StartOfBody(Body))}";
    }

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        HttpHeaders? headers = name.StartsWith("Content-", StringComparison.Ordinal) ? message.Content?.Headers : message.Headers;
        headers?.TryAddWithoutValidation(name, value);
    }

    private static string Start(string text) => text.Length <= LongestText
        ? Escape(text)
        : string.Create(CultureInfo.InvariantCulture, $"{Escape(text[..LongestText])}… ({text.Length} characters)");

    private static string Escape(string text) => string.Concat(text.Select(
        character => char.IsControl(character) ? $"\\u{(int)character:x4}" : $"{character}"));

    private static string StartOfBody(byte[] body) => Start(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 1_000_000)));
}
