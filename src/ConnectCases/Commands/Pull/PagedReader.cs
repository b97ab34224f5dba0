using System.Globalization;
using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull;

/// <summary>Reads all pages of an operation.</summary>
internal sealed class PagedReader(CasesClient client, string domainId)
{
    private const int PageSize = 100;

    /// <summary>Reads all pages of an operation that takes its token in the query string.</summary>
    public Task<IReadOnlyList<JsonNode>> ListAsync(
        string operation, string path, string member, CancellationToken cancellationToken, string? id = null) => ReadAsync(
            member,
            token =>
            {
                var query = new Dictionary<string, string> { ["maxResults"] = PageSize.ToString(CultureInfo.InvariantCulture) };
                if (token is not null)
                {
                    query["nextToken"] = token;
                }

                return new(operation, path) { DomainId = domainId, Id = id, Query = query };
            },
            cancellationToken);

    /// <summary>Reads all pages of an operation that takes its token in the body.</summary>
    public Task<IReadOnlyList<JsonNode>> SearchAsync(
        string operation, string path, string member, JsonObject body, CancellationToken cancellationToken, string? id = null) => ReadAsync(
            member,
            token =>
            {
                var page = body.DeepClone().AsObject();
                if (token is not null)
                {
                    page["nextToken"] = token;
                }

                return new(operation, path) { DomainId = domainId, Id = id, Body = page };
            },
            cancellationToken);

    private async Task<IReadOnlyList<JsonNode>> ReadAsync(string member, Func<string?, CasesCall> call, CancellationToken cancellationToken)
    {
        var entries = new List<JsonNode>();
        string? token = null;
        do
        {
            var page = await client.CallAsync(call(token), cancellationToken);
            entries.AddRange(page.List(member));
            token = page.TextOrNull("nextToken");
        }
        while (token is not null);

        return entries;
    }
}
