using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Swagger;

/// <summary>A request that causes an error of one operation on the demo.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Error">The name of the error.</param>
/// <param name="Body">The body, or null for the body of the example.</param>
internal sealed record ErrorCause(string Operation, string Error, string? Body = null)
{
    /// <summary>A setting of the server, such as a quota.</summary>
    public (string Name, string Value)? Setting { get; init; }

    /// <summary>The labels that differ from the example.</summary>
    public IReadOnlyList<(string Label, string Value)> Labels { get; init; } = [];

    /// <summary>Whether the request runs while case 14 is being merged into case 2.</summary>
    public bool DuringMerge { get; init; }

    public async Task<ApiResponse> SendAsync(DocumentedCall call)
    {
        await using var app = new CasesApp().With("Seed", "demo").With(CountedIds.Create());
        if (Setting is { } setting)
        {
            app.With(setting.Name, setting.Value);
        }

        var client = app.ClientOf("123456789012");
        var labels = await PrepareAsync(client);
        return await call.SendAsync(client, Body is null ? call.Requests.First().Value : JsonNode.Parse(Body), labels);
    }

    /// <summary>Prepares the state of the server, and returns the labels that differ from the example.</summary>
    private async Task<(string Label, string Value)[]> PrepareAsync(CasesClient client)
    {
        if (!DuringMerge)
        {
            return [.. Labels];
        }

        var merged = DemoIds.Case(14);
        (await client.PostAsync("/_emulator/merges/hold")).ShouldSucceed();
        (await client.PostAsync(
            $"/domains/{DemoIds.Domain}/cases/{DemoIds.Case(2)}/merge", $$"""{"secondaryCaseIds":["{{merged}}"]}""")).ShouldSucceed();
        return [.. Labels, ("caseId", merged), ("relatedItemId", DemoIds.Comment(14, 1))];
    }
}

/// <summary>The causes of the errors in the OpenAPI document.</summary>
internal static class ErrorCauses
{
    private const string Invalid = "ValidationException";
    private const string Conflict = "ConflictException";
    private const string Quota = "ServiceQuotaExceededException";
    private const string UnknownId = "00000000-0000-4000-8000-000000000000";

    private static readonly ErrorCause[] All =
    [
        new("CreateDomain", Conflict, """{ "name": "Demo contact center" }"""),
        new("CreateDomain", Quota) { Setting = ("Quotas:Domains", "2") },
        new("CreateField", Conflict, """{ "name": "Order number", "type": "Text" }"""),
        new("CreateField", Quota) { Setting = ("Quotas:FieldsPerDomain", "28") },
        new("UpdateField", Invalid, """{ "name": "" }"""),
        new("UpdateField", Conflict, """{ "name": "Order number" }"""),
        new("DeleteField", Conflict) { Labels = [("fieldId", DemoIds.Problem)] },
        new("DeleteField", Quota) { Setting = ("Quotas:DeletedFieldsPerDomain", "0") },
        new("BatchPutFieldOptions", Quota) { Setting = ("Quotas:OptionsPerField", "3") },
        new("CreateLayout", Conflict, $$"""{ "name": "Order", "content": { "basic": {} } }"""),
        new("CreateLayout", Quota) { Setting = ("Quotas:LayoutsPerDomain", "2") },
        new("UpdateLayout", Conflict, """{ "name": "Order, as it was" }"""),
        new(
            "UpdateLayout",
            Quota,
            $$"""
            { "content": { "basic": { "topPanel": { "sections": [ { "fieldGroup": { "fields": [
            { "id": "{{DemoIds.OrderNumber}}" }, { "id": "{{DemoIds.OrderValue}}" } ] } } ] } } } }
            """) { Setting = ("Quotas:FieldsPerLayout", "1") },
        new("DeleteLayout", Conflict) { Labels = [("layoutId", DemoIds.Layout)] },
        new("CreateTemplate", Conflict, """{ "name": "Order support" }"""),
        new("CreateTemplate", Quota) { Setting = ("Quotas:TemplatesPerDomain", "2") },
        new("UpdateTemplate", Invalid, """{ "name": "" }"""),
        new("UpdateTemplate", Conflict, """{ "name": "Order support, as it was" }"""),
        new("UpdateTemplate", Quota, $$"""{ "rules": [ { "caseRuleId": "{{DemoIds.ProblemRule}}" } ] }""")
        {
            Setting = ("Quotas:FieldOptionsRulesPerTemplate", "0"),
        },
        new("DeleteTemplate", Conflict) { Setting = ("Quotas:DeletedTemplatesPerDomain", "0") },
        new(
            "CreateCaseRule",
            Conflict,
            """{ "name": "A return needs its order number", "rule": { "required": { "defaultValue": true, "conditions": [] } } }"""),
        new("CreateCaseRule", Quota) { Setting = ("Quotas:CaseRulesPerDomain", "4") },
        new("UpdateCaseRule", Invalid, """{ "name": "" }"""),
        new("UpdateCaseRule", Conflict, """{ "name": "Only a delivery has a date" }"""),
        new(
            "UpdateCaseRule",
            Quota,
            $$"""
            { "rule": { "fieldOptions": { "parentFieldId": "{{DemoIds.ProductLine}}", "childFieldId": "{{DemoIds.Problem}}",
            "parentChildFieldOptionsMappings": [
            { "parentFieldOptionValue": "phones", "childFieldOptionValues": [ "broken" ] },
            { "parentFieldOptionValue": "tablets", "childFieldOptionValues": [ "broken" ] } ] } } }
            """)
        {
            Setting = ("Quotas:ParentValuesPerFieldOptionsRule", "1"),
            Labels = [("caseRuleId", DemoIds.ProblemRule)],
        },
        new("DeleteCaseRule", Conflict) { Labels = [("caseRuleId", DemoIds.ProblemRule)] },
        new(
            "CreateCase",
            Conflict,
            $$"""
            { "templateId": "{{DemoIds.Template}}", "fields": [
            { "id": "title", "value": { "stringValue": "Parcel is late" } },
            { "id": "{{DemoIds.ProductLine}}", "value": { "stringValue": "phones" } },
            { "id": "reference_id", "value": { "stringValue": "{{DemoIds.ReferenceId(1)}}" } } ] }
            """),
        new("UpdateCase", Conflict) { DuringMerge = true },
        new("DeleteCase", Conflict) { DuringMerge = true },
        new("CreateRelatedItem", Conflict) { DuringMerge = true },
        new("CreateRelatedItem", Quota) { Setting = ("Quotas:RelatedItemsPerCase", "4") },
        new("UpdateRelatedItem", Conflict) { DuringMerge = true },
        new(
            "UpdateRelatedItem",
            Quota,
            $$"""
            { "content": { "custom": { "fields": [
            { "id": "{{DemoIds.Carrier}}", "value": { "stringValue": "Parcel Post" } },
            { "id": "{{DemoIds.OrderValue}}", "value": { "doubleValue": 4.9 } } ] } } }
            """)
        {
            Setting = ("Quotas:FieldsPerRelatedItem", "1"),
            Labels = [("caseId", DemoIds.Case(6)), ("relatedItemId", DemoIds.Of("106", 5))],
        },
        new("DeleteRelatedItem", Conflict) { DuringMerge = true },
        new("StartMergeCases", Conflict) { DuringMerge = true, Labels = [("caseId", DemoIds.Case(2))] },
        new("StartMergeCases", Quota) { Setting = ("Quotas:RelatedItemsPerCase", "6") },
    ];

