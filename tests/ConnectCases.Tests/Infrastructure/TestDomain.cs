using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A domain of one test, and steps that the tests share.</summary>
public sealed class TestDomain(CasesClient client, string domainId)
{
    private static int last;

    public CasesClient Client => client;

    public string Id => domainId;

    public string Path => $"/domains/{domainId}";

    public static async Task<TestDomain> CreateAsync(CasesClient client)
    {
        var response = await client.PostAsync("/domains", $$"""{"name":"{{NewName()}}"}""");
        return new(client, response.ShouldSucceed().Id("domainId"));
    }

    public static string NewName() => $"Name {Interlocked.Increment(ref last)}";

    public Task<ApiResponse> PostAsync(string path, string? body = null) => client.PostAsync(Path + path, body);

    public Task<ApiResponse> PutAsync(string path, string body) => client.PutAsync(Path + path, body);

    public async Task<string> CreateFieldAsync(string type, string? attributes = null) =>
        (await PostAsync("/fields", attributes is null
            ? $$"""{"name":"{{NewName()}}","type":"{{type}}"}"""
            : $$"""{"name":"{{NewName()}}","type":"{{type}}","attributes":{{attributes}}}""")).ShouldSucceed().Id("fieldId");

    public async Task PutOptionAsync(string fieldId, string value, bool active = true) =>
        (await PutAsync($"/fields/{fieldId}/options", new JsonObject
        {
            ["options"] = new JsonArray(new JsonObject { ["name"] = value, ["value"] = value, ["active"] = active }),
        }.ToJsonString())).ShouldSucceed();

    public async Task<string> CreateTemplateAsync(params string[] requiredFields) => (await PostAsync(
        "/templates",
        JsonSerializer.Serialize(new
        {
            name = NewName(),
            requiredFields = requiredFields.Select(fieldId => new { fieldId }),
        }))).ShouldSucceed().Id("templateId");

    public async Task<string> CreateLayoutAsync(params string[] fieldIds) => (await PostAsync("/layouts", new JsonObject
    {
        ["name"] = NewName(),
        ["content"] = Content(fieldIds),
    }.ToJsonString())).ShouldSucceed().Id("layoutId");

    /// <summary>Returns the content of a layout with these fields in its top panel.</summary>
    public static JsonObject Content(params string[] fieldIds) => new()
    {
        ["basic"] = new JsonObject
        {
            ["topPanel"] = new JsonObject
            {
                ["sections"] = new JsonArray(new JsonObject
                {
                    ["fieldGroup"] = new JsonObject
                    {
                        ["fields"] = new JsonArray([.. fieldIds.Select(id => new JsonObject { ["id"] = id })]),
                    },
                }),
            },
        },
    };

    /// <summary>Creates a case rule. By default, the rule always requires the field that a template binds it to.</summary>
    public async Task<string> CreateCaseRuleAsync(
        string rule = """{"required":{"defaultValue":true,"conditions":[] } }""") => (await PostAsync(
            "/case-rules", $$"""{"name":"{{NewName()}}","rule":{{rule}}}""")).ShouldSucceed().Id("caseRuleId");

    public async Task EnableEventsAsync(string configuration = """{"enabled":true}""") => (await PutAsync(
        "/case-event-configuration", $$"""{"eventBridge":{{configuration}} }""")).ShouldSucceed();

    public async Task<IReadOnlyList<JsonNode>> EventsAsync(string query = "") =>
        [.. (await client.SendAsync(HttpMethod.Get, $"/_emulator/events?domainId={domainId}{query}", null)).ShouldSucceed()["events"].AsArray().Select(node => node!)];

    public Task<ApiResponse> SearchCasesAsync(string body = "{}") => PostAsync("/cases-search", body);

    /// <summary>Creates a case with a title and <paramref name="more"/> fields in the format of <see cref="Value"/>.</summary>
    public async Task<TestCase> CreateCaseAsync(string? templateId = null, params string[] more)
    {
        var response = await TryCreateCaseAsync(templateId ?? await CreateTemplateAsync(), more);
        return new(this, response.ShouldSucceed().Id("caseId"));
    }

    public async Task<List<TestCase>> CreateCasesAsync(int count)
    {
        var templateId = await CreateTemplateAsync();
        var cases = new List<TestCase>();
        while (cases.Count < count)
        {
            cases.Add(await CreateCaseAsync(templateId));
        }

        return cases;
    }

    public Task<ApiResponse> TryCreateCaseAsync(string templateId, params string[] more)
    {
        var fields = string.Join(',', more.Prepend(Value("title", "Lost parcel")));
        return PostAsync("/cases", $$"""{"templateId":"{{templateId}}","fields":[{{fields}}]}""");
    }

    /// <summary>Returns a field value. The value is a string or a union as JSON.</summary>
    public static string Value(string fieldId, string value) => value.StartsWith('{')
        ? $$"""{"id":"{{fieldId}}","value":{{value}}}"""
        : $$$"""{"id":"{{{fieldId}}}","value":{"stringValue":{{{JsonSerializer.Serialize(value)}}}}}""";

    /// <summary>Updates many cases, each in the format of <see cref="ById"/> or <see cref="ByReference"/>.</summary>
    public Task<ApiResponse> BatchUpdateAsync(string members, params string[] cases) => client.PostAsync(
        "/cases:batchUpdateCase", $$"""{"domainId":"{{domainId}}","cases":[{{string.Join(',', cases)}}],{{members}}}""");

