using ConnectCases.Demo;

namespace ConnectCases.Swagger;

/// <summary>
/// The request bodies of operations that have one example per member of a union. Swagger UI replaces <c>{unique}</c> with a new
/// text, so that names stay unique.
/// </summary>
internal static class RequestExamples
{
    public static IReadOnlyList<RequestExample> Fields { get; } =
    [
        new(
            "Text",
            """
            {
              "name": "Loyalty level {unique}",
              "type": "Text",
              "description": "From the shop",
              "attributes": { "text": { "isMultiline": false } }
            }
            """),
        new("Number", """{ "name": "Weight {unique}", "type": "Number", "description": "In kilograms" }"""),
        new("Boolean", """{ "name": "Gift {unique}", "type": "Boolean" }"""),
        new("DateTime", """{ "name": "Call back {unique}", "type": "DateTime", "description": "As agreed with the customer" }"""),
        new("SingleSelect", """{ "name": "Warehouse {unique}", "type": "SingleSelect", "description": "BatchPutFieldOptions adds the options" }"""),
        new("Url", """{ "name": "Photo {unique}", "type": "Url" }"""),
        new("User", """{ "name": "Reviewer {unique}", "type": "User" }"""),
    ];

    public static IReadOnlyList<RequestExample> CaseRules { get; } =
    [
        new(
            "required, equalTo",
            $$"""
            {
              "name": "A VIP has a supervisor {unique}",
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
            """),
        new(
            "hidden, notEqualTo",
            $$"""
            {
              "name": "Notes are for expensive orders {unique}",
              "rule": {
                "hidden": {
                  "defaultValue": false,
                  "conditions": [
                    {
                      "notEqualTo": {
                        "operandOne": { "fieldId": "{{DemoIds.OrderValue}}" },
                        "operandTwo": { "doubleValue": 500 },
                        "result": true
                      }
                    }
                  ]
                }
              }
            }
            """),
        new(
            "required, andAll",
            $$"""
            {
              "name": "A return of a VIP has a date {unique}",
              "rule": {
                "required": {
                  "defaultValue": false,
                  "conditions": [
                    {
                      "andAll": {
                        "conditions": [
                          {
                            "equalTo": {
                              "operandOne": { "fieldId": "case_reason" },
                              "operandTwo": { "stringValue": "returns" },
                              "result": true
                            }
                          },
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
                  ]
                }
              }
            }
            """),
        new(
            "fieldOptions",
            $$"""
            {
              "name": "Phones can be lost {unique}",
              "rule": {
                "fieldOptions": {
                  "parentFieldId": "{{DemoIds.ProductLine}}",
                  "childFieldId": "{{DemoIds.Problem}}",
                  "parentChildFieldOptionsMappings": [
                    { "parentFieldOptionValue": "phones", "childFieldOptionValues": [ "broken", "lost" ] },
                    { "parentFieldOptionValue": "accessories", "childFieldOptionValues": [ "broken" ] }
                  ]
                }
              }
            }
            """),
    ];