    public static ErrorCause? Special(string operation, string error) =>
        All.SingleOrDefault(cause => cause.Operation == operation && cause.Error == error);

    /// <summary>Sends a request that causes an error which most operations have. Returns null if no request causes the error.</summary>
    public static async Task<ApiResponse?> SendAsync(CasesClient client, DocumentedCall call, string error) => error switch
    {
        "ResourceNotFoundException" => await NotFoundAsync(client, call),
        "SerializationException" => await UnreadableAsync(client, call),
        Invalid => await InvalidAsync(client, call),
        "AccessDeniedException" => await FromPageAsync(client, call),
        _ => null,
    };

    // The resource of the operation is the last label of the path.
    private static Task<ApiResponse> NotFoundAsync(CasesClient client, DocumentedCall call)
    {
        var body = call.Requests.First().Value;
        var label = call.Parameters().LastOrDefault(parameter => (string)parameter["in"]! == "path");
        if (call.Requests.First().Value is null && label is null)
        {
            return call.SendAsync(client, $"{call.Path}?domain=nope", null);
        }

        if (label is null)
        {
            body!["domainId"] = UnknownId;
            return call.SendAsync(client, body);
        }

        var name = (string)label["name"]!;
        return call.SendAsync(
            client, body, (name, name == "arn" ? DemoIds.DomainArn.Replace(DemoIds.Domain, UnknownId, StringComparison.Ordinal) : UnknownId));
    }

    private static async Task<ApiResponse?> UnreadableAsync(CasesClient client, DocumentedCall call)
    {
        if (call.Requests.First().Value is JsonObject body)
        {
            var first = body.First();
            body[first.Key] = first.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String ? 1 : "text";
            return await call.SendAsync(client, body);
        }

        if (call.Requests.First().Value is JsonArray)
        {
            return await call.SendAsync(client, new JsonObject());
        }

        return HasPage(call) ? await PageAsync(client, call, "many") : null;
    }

    private static async Task<ApiResponse> InvalidAsync(CasesClient client, DocumentedCall call)
    {
        if (call.Requests.First().Value is JsonObject body)
        {
            // Removes a required member. If there is none, the value of the first member is too long or too large.
            var member = body.First();
            body[member.Key] = body.ContainsKey("maxResults") ? 1_000 : null;
            var response = await call.SendAsync(client, body);
            if (response.ErrorType is not null)
            {
                return response;
            }

            body[member.Key] = "";
            return await call.SendAsync(client, body);
        }

        if (call.Requests.First().Value is JsonArray list)
        {
            list[0]!["operation"] = "CreateCases";
            return await call.SendAsync(client, list);
        }

        if (HasPage(call))
        {
            return await PageAsync(client, call, "100000");
        }

        var first = call.Parameters().First();
        var name = (string)first["name"]!;
        return (string)first["in"]! == "query"
            ? await call.SendAsync(client, $"{call.Target().Split('?')[0]}?{name}=x", null)
            : await call.SendAsync(client, null, (name, new string('x', 501)));
    }

    private static async Task<ApiResponse> FromPageAsync(CasesClient client, DocumentedCall call)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(call.Target(), UriKind.Relative));
        request.Headers.Add("Origin", "https://shop.example.com");
        return await client.SendAsync(request);
    }

    private static Task<ApiResponse> PageAsync(CasesClient client, DocumentedCall call, string maxResults) =>
        call.SendAsync(client, $"{call.Target().Split('?')[0]}?{PageSizeOf(call)}={maxResults}", null);

    private static string? PageSizeOf(DocumentedCall call) => call.Parameters()
        .Select(parameter => (string)parameter["name"]!).FirstOrDefault(name => name is "maxResults" or "limit");

    private static bool HasPage(DocumentedCall call) =>
        PageSizeOf(call) is not null;
}
