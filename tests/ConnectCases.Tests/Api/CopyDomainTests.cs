using System.Globalization;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api;

/// <summary>
/// What an operation returns can be sent to the matching Create or Update operation and means the same. The tests read a whole domain,
/// write what they read and compare.
/// </summary>
public sealed class CopyDomainTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Instance = "arn:aws:connect:us-east-1:123456789012:instance/i";
    private const string Agent = $$"""{"userArn":"{{Instance}}/agent/ann"}""";

    // The service creates these members. They differ between a resource and its copy.
    private static readonly string[] Generated =
    [
        "fieldId", "fieldArn", "layoutId", "layoutArn", "templateId", "templateArn", "caseRuleId", "caseRuleArn", "caseId", "caseArn",
        "relatedItemId", "relatedItemArn", "createdTime", "lastModifiedTime", "associationTime",
    ];

    [Fact]
    public async Task A_domain_can_be_copied_from_what_is_read()
    {
        var source = await CreateSourceAsync();
        var copy = await app.CreateDomainAsync();
        var original = await Reading.OfAsync(source);

        var ids = await WriteAsync(copy, original);

        var read = await Reading.OfAsync(copy);
        Assert.Equal(Comparable(original.All(), ids), Comparable(read.All(), []));
    }

    [Fact]
    public async Task An_update_with_what_was_read_changes_nothing()
    {
        var domain = await CreateSourceAsync();
        var child = (await Reading.OfAsync(domain)).Options.Single(options => options.Value.Any(option => (string)option!["value"]! == "small")).Key;
        await domain.PutOptionAsync(child, "small", active: false);
        var before = await Reading.OfAsync(domain);

        foreach (var field in before.Fields)
        {
            (await domain.PutAsync($"/fields/{field["fieldId"]}", field.ToJsonString())).ShouldSucceed();
            if (before.Options.GetValueOrDefault((string)field["fieldId"]!) is { Count: > 0 } options)
            {
                var put = await domain.PutAsync($"/fields/{field["fieldId"]}/options", new JsonObject { ["options"] = options.DeepClone() }.ToJsonString());
                Assert.Empty(put.ShouldSucceed()["errors"].AsArray());
            }
        }

        foreach (var (path, id, resources) in ((string, string, List<JsonNode>)[])[
            ("layouts", "layoutId", before.Layouts), ("case-rules", "caseRuleId", before.Rules), ("templates", "templateId", before.Templates)])
        {
            foreach (var resource in resources)
            {
                (await domain.PutAsync($"/{path}/{resource[id]}", resource.ToJsonString())).ShouldSucceed();
            }
        }

        (await domain.PutAsync("/case-event-configuration", before.Events.ToJsonString())).ShouldSucceed();
        foreach (var @case in before.Cases)
        {
            (await domain.PutAsync($"/cases/{@case["caseId"]}", @case.ToJsonString())).ShouldSucceed();
            foreach (var item in @case["items"]!.AsArray().Where(item => (string)item!["type"]! is "Comment" or "Custom"))
            {
                (await domain.PutAsync($"/cases/{@case["caseId"]}/related-items/{item!["relatedItemId"]}", item.ToJsonString())).ShouldSucceed();
            }
        }

        Assert.Equal(Comparable(before.All(), []), Comparable((await Reading.OfAsync(domain)).All(), []));
    }

    private async Task<TestDomain> CreateSourceAsync()
    {
        var domain = await app.CreateDomainAsync();
        var text = await domain.CreateFieldAsync("Text");
        var single = await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":false}}""");
        var multi = await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":true}}""");
        var number = await domain.CreateFieldAsync("Number");
        var boolean = await domain.CreateFieldAsync("Boolean");
        var date = await domain.CreateFieldAsync("DateTime");
        var url = await domain.CreateFieldAsync("Url");
        var user = await domain.CreateFieldAsync("User");
        var parent = await domain.CreateSelectAsync("red", "blue");
        var child = await domain.CreateSelectAsync("small", "large");
        await domain.PutOptionAsync(child, "gone", active: false);
        await domain.PutOptionAsync("case_reason", "other");
        await domain.PutOptionAsync("status", "waiting");
        (await domain.PutAsync($"/fields/{text}", """{"description":"Free text"}""")).ShouldSucceed();
        await domain.Client.PostAsync($"/tags/{Uri.EscapeDataString(domain.ArnOf($"/field/{text}"))}", """{"tags":{"team":"a"}}""");

        var layout = (await domain.PostAsync("/layouts", $$"""
            {"name":"{{NewName()}}","content":{"basic":{
                "topPanel":{"sections":[{"fieldGroup":{"name":"Order","fields":[{"id":"{{text}}"},{"id":"{{parent}}"}]} }]},
                "moreInfo":{"sections":[{"fieldGroup":{"fields":[{"id":"summary"},{"id":"{{number}}"}]} }]} } } }
            """)).ShouldSucceed().Id("layoutId");
        var operand = $$"""{"operandOne":{"fieldId":"{{parent}}"},"operandTwo":{"stringValue":"red"},"result":true}""";
        var ofUser = $$"""{"operandOne":{"fieldId":"{{user}}"},"operandTwo":{"stringValue":"{{Instance}}/agent/bob"},"result":true}""";
        var ofDate = $$"""{"operandOne":{"fieldId":"{{date}}"},"operandTwo":{"stringValue":"2026-01-01T01:00:00+01:00"},"result":true}""";
        var empty = $$"""{"operandOne":{"fieldId":"{{number}}"},"operandTwo":{"emptyValue":{} },"result":true}""";
        var required = await domain.CreateCaseRuleAsync(
            $$"""{"required":{"defaultValue":false,"conditions":[{"equalTo":{{operand}} },{"andAll":{"conditions":[{"equalTo":{{ofUser}} },{"equalTo":{{ofDate}} }]} }]} }""");
        var hidden = await domain.CreateCaseRuleAsync($$"""{"hidden":{"defaultValue":false,"conditions":[{"notEqualTo":{{empty}} }]} }""");
        var mapping = await domain.CreateCaseRuleAsync($$"""
            {"fieldOptions":{"parentFieldId":"{{parent}}","childFieldId":"{{child}}",
             "parentChildFieldOptionsMappings":[{"parentFieldOptionValue":"red","childFieldOptionValues":["small"]},{"parentFieldOptionValue":"","childFieldOptionValues":[]}]} }
            """);
        var template = (await domain.PostAsync("/templates", $$"""
            {"name":"{{NewName()}}","description":"Everything","layoutConfiguration":{"defaultLayout":"{{layout}}"},"status":"Active",
             "requiredFields":[{"fieldId":"{{text}}"}],
             "rules":[{"caseRuleId":"{{required}}","fieldId":"{{single}}"},{"caseRuleId":"{{hidden}}","fieldId":"{{url}}"},{"caseRuleId":"{{mapping}}"}],
             "tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"team":"orders"} }]}
            """)).ShouldSucceed().Id("templateId");
        await domain.CreateTemplateAsync();
        await domain.EnableEventsAsync($$"""
            {"enabled":true,"includedData":{"caseData":{"fields":[{"id":"status"},{"id":"{{text}}"}]},"relatedItemData":{"includeContent":true} } }
            """);

        (await domain.PostAsync("/cases", $$"""
            {"templateId":"{{template}}","tags":{"stage":"test"},"performedBy":{{Agent}},"fields":[{{string.Join(',', [
                Value("title", "Lost parcel"), Value("summary", "Since Monday"), Value("customer_id", "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"),
                Value("assigned_queue", $"{Instance}/queue/q"), Value("assigned_user", $"{Instance}/agent/ann"), Value("case_reason", "other"),
                Value(text, new string('x', 600)), Value(single, "one line"), Value(multi, "two\nlines"), Value(number, """{"doubleValue":0.1}"""),
                Value(boolean, """{"booleanValue":false}"""), Value(date, "2026-03-01T10:30:00+01:00"), Value(url, "https://example.com/a?b"),
                Value(user, $$"""{"userArnValue":"{{Instance}}/agent/bob"}"""), Value(parent, "red"), Value(child, "small")])}} ]}
            """)).ShouldSucceed();
        var @case = new TestCase(domain, (string)(await domain.SearchCasesAsync())["cases"][0]!["caseId"]!);
        var other = await domain.CreateCaseAsync();
        await @case.AddAsync("Comment", """{"comment":{"body":"Called","contentType":"Text/Plain"}}""", Agent);
        (await @case.AddContactAsync($"{Instance}/contact/c")).ShouldSucceed();
        (await @case.AddFileAsync($"{Instance}/file/f")).ShouldSucceed();
        (await @case.AddCustomAsync(Value(text, "Post"), Value(number, """{"doubleValue":2}"""), Value(date, "2026-03-02T00:00:00Z"))).ShouldSucceed();
        (await @case.ConnectAsync(other.Id)).ShouldSucceed();
        await @case.AddSlaAsync("First answer", 60);
        return domain;
    }

    /// <summary>Creates the resources of a reading in another domain. Returns the new id of each old id.</summary>
    private static async Task<Dictionary<string, string>> WriteAsync(TestDomain copy, Reading reading)
    {
        var ids = new Dictionary<string, string>();
        foreach (var field in reading.Fields)
        {
            var id = (string)field["fieldId"]!;
            if ((string)field["namespace"]! == "Custom")
            {
                ids[id] = (await copy.PostAsync("/fields", field.ToJsonString())).ShouldSucceed().Id("fieldId");
                await copy.Client.PostAsync(
                    $"/tags/{Uri.EscapeDataString(copy.ArnOf($"/field/{ids[id]}"))}", new JsonObject { ["tags"] = field["tags"]!.DeepClone() }.ToJsonString());
            }

            if (reading.Options.GetValueOrDefault(id) is { Count: > 0 } options)
            {
                var path = $"/fields/{ids.GetValueOrDefault(id, id)}/options";
                var put = await copy.PutAsync(path, new JsonObject { ["options"] = options.DeepClone() }.ToJsonString());
                Assert.Empty(put.ShouldSucceed()["errors"].AsArray());
            }
        }

        await CreateAsync("/layouts", "layoutId", reading.Layouts);
        await CreateAsync("/case-rules", "caseRuleId", reading.Rules);
        await CreateAsync("/templates", "templateId", reading.Templates);
        await copy.PutAsync("/case-event-configuration", Translated(reading.Events, ids));
        await CreateAsync("/cases", "caseId", reading.Cases, WithoutServiceValues);
        foreach (var @case in reading.Cases)
        {
            foreach (var item in @case["items"]!.AsArray().Reverse())
            {
                var path = $"/cases/{ids[(string)@case["caseId"]!]}/related-items/";
                (await copy.PostAsync(path, Translated(ToInput(item!), ids))).ShouldSucceed();
            }
        }

        return ids;

        async Task CreateAsync(string path, string id, List<JsonNode> resources, Func<JsonNode, JsonNode>? toInput = null)
        {
            foreach (var resource in resources)
            {
                var body = Translated(toInput is null ? resource : toInput(resource), ids);
                ids[(string)resource[id]!] = (await copy.PostAsync(path, body)).ShouldSucceed().Id(id);
            }
        }
    }

    // CreateCase rejects the fields that only the service sets. The user is a member of the request instead.
    private static JsonNode WithoutServiceValues(JsonNode @case)
    {
        var input = @case.DeepClone();
        var fields = input["fields"]!.AsArray();
        string[] readOnly = ["case_id", "created_datetime", "last_updated_datetime", "next_sla_breach_datetime", "created_by", "last_updated_user"];
        if (fields.FirstOrDefault(field => (string)field!["id"]! == "created_by") is { } creator)
        {
            input["performedBy"] = new JsonObject { ["userArn"] = creator["value"]!["userArnValue"]!.DeepClone() };
        }

        foreach (var field in fields.Where(field => readOnly.Contains((string)field!["id"]!)).ToArray())
        {
            fields.Remove(field);
        }

        return input;
    }

    // The contract has different shapes for the SLA to start and for the running SLA.
    private static JsonNode ToInput(JsonNode item)
    {
        if (item["content"]!["sla"] is not { } content)
        {
            return item;
        }

        var input = item.DeepClone();
        var sla = content["slaConfiguration"]!.DeepClone();
        sla["targetSlaMinutes"] = (Time(sla["targetTime"]!) - Time(item["associationTime"]!)).TotalMinutes;
        input["content"] = new JsonObject { ["sla"] = new JsonObject { ["slaInputConfiguration"] = sla } };
        return input;
    }

    private static DateTimeOffset Time(JsonNode time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);

    private static string Translated(JsonNode node, Dictionary<string, string> ids) => ids.Aggregate(
        node.ToJsonString(), (text, id) => text.Replace($"\"{id.Key}\"", $"\"{id.Value}\"", StringComparison.Ordinal));

    private static string Comparable(JsonNode reading, Dictionary<string, string> ids)
    {
        var text = JsonNode.Parse(Translated(reading, ids))!;
        Strip(text);
        return text.ToJsonString(new() { WriteIndented = true });
    }

    private static void Strip(JsonNode node)
    {
        foreach (var child in (node as JsonObject)?.Select(member => member.Value) ?? (node as JsonArray)?.AsEnumerable() ?? [])
        {
            if (child is not null)
            {
                Strip(child);
            }
        }

        if (node is JsonObject members)
        {
            Array.ForEach(Generated, name => members.Remove(name));
        }
    }

    /// <summary>Everything that can be read of a domain.</summary>
    private sealed record Reading(
        List<JsonNode> Fields,
        Dictionary<string, JsonArray> Options,
        List<JsonNode> Layouts,
        List<JsonNode> Rules,
        List<JsonNode> Templates,
        JsonNode Events,
        List<JsonNode> Cases)
    {
        public static async Task<Reading> OfAsync(TestDomain domain)
        {
            var listed = await domain.Client.AllListedAsync(HttpMethod.Post, $"{domain.Path}/fields-list", "fields");
            var fields = (await domain.PostAsync("/fields-batch", Ids("fields", listed, "fieldId"))).ShouldSucceed()["fields"].AsArray().ToList();
            Assert.All(listed.Zip(fields), pair => Assert.Equal(pair.First["attributes"]?.ToJsonString(), pair.Second!["attributes"]?.ToJsonString()));
            var options = new Dictionary<string, JsonArray>();
            foreach (var field in fields.Where(field => (string)field!["type"]! == "SingleSelect"))
            {
                options[(string)field!["fieldId"]!] = (await domain.PostAsync($"/fields/{field["fieldId"]}/options-list")).ShouldSucceed()["options"].AsArray();
            }

            var rules = await domain.Client.AllListedAsync(HttpMethod.Post, $"{domain.Path}/rules-list/", "caseRules");
            var cases = new List<JsonNode>();
            foreach (var caseId in (await domain.SearchCasesAsync()).ShouldSucceed()["cases"].AsArray().Select(@case => (string)@case!["caseId"]!))
            {
                var @case = (await domain.PostAsync($"/cases/{caseId}", Ids("fields", listed, "fieldId"))).ShouldSucceed().Json;
                @case["caseId"] = caseId;
                @case["items"] = new JsonArray([
                    .. (await domain.Client.AllAsync($"{domain.Path}/cases/{caseId}/related-items-search", "relatedItems")).Select(item => item.DeepClone())]);
                cases.Add(@case);
            }

            return new(
                fields!,
                options,
                await EachAsync(domain, "layouts-list", "layouts", "layoutId", "layouts"),
                (await domain.PostAsync("/rules-batch", Ids("caseRules", rules, "caseRuleId"))).ShouldSucceed()["caseRules"].AsArray().ToList()!,
                await EachAsync(domain, "templates-list", "templates", "templateId", "templates"),
                (await domain.PostAsync("/case-event-configuration")).ShouldSucceed().Json,
                [.. cases.OrderBy(@case => @case["items"]!.AsArray().Count)]);
        }

        public JsonObject All() => new()
        {
            ["fields"] = Array(Fields),
            ["options"] = new JsonObject(Options.Select(options => KeyValuePair.Create(options.Key, (JsonNode?)options.Value.DeepClone()))),
            ["layouts"] = Array(Layouts),
            ["rules"] = Array(Rules),
            ["templates"] = Array(Templates),
            ["events"] = Events.DeepClone(),
            ["cases"] = Array(Cases),
        };

        private static JsonArray Array(List<JsonNode> nodes) => new([.. nodes.Select(node => node.DeepClone())]);

        private static string Ids(string member, List<JsonNode> resources, string id) => new JsonObject
        {
            [member] = new JsonArray([.. resources.Select(resource => new JsonObject { ["id"] = resource[id]!.DeepClone() })]),
        }.ToJsonString();

        private static async Task<List<JsonNode>> EachAsync(TestDomain domain, string list, string member, string id, string path)
        {
            var resources = new List<JsonNode>();
            foreach (var summary in await domain.Client.AllListedAsync(HttpMethod.Post, $"{domain.Path}/{list}", member))
            {
                resources.Add((await domain.PostAsync($"/{path}/{summary[id]}")).ShouldSucceed().Json);
            }

            return resources;
        }
    }
}
