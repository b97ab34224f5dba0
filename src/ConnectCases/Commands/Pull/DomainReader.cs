using System.Text.Json.Nodes;

namespace ConnectCases.Commands.Pull;

/// <summary>Reads the configuration of a domain with the operations of the API.</summary>
internal sealed class DomainReader(CasesClient client, string domainId, TerminalLine progress)
{
    // The maximum of BatchGetField and BatchGetCaseRule.
    private const int BatchSize = 50;

    public async Task<DomainContent> ReadAsync(bool withCases, CancellationToken cancellationToken)
    {
        var pages = new PagedReader(client, domainId);
        progress.Show($"Reading the domain {domainId}");
        var domain = await CallAsync("GetDomain", "/domains/{domainId}");
        var fields = await ReadFieldsAsync();
        var rules = await ReadRulesAsync();
        return new(
            domain,
            fields,
            await ReadOptionsAsync(),
            rules,
            await ReadEachAsync("Layout", "layouts"),
            await ReadEachAsync("Template", "templates"),
            await CallAsync("GetCaseEventConfiguration", "/domains/{domainId}/case-event-configuration"),
            withCases ? await new CaseReader(client, domainId, progress).ReadAsync(fields, cancellationToken) : []);

        async Task<IReadOnlyList<JsonNode>> ReadFieldsAsync()
        {
            progress.Show("Reading the fields");
            var summaries = await pages.ListAsync("ListFields", "/domains/{domainId}/fields-list", "fields", cancellationToken);
            var found = new List<JsonNode>();
            foreach (var ids in summaries.Select(field => field.Text("fieldId")).Chunk(BatchSize))
            {
                var batch = await CallAsync("BatchGetField", "/domains/{domainId}/fields-batch", body: Identifiers("fields", ids));
                found.AddRange(InOrder(batch.List("fields"), "fieldId", ids));
            }

            return found;
        }

        async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonNode>>> ReadOptionsAsync()
        {
            var options = new Dictionary<string, IReadOnlyList<JsonNode>>();
            foreach (var id in fields.Where(field => field.TextOrNull("type") == "SingleSelect").Select(field => field.Text("fieldId")))
            {
                options[id] = await pages.ListAsync(
                    "ListFieldOptions", "/domains/{domainId}/fields/{id}/options-list", "options", cancellationToken, id);
            }

            return options;
        }

        async Task<IReadOnlyList<JsonNode>> ReadRulesAsync()
        {
            progress.Show("Reading the case rules");
            var summaries = await pages.ListAsync("ListCaseRules", "/domains/{domainId}/rules-list", "caseRules", cancellationToken);
            var found = new List<JsonNode>();
            foreach (var chunk in summaries.Select(rule => rule.Text("caseRuleId")).Chunk(BatchSize))
            {
                // The service can leave some rules unprocessed.
                for (var ids = chunk; ids.Length > 0;)
                {
                    var batch = await CallAsync("BatchGetCaseRule", "/domains/{domainId}/rules-batch", body: Identifiers("caseRules", ids));
                    found.AddRange(InOrder(batch.List("caseRules"), "caseRuleId", ids));
                    var unprocessed = batch.List("unprocessedCaseRules").Select(id => id.ToString()).ToArray();
                    ids = unprocessed.Length < ids.Length
                        ? unprocessed
                        : throw new PullException("The service does not process BatchGetCaseRule.");
                }
            }

            return found;
        }

        async Task<IReadOnlyList<JsonNode>> ReadEachAsync(string type, string plural)
        {
            progress.Show($"Reading the {plural}");
            var summaries = await pages.ListAsync($"List{type}s", $"/domains/{{domainId}}/{plural}-list", plural, cancellationToken);
            var found = new List<JsonNode>();
            foreach (var id in summaries.Select(summary => summary.Text($"{plural[..^1]}Id")))
            {
                found.Add(await CallAsync($"Get{type}", $"/domains/{{domainId}}/{plural}/{{id}}", id));
            }

            return [.. found.Where(IsLive)];
        }

        Task<JsonNode> CallAsync(string operation, string path, string? id = null, JsonObject? body = null) => client.CallAsync(
            new(operation, path) { DomainId = domainId, Id = id, Body = body }, cancellationToken);
    }

    private static JsonObject Identifiers(string member, IEnumerable<string> ids) => new()
    {
        [member] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id })]),
    };

    // A batch has no documented order.
    private static IEnumerable<JsonNode> InOrder(IEnumerable<JsonNode> entries, string id, string[] ids) =>
        entries.Where(IsLive).OrderBy(entry => Array.IndexOf(ids, entry.Text(id)));

    private static bool IsLive(JsonNode entry) => !entry.Is("deleted");
}
