using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Refusals;

/// <summary>Refused changes of the configuration: domains, fields, options, layouts, templates, case rules and tags.</summary>
internal static class ConfigurationRows
{
    public static IEnumerable<RefusalRow> All => [.. NotFound, .. Names, .. Fields, .. Layouts, .. Templates, .. CaseRules];

    private static IEnumerable<RefusalRow> NotFound =>
    [
        new(Refusal.ResourceNotFound, "domain", "has these domains in Region us-east-1: Name ", domain =>
            domain.Client.PostAsync("/domains/nope")),
        new(Refusal.ResourceNotFound, "domain by name", "is the name of the domain", async domain => await domain.Client.PostAsync(
            $"/domains/{Uri.EscapeDataString((await domain.PostAsync("")).Id("name").ToUpperInvariant())}")),
        new(Refusal.ResourceNotFound, "domain by ARN", "Send only the last part of the ARN: '", domain =>
            domain.Client.PostAsync($"/domains/{Uri.EscapeDataString(domain.ArnOf())}")),
        new(Refusal.ResourceNotFound, "field", "ListFields shows the ids of domain 'Name ", domain => domain.DeleteAsync("/fields/nope")),
        new(Refusal.ResourceNotFound, "field by name", "'Status' is the name of the field 'status'; use its id.", domain => domain.DeleteAsync("/fields/Status")),
        new(Refusal.ResourceNotFound, "layout", "ListLayouts shows the ids", domain => domain.PostAsync("/layouts/nope")),
        new(Refusal.ResourceNotFound, "template", "ListTemplates shows the ids", domain => domain.PostAsync("/templates/nope")),
        new(Refusal.ResourceNotFound, "template of another domain", "It exists in domain '", async domain => await domain.PostAsync(
            $"/templates/{await (await TestDomain.CreateAsync(domain.Client)).CreateTemplateAsync()}")),
        new(Refusal.ResourceNotFound, "case rule", "ListCaseRules shows the ids", domain => domain.DeleteAsync("/case-rules/nope")),
        new(Refusal.ResourceNotFound, "tagged case", "Check each id of the ARN.", domain => domain.Client.SendAsync(
            HttpMethod.Get, $"/tags/{Uri.EscapeDataString(domain.ArnOf("/case/nope"))}", null)),
        new(Refusal.ResourceNotFound, "tagged resource of another Region", "The ARN belongs to account", domain => domain.Client.SendAsync(
            HttpMethod.Get, $"/tags/{Uri.EscapeDataString(domain.ArnOf("", "eu-west-1"))}", null)),
        new(Refusal.ResourceNotFound, "snapshot", "There are no snapshots with this account and Region.", domain =>
            domain.Client.PostAsync("/_emulator/snapshots/nope/restore", """{"account":"999999999999"}""")),
        new(Refusal.ControlScope, "domain of several worlds", "Send account and region to choose one of: 111122223333 us-east-1, 222222222222 us-east-1.", async domain =>
        {
            foreach (var account in (string[])["111122223333", "222222222222"])
            {
                (await domain.Client.PostAsync("/_emulator/reset", $$"""{"account":"{{account}}","seed":"demo"}""")).ShouldSucceed();
            }

            return await domain.Client.SendAsync(HttpMethod.Get, $"/_emulator/cases/{DemoIds.Domain}/{DemoIds.Case(1)}", null);
        }),
        new(Refusal.ResourceNotFound, "ids of a domain", "Add account and region to the query", domain =>
            domain.Client.SendAsync(HttpMethod.Get, "/_emulator/ids?domain=nope", null)),
        new(Refusal.ResourceNotFound, "request", "The id is in the response header x-amzn-RequestId.", domain =>
            domain.Client.SendAsync(HttpMethod.Get, "/_emulator/requests/nope", null)),
    ];

