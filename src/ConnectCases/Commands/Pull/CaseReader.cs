using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull;

/// <summary>Reads the cases of a domain with their related items.</summary>
internal sealed class CaseReader(CasesClient client, string domainId, TerminalLine progress)
{
    // The maxima of SearchCases, GetCase and SearchRelatedItems.
    private const int SearchPageSize = 100;
    private const int FieldsPerCall = 220;
    private const int RelatedItemsPageSize = 25;

    private readonly PagedReader pages = new(client, domainId);

    /// <summary>Returns all cases with the values of these fields, oldest case first.</summary>
    public async Task<IReadOnlyList<CaseContent>> ReadAsync(IReadOnlyList<JsonNode> fields, CancellationToken cancellationToken)
    {
        progress.Show("Reading the cases");
        var search = new JsonObject
        {
            ["maxResults"] = SearchPageSize,
            ["sorts"] = new JsonArray(new JsonObject { ["fieldId"] = "created_datetime", ["sortOrder"] = "Asc" }),
        };
        var found = await pages.SearchAsync("SearchCases", "/domains/{domainId}/cases-search", "cases", search, cancellationToken);
        var fieldIds = fields.Select(field => field.Text("fieldId")).ToArray();
        var cases = new List<CaseContent>();
        foreach (var @case in found)
        {
            progress.Show($"Reading case {cases.Count + 1} of {found.Count}");
            var caseId = @case.Text("caseId");
            cases.Add(new(
                caseId,
                @case.Text("templateId"),
                await ReadValuesAsync(caseId, fieldIds, cancellationToken),
                @case.Member("tags"),
                await ReadRelatedItemsAsync(caseId, cancellationToken)));
        }

        return cases;
    }

    private async Task<IReadOnlyDictionary<string, JsonNode>> ReadValuesAsync(
        string caseId, string[] fieldIds, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, JsonNode>();
        foreach (var chunk in fieldIds.Chunk(FieldsPerCall))
        {
            var body = new JsonObject { ["fields"] = new JsonArray([.. chunk.Select(id => new JsonObject { ["id"] = id })]) };
            foreach (var field in await pages.SearchAsync("GetCase", "/domains/{domainId}/cases/{id}", "fields", body, cancellationToken, caseId))
            {
                if (field.Member("value") is { } value)
                {
                    values[field.Text("id")] = value;
                }
            }
        }

        return values;
    }

    // The service returns the newest item first.
    private async Task<IReadOnlyList<JsonNode>> ReadRelatedItemsAsync(string caseId, CancellationToken cancellationToken) =>
        [.. (await pages.SearchAsync(
            "SearchRelatedItems",
            "/domains/{domainId}/cases/{id}/related-items-search",
            "relatedItems",
            new() { ["maxResults"] = RelatedItemsPageSize },
            cancellationToken,
            caseId)).Reverse()];
}
