using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Protocol;

namespace ConnectCases.Swagger;

/// <summary>An operation in the OpenAPI document.</summary>
/// <param name="Summary">One sentence about the operation.</param>
/// <param name="Requests">Request bodies that work on the demo. Empty for an operation without a body.</param>
/// <param name="Errors">The names of the errors that the service model declares.</param>
internal sealed record OperationExample(string Summary, IReadOnlyList<RequestExample> Requests, IReadOnlyList<string> Errors)
{
    public OperationExample(string summary, string body, IReadOnlyList<string> errors)
        : this(summary, [new("Example", body)], errors)
    {
    }

    /// <summary>A description of the example, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>A request body with a name.</summary>
internal sealed record RequestExample(string Name, string Body);

/// <summary>The examples of the OpenAPI document. The examples use the ids of <see cref="DemoIds"/>.</summary>
internal static class OperationExamples
{
    private const string NotFound = "ResourceNotFoundException";
    private const string Conflict = "ConflictException";
    private const string Quota = "ServiceQuotaExceededException";

    private static readonly string[] Common =
    [
        "ValidationException",
        "SerializationException",
        "AccessDeniedException",
        "ThrottlingException",
        "InternalServerException",
    ];

    public static IReadOnlyDictionary<string, OperationExample> All { get; } = new Dictionary<string, OperationExample>
    {
        ["CreateDomain"] = new(
            "Creates a domain with its system fields.", """{ "name": "Support {unique}" }""", [.. Common, Conflict, Quota]),
        ["GetDomain"] = new("Returns a domain.", [], [.. Common, NotFound]),
        ["ListDomains"] = new("Lists the domains of the account and Region.", [], Common),
        ["DeleteDomain"] = new("Deletes a domain and everything in it.", [], [.. Common, NotFound, Conflict])
        {
            Note = "The example deletes the spare domain of the demo. A second run returns a ResourceNotFoundException.",
        },
        ["CreateField"] = new(
            "Creates a custom field.",
            RequestExamples.Fields,
            [.. Common, NotFound, Conflict, Quota]),
        ["UpdateField"] = new(
            "Changes the name, description or attributes of a field.",
            """{ "description": "Small, medium or large", "name": "Product family" }""",
            [.. Common, NotFound, Conflict]),
        ["DeleteField"] = new(
            "Deletes a custom field. Existing values of the field in cases stay readable.",
            [],
            [.. Common, NotFound, Conflict, Quota]),
        ["ListFields"] = new("Lists the fields of a domain, system fields first.", [], [.. Common, NotFound]),
        ["BatchGetField"] = new(
            "Returns fields by id.",
            $$"""{ "fields": [ { "id": "status" }, { "id": "{{DemoIds.ProductLine}}" } ] }""",
            [.. Common, NotFound]),
        ["BatchPutFieldOptions"] = new(
            "Adds or changes options of a single-select field.",
            """{ "options": [ { "name": "Wearables", "value": "wearables", "active": true } ] }""",
            [.. Common, NotFound, Quota]),
        ["ListFieldOptions"] = new("Lists the options of a single-select field.", [], [.. Common, NotFound]),
        ["CreateLayout"] = new(
            "Creates a layout. A layout defines which fields agents see, and where.",
            $$"""
            {
              "name": "Returns {unique}",
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
        ["GetLayout"] = new("Returns a layout.", [], [.. Common, NotFound]),
        ["ListLayouts"] = new("Lists the layouts of a domain.", [], [.. Common, NotFound]),
        ["UpdateLayout"] = new(
            "Changes the name of a layout, or replaces its content.",
            """{ "name": "Orders" }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteLayout"] = new(
            "Deletes a layout that is not the default layout of a template.", [], [.. Common, NotFound, Conflict]),
        ["CreateTemplate"] = new(
            "Creates a template.",
            $$"""
            {
              "name": "Returns {unique}",
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
        ["DeleteTemplate"] = new("Deletes a template. The cases of the template remain.", [], [.. Common, NotFound, Conflict]),
        ["GetTemplate"] = new("Returns a template.", [], [.. Common, NotFound]),
        ["ListTemplates"] = new("Lists the templates of a domain.", [], [.. Common, NotFound]),
        ["CreateCaseRule"] = new(
            "Creates a case rule. A rule defines when a field is required or hidden, or which options a field has.",
            RequestExamples.CaseRules,
            [.. Common, NotFound, Conflict, Quota]),
        ["BatchGetCaseRule"] = new(
            "Returns case rules by id.",
            $$"""{ "caseRules": [ { "id": "{{DemoIds.OrderNumberRule}}" }, { "id": "{{DemoIds.ProblemRule}}" } ] }""",
            [.. Common, NotFound]),
        ["ListCaseRules"] = new("Lists the case rules of a domain.", [], [.. Common, NotFound]),
        ["UpdateCaseRule"] = new(
            "Changes the name or description of a case rule, or replaces the rule itself.",
            """{ "description": "So that the warehouse can find it" }""",
            [.. Common, NotFound, Conflict, Quota]),
        ["DeleteCaseRule"] = new("Deletes a case rule that no template uses.", [], [.. Common, NotFound, Conflict]),
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
            [.. Common, NotFound, Conflict, Quota])
        {
            Note = "The example merges two cases of the demo. A second run returns a ValidationException.",
        },
        ["GetMergeCasesStatus"] = new(
            "Returns whether the merge of a case is in progress or completed.", [], [.. Common, NotFound]),
        ["HoldMerges"] = new("Keeps merges of this server in progress, so that a test can inspect a running merge.", [], []),
        ["ReleaseMerges"] = new("Lets merges complete. All due merges are complete when the server responds.", [], []),
        ["ListRequests"] = new(
            "Lists the requests that this process received, oldest first, with the reasons of refused requests.",
            [],
            ["ValidationException", "SerializationException"]),
        ["ListFired"] = new(
            "Lists the requests into which fault rules injected faults.", [], ["ValidationException", "SerializationException"]),
        ["StreamRequests"] = new(
            "Sends requests as server-sent events when they arrive, or from a sequence number.",
            [],
            ["ValidationException", "SerializationException"]),
        ["GetRequest"] = new("Returns a request of this process. The id last names the last request.", [], [NotFound]),
        ["DeleteRequests"] = new("Removes the requests of worlds from the journal.", [], ["ValidationException"]),
        ["GetClock"] = new("Returns the time in a world, and all clocks that were set.", [], ["ValidationException", "InternalServerException"]),
        ["SetClock"] = new(
            "Stops a clock at a time, or moves a clock away from real time. Due work is done when the server responds.",
            """{ "offset": "P3D" }""",
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["AdvanceClock"] = new(
            "Moves a clock by a duration or to a time. Due work, such as breaches of SLAs, is done when the server responds.",
            """{ "by": "PT4H" }""",
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["RemoveClock"] = new("Returns a clock to real time.", [], ["ValidationException", "InternalServerException"]),
        ["Reset"] = new(
            "Removes all state of an account, of an account in a Region, or of all accounts, and can apply a seed.",
            """{ "account": "111122223333", "seed": "demo" }""",
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["ListFaults"] = new("Lists the active fault rules with their counters.", [], ["ValidationException", "InternalServerException"]),
        ["ReplaceFaults"] = new(
            "Replaces the fault rules of all worlds or of a world. The first rule that matches a request decides alone.",
            """
            [
              {
                "id": "throttle-updates",
                "operation": "UpdateCase",
                "probability": 0.5,
                "seed": 7,
                "error": { "code": "ThrottlingException" }
              }
            ]
            """,
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["AddFaults"] = new(
            "Adds fault rules after the active rules.",
            """
            [
              {
                "id": "lose-response",
                "operation": "CreateCase",
                "times": 1,
                "seed": 7,
                "fault": "CONNECTION_RESET",
                "moment": "afterCommit"
              }
            ]
            """,
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["DeleteFaults"] = new("Deletes the fault rules of all worlds or of a world.", [], ["ValidationException", "InternalServerException"]),
        ["DeleteFault"] = new("Deletes a fault rule.", [], ["ValidationException", NotFound, "InternalServerException"]),
        ["GetThrottling"] = new(
            "Returns the throttling of a world, and the requests that are possible now.", [], ["ValidationException", "InternalServerException"]),
        ["SetThrottling"] = new(
            "Sets the throttling of all worlds or of a world. All buckets of the scope are full afterwards.",
            """{ "account": "333344445555", "mode": "Documented", "operations": { "CreateCase": { "rate": 2, "burst": 5 } } }""",
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["RemoveThrottling"] = new(
            "Removes the throttling that was set. The option Throttling applies again.", [], ["ValidationException", "InternalServerException"]),
        ["GetCustomerProfiles"] = new(
            "Returns the customer profiles that CreateCase knows.", [], ["ValidationException", "InternalServerException"]),
        ["SetCustomerProfiles"] = new(
            "Sets the customer profiles that CreateCase knows, or does not allow.",
            """
            {
              "account": "333344445555",
              "mode": "Listed",
              "profiles": [ "arn:aws:profile:us-east-1:333344445555:domains/shop/profiles/ann" ]
            }
            """,
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["RemoveCustomerProfiles"] = new(
            "Removes the customer profiles that were set. Every profile exists again.", [], ["ValidationException", "InternalServerException"]),
        ["ExportState"] = new(
            "Returns the state of worlds as a document: newline-delimited JSON, one resource per line.", [], ["ValidationException", "InternalServerException"]),
        ["ImportState"] = new(
            "Replaces the state of worlds with a document, completely or not at all.",
            """
            {"format":"connect-cases-state","version":1}
            {"domain":{"domainId":"support","account":"222222222222","region":"us-east-1","name":"Support","createdTime":"2026-11-02T09:30:00.000Z","tags":{}}}
            {"counts":{"domain":1}}

            """,
            ["ValidationException", "InternalServerException"]),
        ["ListSnapshots"] = new("Lists the snapshots of worlds.", [], ["ValidationException", "InternalServerException"]),
        ["TakeSnapshot"] = new(
            "Keeps the state of worlds under a name. Replaces a snapshot with the same name and scope.",
            """{ "account": "111122223333" }""",
            ["ValidationException", "SerializationException", "InternalServerException"]),
        ["RestoreSnapshot"] = new(
            "Replaces the state of worlds with a snapshot that was taken with the same scope.",
            """{ "account": "111122223333" }""",
            ["ValidationException", "SerializationException", NotFound, "InternalServerException"]),
        ["DeleteSnapshot"] = new("Deletes a snapshot.", [], ["ValidationException", NotFound, "InternalServerException"]),
        ["ApplySeed"] = new(
            "Brings domains to the definition of a seed, a YAML or JSON text. Lists the changes.",
            """
            {
              "domains": [
                {
                  "name": "support",
                  "fields": [ { "name": "Reason", "type": "SingleSelect", "options": [ "late", "lost" ] } ],
                  "templates": [ { "name": "Complaint", "required": [ "title", "Reason" ] } ],
                  "cases": [
                    {
                      "handle": "lost-parcel",
                      "template": "Complaint",
                      "createdAt": "-3d",
                      "fields": {
                        "title": "Lost parcel",
                        "Reason": "lost",
                        "customer_id": "arn:aws:profile:us-east-1:123456789012:domains/demo/profiles/1"
                      },
                      "relatedItems": [ { "comment": "The customer called.", "at": "-2d" } ]
                    }
                  ]
                }
              ]
            }
            """,
            ["ValidationException", "InternalServerException"]),
        ["GetSeedSchema"] = new("Returns the JSON Schema of seeds, for editors.", [], []),
        ["GetIds"] = new(
            "Returns the ids of a domain by name.", [], ["ValidationException", NotFound, "InternalServerException"]),
        ["ExplainSearchCases"] = new(
            "Explains why SearchCases finds a case or does not find a case: each condition, and the value of the case.",
            RequestExamples.ExplainedSearches,
            ["ValidationException", "SerializationException", NotFound, "InternalServerException"])
        {
            Note = "The account is needed only if several accounts have a domain with this id.",
        },
        ["ExplainSearchRelatedItems"] = new(
            "Explains why SearchRelatedItems finds an item or does not find an item: each filter, and the attributes of the item.",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "caseId": "{{DemoIds.Case(1)}}",
              "relatedItemId": "{{DemoIds.Comment(1, 1)}}",
              "account": "123456789012",
              "filters": [ { "contact": { "channel": [ "VOICE" ] } }, { "sla": { "status": "Overdue" } } ]
            }
            """,
            ["ValidationException", "SerializationException", NotFound, "InternalServerException"]),
        ["GetCaseAt"] = new(
            "Returns a case as it was at a time, from its audit history.", [], ["ValidationException", NotFound, "InternalServerException"]),
        ["DeleteCase"] = new("Deletes a case, its related items and its audit events.", [], [.. Common, NotFound, Conflict])
        {
            Note = "The example deletes the last case of the demo. A second run returns a ResourceNotFoundException.",
        },
        ["SearchCases"] = new(
            "Searches cases by words, fields and tags. The results are sorted and in pages.",
            RequestExamples.CaseFilters,
            [.. Common, NotFound]),
        ["ListCasesForContact"] = new(
            "Lists the cases that a contact is associated with.",
            $$"""{ "contactArn": "{{DemoIds.ContactArn(1)}}" }""",
            [.. Common, NotFound]),
        ["CreateRelatedItem"] = new(
            "Adds a comment, a contact, a file, an SLA, another case or custom fields to a case.",
            RequestExamples.RelatedItems,
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
        ["DeleteRelatedItem"] = new("Deletes a related item that is not a file.", [], [.. Common, NotFound, Conflict])
        {
            Note = "The example deletes a comment of the demo. A second run returns a ResourceNotFoundException.",
        },
        ["SearchAllRelatedItems"] = new(
            "Searches the related items of all cases of a domain. The results are in pages.",
            RequestExamples.AllItemFilters,
            [.. Common, NotFound]),
        ["SearchRelatedItems"] = new(
            "Searches the related items of a case, newest first. The results are in pages.",
            RequestExamples.ItemFilters,
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
        ["GetCaseEventConfiguration"] = new("Returns the event configuration.", [], [.. Common, NotFound]),
        ["TagResource"] = new(
            "Adds or overwrites tags of a resource.", """{ "tags": { "stage": "test" } }""", [.. Common, NotFound]),
        ["UntagResource"] = new("Removes tags of a resource.", [], [.. Common, NotFound]),
        ["ListTagsForResource"] = new("Returns the tags of a resource.", [], [.. Common, NotFound]),
        ["GetInfo"] = new("Returns the version, the storage, the defaults, the clocks and the counts of the emulator.", [], []),
        ["ListEvents"] = new("Lists the recorded events in commit order.", [], ["ValidationException", "SerializationException", "InternalServerException"]),
    };

    /// <summary>Returns the example value of a path label. Delete operations use resources that no other example uses.</summary>
    public static string? Label(string operation, string label) => (label, operation) switch
    {
        ("domainId", "DeleteDomain") => DemoIds.SpareDomain,
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
        ("name", _) => "baseline",
        ("requestId", _) => "last",
        ("id", "DeleteFault") => "throttle-updates",
        _ => null,
    };

    /// <summary>Returns the example value of a query parameter, or null.</summary>
    public static JsonNode? Query(string operation, string member) => (operation, member) switch
    {
        ("UntagResource", "tagKeys") => new JsonArray("stage"),
        ("ListEvents", "maxResults") => 2,
        ("GetIds", "domain") => "Demo contact center",
        ("ExportState" or "ImportState", "account") => "222222222222",
        ("ListRequests", "limit") => 1,
        ("StreamRequests", "after") => 0,
        ("StreamRequests", "limit") => 1,
        ("DeleteRequests", "account") => "222222222222",
        ("DeleteSnapshot", "account") => "111122223333",
        ("GetCaseAt", "account") => "123456789012",
        ("GetCaseAt", "at") => "2026-10-05T09:20:00Z",
        (
            "ListFaults" or "ReplaceFaults" or "AddFaults" or "DeleteFaults" or "DeleteFault" or "GetThrottling" or "RemoveThrottling"
                or "GetCustomerProfiles" or "RemoveCustomerProfiles",
            "account") => "333344445555",
        _ => null,
    };
}