    private static IEnumerable<RefusalRow> Names =>
    [
        new(Refusal.NameInUse, "domain", "POST /_emulator/reset before the test", async domain => await domain.Client.PostAsync(
            "/domains", $$"""{"name":"{{(await domain.PostAsync("")).Id("name")}}"}""")),
        new(Refusal.NameInUse, "field", "'Status' is the name of the field 'status'; use its id. Use this field, or choose another name.", domain =>
            domain.PostAsync("/fields", """{"name":"Status","type":"Text"}""")),
        new(Refusal.DeletedResource, "field", "Create a new field with the name 'Name ", async domain =>
        {
            var fieldId = await domain.CreateFieldAsync("Text");
            await domain.DeleteFieldAsync(fieldId);
            return await domain.PutAsync($"/fields/{fieldId}", """{"description":"a"}""");
        }),
        new(Refusal.TagCount, "tags", "Remove tags with UntagResource first.", async domain =>
        {
            var path = $"/tags/{Uri.EscapeDataString(domain.ArnOf())}";
            (await domain.Client.PostAsync(path, Tags(0, 50))).ShouldSucceed();
            return await domain.Client.PostAsync(path, Tags(50, 1));
        }),
        new(Refusal.Quota, "domains", "--ConnectCases:Quotas:Domains=NUMBER", domain => domain.Client.PostAsync("/domains", """{"name":"b"}"""))
        {
            Settings = new Dictionary<string, string> { ["Quotas:Domains"] = "1" },
        },
        new(Refusal.Quota, "options", "--ConnectCases:Quotas:OptionsPerField=NUMBER", async domain =>
        {
            var fieldId = await domain.CreateFieldAsync("SingleSelect");
            return await domain.PutAsync($"/fields/{fieldId}/options", """{"options":[{"name":"a","value":"a","active":true}]}""");
        })
        {
            Settings = new Dictionary<string, string> { ["Quotas:OptionsPerField"] = "0" },
        },
        new(Refusal.DeletedResourceQuota, "layouts", "--ConnectCases:Quotas:DeletedLayoutsPerDomain=NUMBER", async domain =>
            await domain.DeleteAsync($"/layouts/{await domain.CreateLayoutAsync("summary")}"))
        {
            Settings = new Dictionary<string, string> { ["Quotas:DeletedLayoutsPerDomain"] = "0" },
        },
    ];

    private static IEnumerable<RefusalRow> Fields =>
    [
        new(Refusal.SystemField, "renamed", "Create a custom field with CreateField", domain => domain.PutAsync("/fields/status", """{"name":"State"}""")),
        new(Refusal.SystemField, "deleted", "Remove the field from layouts and templates", domain => domain.DeleteAsync("/fields/status")),
        new(Refusal.FieldInUse, "case rule", "Change or delete the case rule", async domain =>
        {
            var fieldId = await domain.CreateFieldAsync("Text");
            await domain.CreateCaseRuleAsync(Required(true, EqualTo(fieldId, "a")));
            return await domain.DeleteAsync($"/fields/{fieldId}");
        }),
        new(Refusal.FieldAttributes, "number", "Leave out attributes, or create the field with the type Text.", domain =>
            domain.PostAsync("/fields", """{"name":"a","type":"Number","attributes":{"text":{"isMultiline":true}}}""")),
        new(Refusal.OptionsOfField, "text", "Create a field of the type SingleSelect", async domain =>
            await domain.PostAsync($"/fields/{await domain.CreateFieldAsync("Text")}/options-list")),
        new(Refusal.RepeatedOption, "option", "Send one entry per value.", async domain => await domain.PutAsync(
            $"/fields/{await domain.CreateFieldAsync("SingleSelect")}/options",
            """{"options":[{"name":"a","value":"a","active":true},{"name":"b","value":"a","active":true}]}""")),
    ];

    private static IEnumerable<RefusalRow> Layouts =>
    [
        new(Refusal.LayoutField, "title", "every case page shows them above the layout", domain =>
            domain.PostAsync("/layouts", new JsonObject { ["name"] = "a", ["content"] = Content("title") }.ToJsonString())),
        new(Refusal.UnknownField, "layout", "Did you mean the field 'summary' (Summary)?", domain =>
            domain.PostAsync("/layouts", new JsonObject { ["name"] = "a", ["content"] = Content("sumary") }.ToJsonString())),
        new(Refusal.LayoutInUse, "template", "Choose another default layout for the template", async domain =>
        {
            var layout = await domain.CreateLayoutAsync("summary");
            (await domain.PostAsync("/templates", $$"""{"name":"a","layoutConfiguration":{"defaultLayout":"{{layout}}"} }""")).ShouldSucceed();
            return await domain.DeleteAsync($"/layouts/{layout}");
        }),
    ];

