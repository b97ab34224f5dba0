using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>Sends read requests of one caller and keeps the answers.</summary>
internal sealed class VersionReads(CasesClient client, DeletedIds deleted, List<KeptAnswer> answers)
{
    public async Task ReadAsync()
    {
        foreach (var domain in await AllAsync("/domains-list?maxResults=1", "domains"))
        {
            await new DomainReads(this, domain, deleted).ReadAsync();
        }

        await PostAsync($"/domains/{deleted.Domain}");
        await PostAsync("/domains-list?maxResults=11");
        await PostAsync("/domains-list?nextToken=nonsense");
        await GetAsync("/tags/nonsense");
    }

    public Task<ApiResponse> PostAsync(string path, JsonObject? body = null) => SendAsync(new(HttpMethod.Post, path, body));

    public Task<ApiResponse> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    public Task<ApiResponse> TagsAsync(string arn) => GetAsync($"/tags/{Uri.EscapeDataString(arn)}");

    /// <summary>Reads all pages and returns their items. A refusal has no items.</summary>
    public Task<List<JsonNode>> AllAsync(string path, string member, JsonObject? body = null) =>
        AllAsync(new SessionRequest(HttpMethod.Post, path, body), member);

    public async Task<List<JsonNode>> AllAsync(SessionRequest request, string member)
    {
        var items = new List<JsonNode>();
        for (var page = request; ;)
        {
            var response = await SendAsync(page);
            if (response.ErrorType is not null)
            {
                return items;
            }

            items.AddRange(response[member].AsArray().Select(item => item!));
            if ((string?)response.Json["nextToken"] is not { } token)
            {
                return items;
            }

            page = request.After(token);
        }
    }

    private async Task<ApiResponse> SendAsync(SessionRequest request)
    {
        var response = await client.SendAsync(request.Method, request.Path, request.Body?.ToJsonString());
        answers.Add(KeptAnswer.Of(client, request, response));
        return response;
    }
}
