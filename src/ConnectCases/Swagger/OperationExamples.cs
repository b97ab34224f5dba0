using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Emulator;

namespace ConnectCases.Swagger;

/// <summary>An operation in the document: what it does, a request that works on the demo, the errors that its model declares.</summary>
internal sealed record OperationExample(string Summary, string? Body, IReadOnlyList<ModelledError> Errors);

/// <summary>One modelled error with a body as it is answered.</summary>
internal sealed record ModelledError(HttpStatusCode Status, string Code, JsonObject Body);

/// <summary>The examples of the document, on the ids of <see cref="DemoSeed"/>.</summary>
internal static class OperationExamples
{
    private static readonly ModelledError[] Common =
    [
        Error(HttpStatusCode.BadRequest, "ValidationException",
            "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must not be null"),
        Error(HttpStatusCode.BadRequest, "SerializationException", "The value at 'name' has the wrong JSON type."),
        Error(HttpStatusCode.Forbidden, "AccessDeniedException", "The caller may not do this."),
        Error(HttpStatusCode.TooManyRequests, "ThrottlingException", "The rate is exceeded."),
        Error(HttpStatusCode.InternalServerError, "InternalServerException", "The emulator failed to process the request."),
    ];

    private static readonly ModelledError NotFound = new(HttpStatusCode.NotFound, "ResourceNotFoundException", new JsonObject
    {
        ["message"] = "Domain 'nope' does not exist.",
        ["resourceId"] = "nope",
        ["resourceType"] = "Domain",
    });

    private static readonly ModelledError Conflict =
        Error(HttpStatusCode.Conflict, "ConflictException", "A field with the name 'Order number' exists already in the domain.");

    private static readonly ModelledError Quota =
        Error(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "The domain has 100 templates, which is its quota.");

    public static IReadOnlyDictionary<string, OperationExample> All { get; } = new Dictionary<string, OperationExample>
    {
        ["CreateDomain"] = new("Creates a domain with its system fields.", """{ "name": "Support" }""", [.. Common, Conflict, Quota]),
        ["GetDomain"] = new("Returns a domain.", null, [.. Common, NotFound]),
        ["ListDomains"] = new("Lists the domains of the account and Region.", null, Common),
        ["DeleteDomain"] = new("Deletes a domain with everything in it.", null, [.. Common, NotFound, Conflict]),
        ["CreateField"] = new(
            "Creates a custom field.",
            """{ "name": "Loyalty level", "type": "Text", "description": "From the shop", "attributes": { "text": { "isMultiline": false } } }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["ListFields"] = new("Lists the fields of a domain, system fields first.", null, [.. Common, NotFound]),
        ["BatchGetField"] = new(
            "Returns fields by id.",
            $$"""{ "fields": [ { "id": "status" }, { "id": "{{DemoSeed.ProductLineId}}" } ] }""",
            [.. Common, NotFound]),
        ["BatchPutFieldOptions"] = new(
            "Adds or changes options of a single-select field.",
            """{ "options": [ { "name": "Wearables", "value": "wearables", "active": true } ] }""",
            [.. Common, NotFound, Quota]),
        ["ListFieldOptions"] = new("Lists the options of a single-select field.", null, [.. Common, NotFound]),
        ["CreateTemplate"] = new(
            "Creates a template.",
            $$"""{ "name": "Returns", "description": "Goods that come back", "requiredFields": [ { "fieldId": "{{DemoSeed.OrderNumberId}}" } ], "status": "Active" }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["GetTemplate"] = new("Returns a template.", null, [.. Common, NotFound]),
        ["ListTemplates"] = new("Lists the templates of a domain.", null, [.. Common, NotFound]),
        ["CreateCase"] = new(
            "Creates a case from a template.",
            $$"""
            {
              "templateId": "{{DemoSeed.TemplateId}}",
              "fields": [
                { "id": "title", "value": { "stringValue": "Parcel is late" } },
                { "id": "{{DemoSeed.ProductLineId}}", "value": { "stringValue": "phones" } },
                { "id": "{{DemoSeed.OrderValueId}}", "value": { "doubleValue": 249.9 } }
              ],
              "performedBy": { "customEntity": "swagger" },
              "tags": { "origin": "swagger" }
            }
            """,
            [.. Common, NotFound, Conflict]),
        ["GetCase"] = new(
            "Returns field values of a case.",
            $$"""{ "fields": [ { "id": "title" }, { "id": "status" }, { "id": "{{DemoSeed.OrderNumberId}}" } ] }""",
            [.. Common, NotFound]),
        ["UpdateCase"] = new(
            "Sets or clears field values of a case.",
            """{ "fields": [ { "id": "status", "value": { "stringValue": "closed" } } ], "performedBy": { "customEntity": "swagger" } }""",
            [.. Common, NotFound, Conflict]),
        ["DeleteCase"] = new("Deletes a case with its related items and audit history.", null, [.. Common, NotFound, Conflict]),
        ["CreateRelatedItem"] = new(
            "Adds a comment, a contact or a file to a case.",
            """{ "type": "Comment", "content": { "comment": { "body": "The customer called again.", "contentType": "Text/Plain" } } }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["SearchRelatedItems"] = new(
            "Pages through the related items of a case, newest first.",
            """{ "maxResults": 10, "filters": [ { "comment": {} }, { "contact": { "channel": [ "VOICE" ] } } ] }""",
            [.. Common, NotFound]),
        ["GetCaseAuditEvents"] = new(
            "Pages through the audit events of a case, newest first.", """{ "maxResults": 10 }""", [.. Common, NotFound]),
    };

    /// <summary>A value for a path label; what is to be deleted is not what the other examples read.</summary>
    public static string? Label(string operation, string label) => label switch
    {
        "domainId" => DemoSeed.DomainId,
        "caseId" => DemoSeed.CaseId(operation == "DeleteCase" ? 36 : 1),
        "fieldId" => DemoSeed.ProductLineId,
        "templateId" => DemoSeed.TemplateId,
        _ => null,
    };

    private static ModelledError Error(HttpStatusCode status, string code, string message) =>
        new(status, code, new JsonObject { ["message"] = message });
}
