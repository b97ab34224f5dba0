using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>Reads all pages of a listing.</summary>
public static class Listings
{
    /// <summary>Reads all pages of an operation that takes nextToken in the body.</summary>
    public static async Task<List<JsonNode>> AllAsync(this CasesClient client, string path, string member, string body = "{}")
    {
        var all = new List<JsonNode>();
        var request = JsonNode.Parse(body)!.AsObject();
        do
        {
            var page = (await client.PostAsync(path, request.ToJsonString())).ShouldSucceed();
            all.AddRange(page[member].AsArray().Select(item => item!));
            request["nextToken"] = page.Json["nextToken"]?.DeepClone();
        }
        while (request["nextToken"] is not null);

        return all;
    }

    /// <summary>Reads all pages of an operation that takes nextToken in the query string.</summary>
    public static async Task<List<JsonNode>> AllListedAsync(this CasesClient client, HttpMethod method, string path, string member)
    {
        var all = new List<JsonNode>();
        string? token = null;
        do
        {
            var target = token is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}nextToken={token}";
            var page = (await client.SendAsync(method, target, null)).ShouldSucceed();
            all.AddRange(page[member].AsArray().Select(item => item!));
            token = (string?)page.Json["nextToken"];
        }
        while (token is not null);

        return all;
    }
}
