using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Protocol;

namespace ConnectCases.Swagger;

/// <summary>
/// An operation in the OpenAPI document: its summary, a request body that works on the demo, and the errors of the service model.
/// </summary>
internal sealed record OperationExample(string Summary, string? Body, IReadOnlyList<ModelledError> Errors);

/// <summary>An error that the service model declares, with an example of its response body.</summary>
internal sealed record ModelledError(HttpStatusCode Status, string Code, JsonObject Body);

/// <summary>The examples of the OpenAPI document. The examples use the ids of <see cref="DemoIds"/>.</summary>
internal static class OperationExamples
{
    private static readonly ModelledError[] Common =
    [
        Error(HttpStatusCode.BadRequest, "ValidationException",
            "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must not be null"),
        Error(HttpStatusCode.BadRequest, "SerializationException",
            "The value at 'name' has the wrong JSON type, or is not valid Unicode text."),
        Error(HttpStatusCode.Forbidden, "AccessDeniedException",
            "The caller is not authorized. The emulator never returns this error."),
        Error(HttpStatusCode.TooManyRequests, "ThrottlingException",
            "The rate of requests is too high. The emulator never returns this error."),
        Error(HttpStatusCode.InternalServerError, "InternalServerException",
            "The emulator failed to process the request. "
            + "The log has the details for request id 019a3f5e-6c1b-7d42-9b0e-2f8a4c7d1e55."),
    ];

    private static readonly ModelledError NotFound = new(HttpStatusCode.NotFound, "ResourceNotFoundException", new JsonObject
    {
        ["message"] = "Domain 'nope' does not exist.",
        ["resourceId"] = "nope",
        ["resourceType"] = "Domain",
    });

    private static readonly ModelledError Conflict =
        Error(HttpStatusCode.Conflict, "ConflictException",
            "The domain already has a field with the name 'Order number'. Names of live fields are unique.");

    private static readonly ModelledError Quota =
        Error(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException",
            "The domain has 100 templates. The quota is 100.");