    public static IReadOnlyList<RequestExample> ExplainedSearches { get; } =
    [
        new(
            "Fields and tags",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "caseId": "{{DemoIds.Case(2)}}",
              "account": "123456789012",
              "filter": {
                "andAll": [
                  { "field": { "equalTo": { "id": "status", "value": { "stringValue": "Closed" } } } },
                  { "not": { "tag": { "equalTo": { "key": "team", "value": "returns" } } } }
                ]
              }
            }
            """),
        new(
            "Words",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "caseId": "{{DemoIds.Case(2)}}",
              "account": "123456789012",
              "searchTerm": "parsel"
            }
            """),
        new(
            "Position",
            $$"""
            {
              "domainId": "{{DemoIds.Domain}}",
              "caseId": "{{DemoIds.Case(2)}}",
              "account": "123456789012",
              "maxResults": 5,
              "sorts": [ { "fieldId": "created_datetime", "sortOrder": "Asc" } ]
            }
            """),
    ];

    public static IReadOnlyList<RequestExample> CaseFilters { get; } =
    [
        new(
            "Words, fields and tags",
            $$"""
            {
              "maxResults": 5,
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
            """),
        new("searchTerm", """{ "maxResults": 5, "searchTerm": "parcel", "fields": [ { "id": "title" } ] }"""),
        Compare("equalTo", "status", """{ "stringValue": "open" }"""),
        Compare("contains", "title", """{ "stringValue": "deliver" }"""),
        Compare("greaterThan", DemoIds.OrderValue, """{ "doubleValue": 500 }"""),
        Compare("greaterThanOrEqualTo", DemoIds.DeliveryDate, """{ "stringValue": "2026-10-20T00:00:00Z" }"""),
        Compare("lessThan", DemoIds.OrderValue, """{ "doubleValue": 100 }"""),
        Compare("lessThanOrEqualTo", DemoIds.DeliveryDate, """{ "stringValue": "2026-10-10T00:00:00Z" }"""),
        Filter("not", """{ "not": { "field": { "equalTo": { "id": "status", "value": { "stringValue": "closed" } } } } }"""),
        Filter("tag", """{ "tag": { "equalTo": { "key": "team", "value": "orders" } } }"""),
        Filter(
            "andAll",
            $$"""
            {
                "andAll": [
                  { "field": { "equalTo": { "id": "case_reason", "value": { "stringValue": "billing" } } } },
                  { "field": { "equalTo": { "id": "{{DemoIds.IsVip}}", "value": { "booleanValue": true } } } }
                ]
              }
            """),
        Filter(
            "orAll",
            """
            {
                "orAll": [
                  { "field": { "equalTo": { "id": "case_reason", "value": { "stringValue": "billing" } } } },
                  { "field": { "equalTo": { "id": "case_reason", "value": { "stringValue": "returns" } } } }
                ]
              }
            """),
    ];

    public static IReadOnlyList<RequestExample> RelatedItems { get; } =
    [
        new(
            "Comment",
            """
            {
              "type": "Comment",
              "content": { "comment": { "body": "The customer called again.", "contentType": "Text/Plain" } }
            }
            """),
        new(
            "Contact",
            $$"""{ "type": "Contact", "content": { "contact": { "contactArn": "{{DemoIds.ContactArn(2)}}" } } }"""),
        new(
            "File",
            $$"""
            {
              "type": "File",
              "content": { "file": { "fileArn": "{{DemoIds.Instance}}/file/photo-{unique}" } }
            }
            """),
        new(
            "Sla",
            """
            {
              "type": "Sla",
              "content": {
                "sla": {
                  "slaInputConfiguration": {
                    "name": "First response {unique}",
                    "type": "CaseField",
                    "fieldId": "status",
                    "targetFieldValues": [ { "stringValue": "closed" } ],
                    "targetSlaMinutes": 60
                  }
                }
              }
            }
            """),
        new(
            "ConnectCase",
            $$"""{ "type": "ConnectCase", "content": { "connectCase": { "caseId": "{{DemoIds.Case(2)}}" } } }"""),
        new(
            "Custom",
            $$"""
            {
              "type": "Custom",
              "content": {
                "custom": {
                  "fields": [
                    { "id": "{{DemoIds.Carrier}}", "value": { "stringValue": "Parcel Post" } },
                    { "id": "{{DemoIds.OrderValue}}", "value": { "doubleValue": 4.9 } }
                  ]
                }
              }
            }
            """),
    ];

    public static IReadOnlyList<RequestExample> ItemFilters { get; } =
    [
        Items("Comments and phone calls", """{ "comment": {} }, { "contact": { "channel": [ "VOICE" ] } }"""),
        .. ItemFiltersByType,
    ];

    public static IReadOnlyList<RequestExample> AllItemFilters { get; } =
    [
        new(
            "Running SLAs and parcels",
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
            """),
        .. ItemFiltersByType,
    ];

    private static RequestExample[] ItemFiltersByType =>
    [
        Items("comment", """{ "comment": {} }"""),
        Items("contact", """{ "contact": { "channel": [ "VOICE", "CHAT" ] } }"""),
        Items("file", """{ "file": {} }"""),
        Items("sla", """{ "sla": { "name": "Resolution" } }"""),
        Items("connectCase", $$"""{ "connectCase": { "caseId": "{{DemoIds.Case(2)}}" } }"""),
        Items(
            "custom",
            $$$"""{ "custom": { "fields": { "field": { "equalTo": { "id": "{{{DemoIds.Carrier}}}", "value": { "stringValue": "Parcel Post" } } } } } }"""),
    ];

    private static RequestExample Items(string name, string filters) =>
        new(name, $$"""{ "maxResults": 10, "filters": [ {{filters}} ] }""");

    private static RequestExample Compare(string comparison, string fieldId, string value) =>
        Filter(comparison, $$"""{ "field": { "{{comparison}}": { "id": "{{fieldId}}", "value": {{value}} } } }""", fieldId);

    private static RequestExample Filter(string name, string filter, string fieldId = "status") =>
        new(name, $$"""{ "maxResults": 5, "filter": {{filter}}, "fields": [ { "id": "{{fieldId}}" } ] }""");
}