    /// <summary>Adds the same item to many cases.</summary>
    public Task<ApiResponse> BatchAddAsync(string content, string members, params string[] cases) => client.PostAsync(
        "/cases:batchCreateRelatedItem",
        $$"""{"domainId":"{{domainId}}","content":{{content}},"cases":[{{string.Join(',', cases)}}],{{members}}}""");

    public static string ById(string caseId) => $$$"""{"caseIdentifier":{"caseId":"{{{caseId}}}"}}""";

    public static string ByReference(string referenceId) => $$$"""{"caseIdentifier":{"referenceId":"{{{referenceId}}}"}}""";
}

/// <summary>A case of one test.</summary>
public sealed class TestCase(TestDomain domain, string caseId)
{
    public string Id => caseId;

    public TestDomain Domain => domain;

    public string Path => $"/cases/{caseId}";

    public Task<ApiResponse> PostAsync(string path, string? body = null) => domain.PostAsync(Path + path, body);

    public async Task<Dictionary<string, JsonNode>> GetAsync(params string[] fieldIds)
    {
        var fields = string.Join(',', fieldIds.Select(id => $$"""{"id":"{{id}}"}"""));
        var response = await domain.PostAsync(Path, $$"""{"fields":[{{fields}}]}""");
        return response.ShouldSucceed()["fields"].AsArray()
            .ToDictionary(field => (string)field!["id"]!, field => field!["value"]!);
    }

    /// <summary>Returns the text of a field, or null if the field has no value.</summary>
    public async Task<string?> TextAsync(string fieldId) =>
        (string?)(await GetAsync(fieldId)).GetValueOrDefault(fieldId)?["stringValue"];

    public async Task<string> ReferenceIdAsync() => (await TextAsync("reference_id"))!;

    /// <summary>Starts a merge with this case as the secondary case. The merge runs until merges are released.</summary>
    public async Task HoldInMergeAsync()
    {
        (await domain.Client.PostAsync("/_emulator/merges/hold")).ShouldSucceed();
        var primary = await domain.CreateCaseAsync();
        (await primary.PostAsync("/merge", $$"""{"secondaryCaseIds":["{{caseId}}"]}""")).ShouldSucceed();
    }

    public Task<ApiResponse> UpdateAsync(params string[] values) =>
        domain.PutAsync(Path, $$"""{"fields":[{{string.Join(',', values)}}]}""");

    public Task<ApiResponse> AddAsync(string type, string content, string? performedBy = null) =>
        PostAsync("/related-items/", performedBy is null
            ? $$"""{"type":"{{type}}","content":{{content}}}"""
            : $$"""{"type":"{{type}}","content":{{content}},"performedBy":{{performedBy}}}""");

    public Task<ApiResponse> AddCommentAsync(string body) => AddAsync("Comment", new JsonObject
    {
        ["comment"] = new JsonObject { ["body"] = body, ["contentType"] = "Text/Plain" },
    }.ToJsonString());

    public Task<ApiResponse> AddContactAsync(string contactArn) =>
        AddAsync("Contact", $$$"""{"contact":{"contactArn":"{{{contactArn}}}"}}""");

    public Task<ApiResponse> AddFileAsync(string fileArn) =>
        AddAsync("File", $$$"""{"file":{"fileArn":"{{{fileArn}}}"}}""");

    public async Task<string> AddSlaAsync(string name, int minutes, string target = "closed") =>
        (await AddAsync("Sla", Sla(name, minutes, target))).ShouldSucceed().Id("relatedItemId");

    public static string Sla(string name, int minutes, string target = "closed") => new JsonObject
    {
        ["sla"] = new JsonObject
        {
            ["slaInputConfiguration"] = new JsonObject
            {
                ["name"] = name,
                ["type"] = "CaseField",
                ["fieldId"] = "status",
                ["targetFieldValues"] = new JsonArray(new JsonObject { ["stringValue"] = target }),
                ["targetSlaMinutes"] = minutes,
            },
        },
    }.ToJsonString();

    public Task<ApiResponse> AddCustomAsync(params string[] values) =>
        AddAsync("Custom", $$"""{"custom":{"fields":[{{string.Join(',', values)}}] } }""");

    public Task<ApiResponse> ConnectAsync(string caseId) => AddAsync("ConnectCase", $$"""{"connectCase":{"caseId":"{{caseId}}"} }""");

    public Task<ApiResponse> UpdateItemAsync(string relatedItemId, string content, string? performedBy = null) =>
        domain.PutAsync($"{Path}/related-items/{relatedItemId}", performedBy is null
            ? $$"""{"content":{{content}} }"""
            : $$"""{"content":{{content}},"performedBy":{{performedBy}} }""");

    public Task<ApiResponse> DeleteItemAsync(string relatedItemId) =>
        domain.Client.DeleteAsync($"{domain.Path}{Path}/related-items/{relatedItemId}");

    public Task<ApiResponse> SearchAsync(string body = "{}") => PostAsync("/related-items-search", body);

    public async Task<IReadOnlyList<JsonNode>> AuditEventsAsync(string body = "{}") =>
        [.. (await PostAsync("/audit-history", body)).ShouldSucceed()["auditEvents"].AsArray().Select(node => node!)];
}
