using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>Sends the requests that prepare a measurement.</summary>
internal sealed class EmulatorClient(int port) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(10) };

    public Task<JsonNode> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    public Task<JsonNode> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body.ToJsonString());

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{method} {path} must succeed. The response was {(int)response.StatusCode} {text}");
    }

    public void Dispose() => http.Dispose();
}
