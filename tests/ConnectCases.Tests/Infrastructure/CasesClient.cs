using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Calls operations like an SDK. The credential scope identifies the caller.</summary>
public sealed class CasesClient
{
    private readonly HttpClient http;

    public CasesClient(HttpClient http, string accessKeyId, string region)
    {
        this.http = http;
        AccessKeyId = accessKeyId;
        Region = region;
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={accessKeyId}/20261102/{region}/cases/aws4_request, SignedHeaders=host, Signature=0");
    }

    public string AccessKeyId { get; }

    public string Region { get; }

    public HttpClient Http => http;

    public Task<ApiResponse> PostAsync(string path, string? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiResponse> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiResponse> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<ApiResponse> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await SendAsync(request);
    }

    public async Task<ApiResponse> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiResponse(response.StatusCode, response.Headers, response.Content.Headers, text);
    }
}

/// <summary>The response of an operation.</summary>
public sealed record ApiResponse(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? ErrorType => Headers.TryGetValues("x-amzn-ErrorType", out var values) ? values.Single() : null;

    public JsonNode this[string member] => Json[member] ?? throw new InvalidOperationException($"The response has no member '{member}': {Text}");

    public string Id(string member) => (string)this[member]!;

    public ApiResponse ShouldSucceed()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Text}");
        return this;
    }

    /// <summary>Checks all parts of a modelled error. The message must contain every <paramref name="mentions"/>.</summary>
    public ApiResponse ShouldFail(HttpStatusCode status, string type, params string[] mentions)
    {
        Assert.True(Status == status && ErrorType == type, $"Expected {(int)status} {type}, got {(int)Status} {ErrorType}: {Text}");
        Assert.Equal("application/json", ContentHeaders.ContentType?.MediaType);
        Assert.True(Headers.Contains("x-amzn-RequestId"));
        var message = Id("message");
        Assert.All(mentions, mention => Assert.Contains(mention, message, StringComparison.Ordinal));
        return this;
    }

    public ApiResponse ShouldBeInvalid(params string[] mentions) =>
        ShouldFail(HttpStatusCode.BadRequest, "ValidationException", mentions);

    public ApiResponse ShouldNotBeFound(string resourceType)
    {
        ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException");
        Assert.Equal(resourceType, Id("resourceType"));
        Assert.Contains(Id("resourceId"), Id("message"), StringComparison.Ordinal);
        return this;
    }
}