    public static IReadOnlyDictionary<string, OperationExample> All { get; } = new Dictionary<string, OperationExample>
    {
        ["CreateDomain"] = new(
            "Creates a domain with its system fields.", """{ "name": "Support" }""", [.. Common, Conflict, Quota]),
        ["GetDomain"] = new("Returns a domain.", null, [.. Common, NotFound]),
        ["ListDomains"] = new("Lists the domains of the account and Region.", null, Common),
        ["DeleteDomain"] = new("Deletes a domain and everything in it.", null, [.. Common, NotFound, Conflict]),
        ["CreateField"] = new(
            "Creates a custom field.",
            """
            {
              "name": "Loyalty level",
              "type": "Text",
              "description": "From the shop",
              "attributes": { "text": { "isMultiline": false } }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["UpdateField"] = new(
            "Changes the name, description or attributes of a field.",
            """{ "description": "Small, medium or large", "name": "Product family" }""",
            [.. Common, NotFound, Conflict]),
        ["DeleteField"] = new(
            "Deletes a custom field. Existing values of the field in cases stay readable.",
            null,
            [.. Common, NotFound, Conflict, Quota]),
        ["ListFields"] = new("Lists the fields of a domain, system fields first.", null, [.. Common, NotFound]),
        ["BatchGetField"] = new(
            "Returns fields by id.",
            $$"""{ "fields": [ { "id": "status" }, { "id": "{{DemoIds.ProductLine}}" } ] }""",
            [.. Common, NotFound]),
        ["BatchPutFieldOptions"] = new(
            "Adds or changes options of a single-select field.",
            """{ "options": [ { "name": "Wearables", "value": "wearables", "active": true } ] }""",
            [.. Common, NotFound, Quota]),
        ["ListFieldOptions"] = new("Lists the options of a single-select field.", null, [.. Common, NotFound]),
        ["CreateLayout"] = new(
            "Creates a layout. A layout defines which fields agents see, and where.",
            $$"""
            {
              "name": "Returns",
              "content": {
                "basic": {
                  "topPanel": {
                    "sections": [ { "fieldGroup": { "name": "Order", "fields": [ { "id": "{{DemoIds.OrderNumber}}" } ] } } ]
                  },
                  "moreInfo": {
                    "sections": [ { "fieldGroup": { "fields": [ { "id": "summary" }, { "id": "{{DemoIds.Notes}}" } ] } } ]
                  }
                }
              }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["GetLayout"] = new("Returns a layout.", null, [.. Common, NotFound]),
        ["ListLayouts"] = new("Lists the layouts of a domain.", null, [.. Common, NotFound]),
        ["UpdateLayout"] = new(
            "Changes the name of a layout, or replaces its content.",
            """{ "name": "Orders" }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteLayout"] = new(
            "Deletes a layout that is not the default layout of a template.", null, [.. Common, NotFound, Conflict]),
        ["CreateTemplate"] = new(
            "Creates a template.",
            $$"""
            {
              "name": "Returns",
              "description": "Goods that come back",
              "requiredFields": [ { "fieldId": "{{DemoIds.OrderNumber}}" } ],
              "status": "Active"
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["UpdateTemplate"] = new(
            "Changes a template. Members that are absent from the request keep their values.",
            $$"""
            {
              "description": "Everything about an order",
              "rules": [ { "caseRuleId": "{{DemoIds.OrderNumberRule}}", "fieldId": "{{DemoIds.OrderNumber}}" } ]
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteTemplate"] = new("Deletes a template. The cases of the template remain.", null, [.. Common, NotFound, Conflict]),
        ["GetTemplate"] = new("Returns a template.", null, [.. Common, NotFound]),
        ["ListTemplates"] = new("Lists the templates of a domain.", null, [.. Common, NotFound]),
        ["CreateCaseRule"] = new(
            "Creates a case rule. A rule defines when a field is required or hidden, or which options a field has.",
            $$"""
            {
              "name": "A VIP has a supervisor",
              "rule": {
                "required": {
                  "defaultValue": false,
                  "conditions": [
                    {
                      "equalTo": {
                        "operandOne": { "fieldId": "{{DemoIds.IsVip}}" },
                        "operandTwo": { "booleanValue": true },
                        "result": true
                      }
                    }
                  ]
                }
              }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["BatchGetCaseRule"] = new(
            "Returns case rules by id.",
            $$"""{ "caseRules": [ { "id": "{{DemoIds.OrderNumberRule}}" }, { "id": "{{DemoIds.ProblemRule}}" } ] }""",
            [.. Common, NotFound]),
        ["ListCaseRules"] = new("Lists the case rules of a domain.", null, [.. Common, NotFound]),
        ["UpdateCaseRule"] = new(
            "Changes the name or description of a case rule, or replaces the rule itself.",
            """{ "description": "So that the warehouse can find it" }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteCaseRule"] = new("Deletes a case rule that no template uses.", null, [.. Common, NotFound, Conflict]),
        ["CreateCase"] = new(
            "Creates a case from a template.",
            $$"""
            {
              "templateId": "{{DemoIds.Template}}",
              "fields": [
                { "id": "title", "value": { "stringValue": "Parcel is late" } },
                { "id": "{{DemoIds.ProductLine}}", "value": { "stringValue": "phones" } },
                { "id": "{{DemoIds.OrderValue}}", "value": { "doubleValue": 249.9 } }
              ],
              "performedBy": { "customEntity": "swagger" },
              "tags": { "origin": "swagger" }
            }
            """,
            [.. Common, NotFound, Conflict]),
        ["GetCase"] = new(
            "Returns field values of a case.",
            $$"""{ "fields": [ { "id": "title" }, { "id": "status" }, { "id": "{{DemoIds.OrderNumber}}" } ] }""",
            [.. Common, NotFound]),
        ["UpdateCase"] = new(
            "Sets or clears field values of a case.",
            """
            {
              "fields": [ { "id": "status", "value": { "stringValue": "closed" } } ],
              "performedBy": { "customEntity": "swagger" }
            }
            """,
            [.. Common, NotFound, Conflict]),
        ["BatchUpdateCase"] = new(
            "Sets the same values on up to 100 cases (setting BatchCases). Each case succeeds or fails independently.",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "cases": [
                { "caseIdentifier": { "caseId": "{{DemoIds.Case(4)}}" } },
                { "caseIdentifier": { "referenceId": "{{DemoIds.ReferenceId(5)}}" } },
                { "caseIdentifier": { "caseId": "no-such-case" } }
              ],
              "fields": [ { "fieldIdentifier": { "name": "Internal notes" }, "value": { "stringValue": "Recalled" } } ],
              "title": "Recalled product",
              "performedBy": { "customEntity": "swagger" }
            }
            """,
            [.. Common, NotFound]),
        ["StartMergeCases"] = new(
            "Starts to merge another case into the case of the path. The request selects the fields and related items.",
            $$"""
            {
              "{{Inferred.SecondaryCaseIds}}": [ "{{DemoIds.Case(14)}}" ],
              "{{Inferred.FieldsConfiguration}}": [
                { "sourceCaseId": "{{DemoIds.Case(14)}}", "fieldIds": [ { "id": "{{DemoIds.OrderValue}}" } ] }
              ],
              "{{Inferred.RelatedItemsConfiguration}}": { "contact": true, "comment": true }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["GetMergeCasesStatus"] = new(
            "Returns whether the merge of a case is in progress or completed.", null, [.. Common, NotFound]),
        ["HoldMerges"] = new("Keeps merges of this server in progress, so that a test can inspect a running merge.", null, []),
        ["ReleaseMerges"] = new("Lets merges complete. All due merges are complete when the server responds.", null, []),
        ["DeleteCase"] = new("Deletes a case, its related items and its audit events.", null, [.. Common, NotFound, Conflict]),
        ["SearchCases"] = new(
            "Searches cases by words, fields and tags. The results are sorted and in pages.",
            $$"""
            {
              "maxResults": 10,
              "searchTerm": "parcel",
              "filter": {
                "andAll": [
                  { "field": { "greaterThan": { "id": "{{DemoIds.OrderValue}}", "value": { "doubleValue": 100 } } } },
                  { "not": { "field": { "equalTo": { "id": "status", "value": { "stringValue": "closed" } } } } },
                  { "tag": { "equalTo": { "key": "team", "value": "orders" } } }
                ]
              },
              "sorts": [ { "fieldId": "{{DemoIds.OrderValue}}", "sortOrder": "Desc" } ],
              "fields": [ { "id": "title" }, { "id": "status" }, { "id": "{{DemoIds.OrderValue}}" } ]
            }
            """,
            [.. Common, NotFound]),
        ["ListCasesForContact"] = new(
            "Lists the cases that a contact is associated with.",
            $$"""{ "contactArn": "{{DemoIds.ContactArn(1)}}" }""",
            [.. Common, NotFound]),
        ["CreateRelatedItem"] = new(
            "Adds a comment, a contact, a file, an SLA, another case or custom fields to a case.",
            """
            {
              "type": "Comment",
              "content": { "comment": { "body": "The customer called again.", "contentType": "Text/Plain" } }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["BatchCreateRelatedItem"] = new(
            "Adds the same comment to up to 100 cases (setting BatchCases). Each case succeeds or fails independently.",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "content": { "comment": { "body": "The product is recalled.", "contentType": "Text/Plain" } },
              "cases": [
                { "caseIdentifier": { "caseId": "{{DemoIds.Case(4)}}" } },
                { "caseIdentifier": { "referenceId": "{{DemoIds.ReferenceId(5)}}" } }
              ],
              "performedBy": { "customEntity": "swagger" }
            }
            """,
            [.. Common, NotFound]),
        ["UpdateRelatedItem"] = new(
            "Replaces the content of a comment or of a custom item.",
            """
            {
              "content": { "comment": { "body": "The customer called, and called again.", "contentType": "Text/Plain" } },
              "performedBy": { "customEntity": "swagger" }
            }
            """,
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteRelatedItem"] = new("Deletes a related item that is not a file.", null, [.. Common, NotFound, Conflict]),
        ["SearchAllRelatedItems"] = new(
            "Searches the related items of all cases of a domain. The results are in pages.",
            $$"""
            {
              "maxResults": 10,
              "filters": [
                { "sla": { "status": "Active" } },
                {
                  "custom": {
                    "fields": { "field": { "contains": { "id": "{{DemoIds.Carrier}}", "value": { "stringValue": "post" } } } }
                  }
                }
              ],
              "sorts": [ { "sortProperty": "AssociationTime", "sortOrder": "Desc" } ]
            }
            """,
            [.. Common, NotFound]),
        ["SearchRelatedItems"] = new(
            "Searches the related items of a case, newest first. The results are in pages.",
            """{ "maxResults": 10, "filters": [ { "comment": {} }, { "contact": { "channel": [ "VOICE" ] } } ] }""",
            [.. Common, NotFound]),
        ["GetCaseAuditEvents"] = new(
            "Lists the audit events of a case, newest first. The results are in pages.",
            """{ "maxResults": 10 }""",
            [.. Common, NotFound]),
        ["PutCaseEventConfiguration"] = new(
            "Enables or disables events, and sets the data that the events include.",
            """
            {
              "eventBridge": {
                "enabled": true,
                "includedData": {
                  "caseData": { "fields": [ { "id": "status" } ] },
                  "relatedItemData": { "includeContent": true }
                }
              }
            }
            """,
            [.. Common, NotFound, Conflict]),
        ["GetCaseEventConfiguration"] = new("Returns the event configuration.", null, [.. Common, NotFound]),
        ["TagResource"] = new(
            "Adds or overwrites tags of a resource.", """{ "tags": { "stage": "test" } }""", [.. Common, NotFound]),
        ["UntagResource"] = new("Removes tags of a resource.", null, [.. Common, NotFound]),
        ["ListTagsForResource"] = new("Returns the tags of a resource.", null, [.. Common, NotFound]),
        ["ListEvents"] = new("Lists the recorded events in commit order.", null, [.. Common.Take(2), .. Common.TakeLast(1)]),
    };

    /// <summary>Returns the example value of a path label. Delete operations use resources that no other example uses.</summary>
    public static string? Label(string operation, string label) => (label, operation) switch
    {
        ("domainId", _) => DemoIds.Domain,
        ("caseId", "StartMergeCases") => DemoIds.Case(2),
        ("caseId", "GetMergeCasesStatus") => DemoIds.Case(DemoIds.MergedCase),
        ("caseId", "DeleteCase") => DemoIds.Case(36),
        ("caseId", _) => DemoIds.Case(1),
        ("fieldId", "DeleteField") => DemoIds.TrackingNumber,
        ("fieldId", _) => DemoIds.ProductLine,
        ("layoutId", "DeleteLayout") => DemoIds.UnusedLayout,
        ("layoutId", _) => DemoIds.Layout,
        ("templateId", "DeleteTemplate") => DemoIds.UnusedTemplate,
        ("templateId", _) => DemoIds.Template,
        ("caseRuleId", "DeleteCaseRule") => DemoIds.UnusedRule,
        ("caseRuleId", _) => DemoIds.OrderNumberRule,
        ("relatedItemId", "DeleteRelatedItem") => DemoIds.Comment(1, 2),
        ("relatedItemId", _) => DemoIds.Comment(1, 1),
        ("arn", _) => DemoIds.DomainArn,
        _ => null,
    };

    private static ModelledError Error(HttpStatusCode status, string code, string message) =>
        new(status, code, new JsonObject { ["message"] = message });
}
