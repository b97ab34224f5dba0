using System.Text.Json.Nodes;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>
/// Sends all read operations on all resources of a domain. The ids of deleted resources are unknown in all domains but one.
/// </summary>
internal sealed class DomainReads(VersionReads reads, JsonNode domain, DeletedIds deleted)
{
    private static readonly string[] EventTypes =
    [
        "CASE.CREATED", "CASE.UPDATED", "CASE.DELETED", "RELATED_ITEM.CREATED", "RELATED_ITEM.UPDATED", "RELATED_ITEM.DELETED",
    ];

    private static readonly string[] Terms = ["parcel", "STRASSE", "日本", "😀", "%", "\0", "1 small", "ef-1"];

    private readonly string id = Text(domain, "domainId");
    private readonly string arn = Text(domain, "domainArn");
    private readonly string path = $"/domains/{Text(domain, "domainId")}";
    private readonly Dictionary<string, string> types = [];
    private readonly Dictionary<string, JsonNode> values = [];

    public async Task ReadAsync()
    {
        await reads.PostAsync(path);
        await reads.TagsAsync(arn);
        await reads.PostAsync($"{path}/case-event-configuration");
        await ReadFieldsAsync();
        await ReadLayoutsAsync();
        await ReadTemplatesAsync();
        await ReadCaseRulesAsync();
        await ReadCasesAsync();
        await SearchCasesAsync();
        await ReadItemsAsync();
        await ReadEventsAsync();
    }

    private async Task ReadFieldsAsync()
    {
        var fields = await IdsAsync($"{path}/fields-list?maxResults=7", "fields", "fieldId", deleted.Field);
        foreach (var field in (await reads.PostAsync($"{path}/fields-batch", new() { ["fields"] = Ids(fields) }))["fields"].AsArray())
        {
            types[Text(field!, "fieldId")] = Text(field!, "type");
        }

        foreach (var field in fields)
        {
            await reads.TagsAsync($"{arn}/field/{field}");
        }

        foreach (var field in types.Where(field => field.Value == "SingleSelect").Select(field => field.Key))
        {
            await reads.AllAsync($"{path}/fields/{field}/options-list?maxResults=3", "options");
            await reads.PostAsync($"{path}/fields/{field}/options-list?values=blue");
        }
    }

    private async Task ReadLayoutsAsync()
    {
        foreach (var layout in await IdsAsync($"{path}/layouts-list?maxResults=1", "layouts", "layoutId", deleted.Layout))
        {
            await reads.PostAsync($"{path}/layouts/{layout}");
            await reads.TagsAsync($"{arn}/layout/{layout}");
        }
    }

    private async Task ReadTemplatesAsync()
    {
        foreach (var template in await IdsAsync($"{path}/templates-list?maxResults=1", "templates", "templateId", deleted.Template))
        {
            await reads.PostAsync($"{path}/templates/{template}");
            await reads.TagsAsync($"{arn}/template/{template}");
        }

        await reads.PostAsync($"{path}/templates-list?status=Inactive");
        await reads.PostAsync($"{path}/templates-list?status=Unknown");
    }

    private async Task ReadCaseRulesAsync()
    {
        var rules = await IdsAsync($"{path}/rules-list/?maxResults=2", "caseRules", "caseRuleId", deleted.CaseRule);
        await reads.PostAsync($"{path}/rules-batch", new() { ["caseRules"] = Ids(rules) });
        foreach (var rule in rules)
        {
            await reads.TagsAsync($"{arn}/case-rule/{rule}");
        }
    }

    private async Task ReadCasesAsync()
    {
        var search = new JsonObject { ["maxResults"] = 10, ["fields"] = Ids(["title", "status", "reference_id"]) };
        var cases = await reads.AllAsync($"{path}/cases-search", "cases", search);
        foreach (var @case in cases.Select(@case => Text(@case, "caseId")).Append(deleted.Case))
        {
            await ReadCaseAsync(@case, $"{path}/cases/{@case}");
        }
    }

    private async Task ReadCaseAsync(string caseId, string at)
    {
        var response = await reads.PostAsync(at, new() { ["fields"] = Ids(types.Keys) });
        await reads.TagsAsync($"{arn}/case/{caseId}");
        await reads.PostAsync($"{at}/merge-status");
        await reads.PostAsync(at, new() { ["fields"] = Ids(["unknown"]) });
        if (response.ErrorType is not null)
        {
            await reads.PostAsync($"{at}/audit-history");
            await reads.PostAsync($"{at}/related-items-search");
            return;
        }

        await reads.AllAsync($"{at}/audit-history", "auditEvents", new() { ["maxResults"] = 9 });
        await reads.AllAsync($"{at}/related-items-search", "relatedItems", new() { ["maxResults"] = 4 });
        foreach (var value in response["fields"].AsArray())
        {
            values.TryAdd(Text(value!, "id"), value!["value"]!);
        }
    }