    private static IEnumerable<RefusalRow> Templates =>
    [
        new(Refusal.UnknownLayout, "layout", "ListLayouts shows the ids", domain =>
            domain.PostAsync("/templates", """{"name":"a","layoutConfiguration":{"defaultLayout":"nope"}}""")),
        new(Refusal.UnknownCaseRule, "case rule", "ListCaseRules shows the ids", domain =>
            domain.PostAsync("/templates", """{"name":"a","rules":[{"caseRuleId":"nope"}]}""")),
        new(Refusal.CaseRuleBinding, "binding", "Set fieldId to the field that the rule controls.", async domain =>
            await domain.PostAsync("/templates", $$"""{"name":"a","rules":[{"caseRuleId":"{{await domain.CreateCaseRuleAsync()}}"}]}""")),
        new(Refusal.NothingToUpdate, "template", "Set at least one member of the body.", async domain =>
            await domain.PutAsync($"/templates/{await domain.CreateTemplateAsync()}", "{}")),
        new(Refusal.RepeatedField, "required fields", "Send each field once", domain => domain.PostAsync(
            "/templates", """{"name":"a","requiredFields":[{"fieldId":"title"},{"fieldId":"title"}]}""")),
        new(Refusal.DeletedField, "required field", "Remove these fields from the request", async domain =>
        {
            var fieldId = await domain.CreateFieldAsync("Text");
            await domain.DeleteFieldAsync(fieldId);
            return await domain.PostAsync("/templates", $$"""{"name":"a","requiredFields":[{"fieldId":"{{fieldId}}"}]}""");
        }),
        new(Refusal.TemplateActive, "deletion", "Set the status to Inactive", async domain =>
            await domain.DeleteAsync($"/templates/{await domain.CreateTemplateAsync()}"))
        {
            Settings = new Dictionary<string, string> { ["TemplateDeletion"] = "InactiveOnly" },
        },
    ];

    private static IEnumerable<RefusalRow> CaseRules =>
    [
        new(Refusal.CaseRuleConditions, "number", "Split the rule into several rules", domain => CreateRuleAsync(
            domain, Required(true, [.. Enumerable.Range(0, 6).Select(_ => EqualTo("status", "open"))]))),
        new(Refusal.CaseRuleConditions, "depth", "Put comparisons directly into the inner andAll or orAll.", domain => CreateRuleAsync(
            domain, Required(true, AndAll(OrAll(AndAll(EqualTo("status", "open"))))))),
        new(Refusal.CaseRuleConditions, "results", "Set the same result in each condition", domain => CreateRuleAsync(
            domain, Required(true, AndAll(EqualTo("status", "open"), EqualTo("status", "closed", result: false))))),
        new(Refusal.CaseRuleOperand, "option", "'Closed' is the name of the option 'closed'", domain => CreateRuleAsync(
            domain, Required(true, EqualTo("status", "Closed")))),
        new(Refusal.CaseRuleOptions, "unknown option", "The values are: open, closed.", domain => CreateRuleAsync(
            domain, FieldOptions("status", null, ("nope", [])))),
        new(Refusal.CaseRuleOptions, "orphan", "Set parentFieldId or use an empty parent value.", domain => CreateRuleAsync(
            domain, FieldOptions(null, "status", ("a", [])))),
        new(Refusal.CaseRuleOptions, "same field", "Set childFieldId to the field whose options depend on the parent field.", domain => CreateRuleAsync(
            domain, FieldOptions("status", "status", ("open", ["open"])))),
        new(Refusal.CaseRuleOptions, "twice", "Put all child values of this parent value into one mapping.", async domain => await CreateRuleAsync(
            domain, FieldOptions("status", await domain.CreateSelectAsync("a"), ("open", ["a"]), ("open", [])))),
        new(Refusal.CaseRuleInUse, "deletion", "Remove the rule from the template", async domain =>
        {
            var rule = await domain.CreateCaseRuleAsync();
            await domain.BindAsync((rule, "title"));
            return await domain.DeleteAsync($"/case-rules/{rule}");
        }),
    ];

    private static Task<ApiResponse> CreateRuleAsync(TestDomain domain, string rule) =>
        domain.PostAsync("/case-rules", $$"""{"name":"a","rule":{{rule}}}""");

    private static string Tags(int start, int count) => new JsonObject
    {
        ["tags"] = new JsonObject(Enumerable.Range(start, count).Select(number => KeyValuePair.Create($"t{number}", (JsonNode?)JsonValue.Create("a")))),
    }.ToJsonString();
}