    private async Task SearchCasesAsync()
    {
        var search = $"{path}/cases-search";
        foreach (var (field, type) in types)
        {
            await SearchFieldAsync(field, type, values.GetValueOrDefault(field));
        }

        foreach (var term in Terms)
        {
            await reads.PostAsync(search, new() { ["searchTerm"] = term, ["maxResults"] = 2 });
        }

        foreach (var tag in (JsonObject[])[new() { ["key"] = "team" }, new() { ["key"] = "stage", ["value"] = "new" }])
        {
            var filter = new JsonObject { ["tag"] = new JsonObject { ["equalTo"] = tag } };
            await reads.PostAsync(search, new() { ["filter"] = filter, ["maxResults"] = 2 });
        }

        await reads.PostAsync(search, new() { ["nextToken"] = "nonsense" });
        await reads.PostAsync(search, new() { ["maxResults"] = 101 });
    }

    /// <summary>Searches by a value that a case has, by a missing value, and in the order of the field.</summary>
    private async Task SearchFieldAsync(string field, string type, JsonNode? value)
    {
        var search = $"{path}/cases-search";
        var operators = type switch
        {
            "Number" or "DateTime" => ["equalTo", "greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo"],
            "Boolean" or "User" => ["equalTo"],
            _ => (string[])["equalTo", "contains"],
        };
        foreach (var comparison in value is null ? [] : operators)
        {
            await reads.PostAsync(search, new() { ["filter"] = Filter(comparison, field, value!), ["maxResults"] = 2 });
        }

        var missing = Filter("equalTo", field, new JsonObject { ["emptyValue"] = new JsonObject() });
        await reads.PostAsync(search, new() { ["filter"] = missing.DeepClone(), ["maxResults"] = 2 });
        await reads.AllAsync(search, "cases", new()
        {
            ["filter"] = new JsonObject { ["andAll"] = new JsonArray(new JsonObject { ["not"] = missing }) },
            ["sorts"] = new JsonArray(new JsonObject { ["fieldId"] = field, ["sortOrder"] = type == "Text" ? "Asc" : "Desc" }),
            ["fields"] = Ids([field]),
            ["maxResults"] = 20,
        });
    }

    private async Task ReadItemsAsync()
    {
        var search = $"{path}/related-items-search";
        var items = await reads.AllAsync(search, "relatedItems", new() { ["maxResults"] = 25 });
        foreach (var item in items.Where(item => Text(item, "type") is "Contact" or "Custom").Append(null))
        {
            var (caseId, itemId) = item is null ? (deleted.Case, deleted.RelatedItem) : (Text(item, "caseId"), Text(item, "relatedItemId"));
            await reads.TagsAsync($"{arn}/case/{caseId}/related-item/{itemId}");
        }

        foreach (var filter in ItemFilters())
        {
            await reads.PostAsync(search, new() { ["filters"] = new JsonArray(filter), ["maxResults"] = 3, ["sorts"] = ByCase() });
        }

        var files = new JsonArray(new JsonObject { ["file"] = new JsonObject() });
        await reads.AllAsync(search, "relatedItems", new() { ["filters"] = files, ["sorts"] = ByCase(), ["maxResults"] = 2 });
        await reads.PostAsync(search, new() { ["maxResults"] = 26 });
        foreach (var contact in items.Select(item => (string?)item["content"]!["contact"]?["contactArn"]).OfType<string>().Distinct())
        {
            await reads.AllAsync($"{path}/list-cases-for-contact", "cases", new() { ["contactArn"] = contact, ["maxResults"] = 1 });
        }
    }

    private static IEnumerable<JsonNode> ItemFilters()
    {
        string[] filters =
        [
            """{"comment":{}}""", """{"contact":{}}""", """{"contact":{"channel":["VOICE","CHAT"]}}""", """{"file":{}}""", """{"connectCase":{}}""",
            """{"custom":{}}""", """{"sla":{}}""", """{"sla":{"name":"Resolution"}}""",
            """{"custom":{"fields":{"field":{"equalTo":{"id":"title","value":{"emptyValue":{}}}}}}}""",
        ];
        string[] statuses = ["Active", "Overdue", "Met", "NotMet"];
        return filters.Concat(statuses.Select(status => $$$"""{"sla":{"status":"{{{status}}}"} }""")).Select(filter => JsonNode.Parse(filter)!);
    }

    private async Task ReadEventsAsync()
    {
        await reads.AllAsync(new(HttpMethod.Get, $"/_emulator/events?domainId={id}&maxResults=40"), "events");
        foreach (var type in EventTypes)
        {
            await reads.GetAsync($"/_emulator/events?domainId={id}&type={type}&maxResults=2");
        }

        await reads.GetAsync($"/_emulator/events?caseId={deleted.Case}");
        await reads.GetAsync("/_emulator/events?maxResults=101");
    }

    private async Task<List<string>> IdsAsync(string list, string member, string idMember, string deletedId) =>
        [.. (await reads.AllAsync(list, member)).Select(item => Text(item, idMember)), deletedId];

    private static JsonObject Filter(string comparison, string field, JsonNode value) => new()
    {
        ["field"] = new JsonObject { [comparison] = new JsonObject { ["id"] = field, ["value"] = value.DeepClone() } },
    };

    private static JsonArray ByCase() => new(
        new JsonObject { ["sortProperty"] = "CaseId", ["sortOrder"] = "Asc" },
        new JsonObject { ["sortProperty"] = "AssociationTime", ["sortOrder"] = "Desc" });

    private static JsonArray Ids(IEnumerable<string> ids) => [.. ids.Select(id => new JsonObject { ["id"] = id })];

    private static string Text(JsonNode node, string member) => (string)node[member]!;
}
