using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Refusals;

/// <summary>Refused requests about cases, searches, merges and related items.</summary>
internal static class CaseRows
{
    public static IEnumerable<RefusalRow> All => [.. Values, .. Cases, .. Batches, .. Searches, .. Merges, .. Items];

    private static IEnumerable<RefusalRow> Values =>
    [
        new(Refusal.UnknownField, "name of a field", "'Title' is the name of the field 'title'; use its id.", domain =>
            UpdateAsync(domain, Value("Title", "a"))),
        new(Refusal.UnknownField, "other field", "ListFields shows the ids of the fields", domain => UpdateAsync(domain, Value("completely-different", "a"))),
        new(Refusal.UnknownOption, "label", "'Closed' is the name of the option 'closed'; send the value 'closed'.", domain =>
            UpdateAsync(domain, Value("status", "Closed"))),
        new(Refusal.UnknownOption, "no options", "Add options with BatchPutFieldOptions.", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("SingleSelect"), "first"))),
        new(Refusal.InactiveOption, "option", "Activate the option with BatchPutFieldOptions, or send the value of an active option: b.", async domain =>
        {
            var fieldId = await domain.CreateSelectAsync("a", "b");
            await domain.PutOptionAsync(fieldId, "a", active: false);
            return await UpdateAsync(domain, Value(fieldId, "a"));
        }),
        new(Refusal.ValueType, "number as text", "send \"doubleValue\": 12 without quotes.", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("Number"), "12"))),
        new(Refusal.ValueType, "boolean as text", "send \"booleanValue\": true without quotes.", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("Boolean"), "true"))),
        new(Refusal.ValueType, "text as number", "Put the value into stringValue", domain => UpdateAsync(domain, Value("title", """{"doubleValue":1}"""))),
        new(Refusal.ValueType, "empty custom value", "Omit the field instead.", async domain => await ToCaseAsync(domain, async @case =>
            await @case.AddCustomAsync(Value(await domain.CreateFieldAsync("Text"), """{"emptyValue":{}}""")))),
        new(Refusal.ValueLength, "text", "make the field multi-line", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":false}}"""), new string('a', 501)))),
        new(Refusal.ValueLength, "user", "Send the ARN of a user", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("User"), $$"""{"userArnValue":"arn:{{new string('a', 500)}}"}"""))),
        new(Refusal.ValueFormat, "URL", "Begin the URL with its scheme, such as https://example.com.", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("Url"), "example.com"))),
        new(Refusal.ValueFormat, "time without a zone", "Add a zone to '2026-11-02T09:30:00'", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("DateTime"), "2026-11-02T09:30:00"))),
        new(Refusal.ValueFormat, "other time", "with T between them and a zone at the end", async domain =>
            await UpdateAsync(domain, Value(await domain.CreateFieldAsync("DateTime"), "yesterday"))),
        new(Refusal.ValueFormat, "reference", "Remove spaces and other characters from 'a b'", domain => UpdateAsync(domain, Value("reference_id", "a b"))),
        new(Refusal.ArnForm, "user", "'bob' is not an ARN.", domain => UpdateAsync(domain, Value("assigned_user", "bob"))),
        new(Refusal.ReadOnlyField, "time", "The service sets them at the right time.", domain =>
            UpdateAsync(domain, Value("created_datetime", "2026-11-02T09:30:00Z"))),
        new(Refusal.ReferenceCleared, "reference", "Set a new value or omit the field.", domain =>
            UpdateAsync(domain, Value("reference_id", """{"emptyValue":{}}"""))),
        new(Refusal.RepeatedField, "field", "Send each field once", domain => UpdateAsync(domain, Value("title", "a"), Value("title", "b"))),
        new(Refusal.DeletedField, "field", "Remove these fields from the request", async domain =>
        {
            var fieldId = await domain.CreateFieldAsync("Text");
            await domain.DeleteFieldAsync(fieldId);
            return await UpdateAsync(domain, Value(fieldId, "a"));
        }),
    ];

    private static IEnumerable<RefusalRow> Cases =>
    [
        new(Refusal.ResourceNotFound, "case", "SearchCases finds the ids of the cases", domain => domain.PostAsync("/cases/nope", """{"fields":[{"id":"title"}]}""")),
        new(Refusal.ResourceNotFound, "case by reference", "is the reference_id of the case '", domain => ToCaseAsync(domain, async @case =>
            await domain.PostAsync($"/cases/{await @case.ReferenceIdAsync()}", """{"fields":[{"id":"title"}]}"""))),
        new(Refusal.ResourceNotFound, "case of another domain", "It exists in domain '", async domain =>
        {
            var other = await (await TestDomain.CreateAsync(domain.Client)).CreateCaseAsync();
            return await domain.PostAsync(other.Path, """{"fields":[{"id":"title"}]}""");
        }),
        new(Refusal.ResourceNotFound, "deleted case", "It was deleted at 2026-11-02T09:30:00.125Z by request ", domain => ToCaseAsync(domain, async @case =>
        {
            (await domain.DeleteAsync(@case.Path)).ShouldSucceed();
            return await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"}]}""");
        })),
        new(Refusal.ResourceNotFound, "connected case", "SearchCases finds the ids of the cases", domain => ToCaseAsync(domain, @case => @case.ConnectAsync("nope"))),
        new(Refusal.TemplateNotUsable, "inactive", "UpdateTemplate with the status Active", async domain =>
        {
            var template = await domain.CreateTemplateAsync();
            (await domain.PutAsync($"/templates/{template}", """{"status":"Inactive"}""")).ShouldSucceed();
            return await domain.TryCreateCaseAsync(template);
        }),
        new(Refusal.RequiredField, "missing", "GetTemplate of template '", async domain =>
            await domain.TryCreateCaseAsync(await domain.CreateTemplateAsync("summary"))),
        new(Refusal.RequiredField, "cleared", "leave these fields out of the update to keep their values", async domain =>
        {
            var @case = await domain.CreateCaseAsync(await domain.CreateTemplateAsync("summary"), Value("summary", "a"));
            return await @case.UpdateAsync(Value("summary", """{"emptyValue":{}}"""));
        }),
        new(Refusal.OptionNotAllowed, "case rule", "Send one of the allowed values", async domain =>
        {
            var (parent, child) = (await domain.CreateSelectAsync("a"), await domain.CreateSelectAsync("b", "c"));
            var rule = await domain.CreateCaseRuleAsync(FieldOptions(parent, child, ("a", ["b"])));
            return await domain.TryCreateCaseAsync(await domain.BindAsync((rule, null)), Value(parent, "a"), Value(child, "c"));
        }),
        new(Refusal.ReferenceInUse, "reference", "Use another reference_id, or leave it out", async domain =>
        {
            var template = await domain.CreateTemplateAsync();
            await domain.CreateCaseAsync(template, Value("reference_id", "a-1"));
            return await domain.TryCreateCaseAsync(template, Value("reference_id", "A-1"));
        }),
        new(Refusal.ClientTokenReused, "case", "used the token first. Different: field 'title'.", async domain =>
        {
            var template = await domain.CreateTemplateAsync();
            (await CreateAsync(domain, template, "a")).ShouldSucceed();
            return await CreateAsync(domain, template, "b");
        }),
    ];

    private static IEnumerable<RefusalRow> Batches =>
    [
        new(Refusal.ClientTokenReused, "batch", "Different: title.", domain => ToCaseAsync(domain, async @case =>
        {
            (await domain.BatchUpdateAsync("""{"title":"a","clientToken":"t"}"""[1..^1], ById(@case.Id))).ShouldSucceed();
            return await domain.BatchUpdateAsync("""{"title":"b","clientToken":"t"}"""[1..^1], ById(@case.Id));
        })),
        new(Refusal.NothingToUpdate, "batch", "Set fields, title, status or customerId.", domain => ToCaseAsync(domain, @case =>
            domain.BatchUpdateAsync("\"fields\":[]", ById(@case.Id)))),
        new(Refusal.BatchSize, "cases", "Send at least one case", domain => domain.BatchUpdateAsync("\"title\":\"a\"")),
        new(Refusal.BatchSize, "fields", "Split the fields into several requests.", domain => ToCaseAsync(domain, @case => domain.BatchUpdateAsync(
            """{"fields":[{"fieldIdentifier":{"id":"summary"},"value":{"stringValue":"a"}},{"fieldIdentifier":{"id":"assigned_queue"},"value":{"stringValue":"a"}}]}"""[1..^1],
            ById(@case.Id))))
        {
            Settings = new Dictionary<string, string> { ["BatchFields"] = "1" },
        },
        new(Refusal.RepeatedField, "member", "Use the members title, status and customerId instead.", domain => ToCaseAsync(domain, @case => domain.BatchUpdateAsync(
            """{"fields":[{"fieldIdentifier":{"id":"title"},"value":{"stringValue":"a"}}]}"""[1..^1], ById(@case.Id)))),
        new(Refusal.RepeatedCase, "case", "Send each case once.", domain => ToCaseAsync(domain, @case =>
            domain.BatchUpdateAsync("\"title\":\"a\"", ById(@case.Id), ById(@case.Id)))),
        new(Refusal.ResourceNotFound, "reference of a batch", "Send the id of the case as caseId", domain =>
            domain.BatchUpdateAsync("\"title\":\"a\"", ByReference("nope"))),
        new(Refusal.UnknownField, "name in a batch", "Did you mean 'Summary'?", domain => BatchFieldAsync(domain, """{"name":"Sumary"}""")),
        new(Refusal.FieldNameNotUsable, "two fields", "The fields with the name 'Summary' have the ids ", domain =>
            BatchFieldAsync(domain, """{"name":"Summary"}"""))
        {
            // A database of an earlier version can have two such fields.
            PrepareAsync = async (app, domain) =>
            {
                var fieldId = await domain.CreateFieldAsync("Text");
                using var db = app.OpenDatabase();
                await db.Fields.Where(row => row.FieldId == fieldId)
                    .ExecuteUpdateAsync(changed => changed.SetProperty(row => row.Name, "Summary"));
            },
        },
        new(Refusal.FieldNameNotUsable, "separator", "Send the id as fieldIdentifier.id.", domain => BatchFieldAsync(domain, """{"name":"a,b"}""")),
    ];

    private static IEnumerable<RefusalRow> Searches =>
    [
        new(Refusal.FilterOperand, "empty text", "To find cases without a value, use equalTo with an emptyValue.", domain =>
            domain.SearchCasesAsync($$"""{"filter":{"field":{"contains":{{Value("title", "")}} } } }""")),
        new(Refusal.FilterOperand, "tag", "Set key to the key of the tag", domain => domain.SearchCasesAsync("""{"filter":{"tag":{"equalTo":{"value":"a"}}}}""")),
        new(Refusal.FilterOperator, "boolean", "Use one of the operators of this type: equalTo.", async domain => await domain.SearchCasesAsync(
            $$"""{"filter":{"field":{"greaterThan":{{Value(await domain.CreateFieldAsync("Boolean"), """{"booleanValue":true}""")}} } } }""")),
        new(Refusal.FilterLimit, "conditions", "Remove conditions, or split the filter", domain => domain.SearchCasesAsync(
            $$"""{"filter":{{Repeat("orAll", 10, Repeat("andAll", 10, Repeat("orAll", 2, Open)))}} }""")),
        new(Refusal.FilterLimit, "depth", "Put conditions that must all hold into one andAll", domain => domain.SearchCasesAsync(
            $$"""{"filter":{{string.Concat(Enumerable.Repeat("""{"not":""", 60))}}{{Open}}{{new string('}', 60)}}}""")),
        new(Refusal.RepeatedSort, "related items", "The first entry is the first sort key.", domain => domain.PostAsync(
            "/related-items-search", """{"sorts":[{"sortProperty":"CaseId","sortOrder":"Asc"},{"sortProperty":"CaseId","sortOrder":"Desc"}]}""")),
    ];

    private static IEnumerable<RefusalRow> Merges =>
    [
        new(Refusal.MergeCases, "same case", "The path names the case that stays.", domain => ToCaseAsync(domain, @case => @case.StartMergeAsync(@case.Id, []))),
        new(Refusal.MergeState, "closed", "Open the case first", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            (await secondary.UpdateAsync(Value("status", "closed"))).ShouldSucceed();
            return await primary.StartMergeAsync(secondary, []);
        }),
        new(Refusal.MergeState, "merged", "Use the case into which it was merged.", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            await primary.MergeAsync(secondary);
            return await primary.StartMergeAsync(secondary, []);
        }),
        new(Refusal.MergeCustomers, "customers", "Compare the field 'customer_id' of both cases", async domain =>
        {
            var template = await domain.CreateTemplateAsync();
            var primary = await domain.CreateCaseAsync(template, Value("customer_id", MergeSteps.Profile + "a"));
            return await primary.StartMergeAsync(await domain.CreateCaseAsync(template, Value("customer_id", MergeSteps.Profile + "b")), []);
        }),
        new(Refusal.MergeFields, "source", "Set sourceCaseId to '", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            return await primary.StartMergeAsync(secondary.Id, [], (primary.Id, ["title"]));
        }),
        new(Refusal.MergeFields, "repeated source", "Put all fields of this case into one entry.", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            return await primary.StartMergeAsync(secondary.Id, [], (secondary.Id, ["title"]), (secondary.Id, ["summary"]));
        }),
        new(Refusal.MergeFields, "field of the service", "Remove these fields from fieldsConfiguration.", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            return await primary.StartMergeAsync(secondary, ["created_datetime"]);
        }),
        new(Refusal.MergeFields, "no value", "List only fields whose value the primary case must take over", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            return await primary.StartMergeAsync(secondary, ["summary"]);
        }),
        new(Refusal.MergeFields, "many values", "--ConnectCases:MergedFieldValues=NUMBER", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync(Value("summary", "a"));
            return await primary.StartMergeAsync(secondary, ["summary"]);
        })
        {
            Settings = new Dictionary<string, string> { ["MergedFieldValues"] = "1" },
        },
        new(Refusal.CaseMerging, "second merge", "Start the new merge when the running merge is COMPLETED.", async domain =>
        {
            var (primary, secondary) = await domain.CreatePairAsync();
            await secondary.HoldInMergeAsync();
            return await primary.StartMergeAsync(secondary, []);
        })
        {
            Settings = Own,
        },
        new(Refusal.CaseMerging, "change", "See GetMergeCasesStatus.", domain => ToCaseAsync(domain, async @case =>
        {
            await @case.HoldInMergeAsync();
            return await @case.UpdateAsync(Value("title", "a"));
        }))
        {
            Settings = Own,
        },
        new(Refusal.CaseMerging, "deletion", "See GetMergeCasesStatus of the secondary case.", async domain =>
        {
            (await domain.Client.PostAsync("/_emulator/merges/hold")).ShouldSucceed();
            var (primary, secondary) = await domain.CreatePairAsync();
            (await primary.StartMergeAsync(secondary, [])).ShouldSucceed();
            return await domain.DeleteAsync(primary.Path);
        })
        {
            Settings = Own,
        },
        new(Refusal.ResourceNotFound, "merge", "StartMergeCases of the primary case starts a merge.", domain => ToCaseAsync(domain, @case => @case.MergeStatusAsync())),
    ];

    private static IEnumerable<RefusalRow> Items =>
    [
        new(Refusal.ResourceNotFound, "related item", "SearchRelatedItems shows the ids", domain => ToCaseAsync(domain, @case => @case.DeleteItemAsync("nope"))),
        new(Refusal.ResourceNotFound, "related item of another case", "It belongs to the case '", domain => ToCaseAsync(domain, async @case =>
        {
            var item = (await (await domain.CreateCaseAsync()).AddCommentAsync("a")).ShouldSucceed().Id("relatedItemId");
            return await @case.DeleteItemAsync(item);
        })),
        new(Refusal.ContentType, "other type", "Set content.file, or change type.", domain => ToCaseAsync(domain, @case =>
            @case.AddAsync("File", """{"comment":{"body":"a","contentType":"Text/Plain"}}"""))),
        new(Refusal.ContentType, "update", "Set content.comment.", domain => ToCaseAsync(domain, async @case =>
        {
            var item = (await @case.AddCommentAsync("a")).ShouldSucceed().Id("relatedItemId");
            return await @case.UpdateItemAsync(item, $$"""{"custom":{"fields":[{{Value("title", "a")}}]} }""");
        })),
        new(Refusal.ContentType, "batch", "Use CreateRelatedItem for items of other types.", domain => ToCaseAsync(domain, @case => domain.BatchAddAsync(
            """{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/f"}}""", "\"type\":\"File\"", ById(@case.Id)))),
        new(Refusal.ItemNotUpdatable, "SLA", "Delete the item with DeleteRelatedItem", domain => ToCaseAsync(domain, async @case =>
            await @case.UpdateItemAsync(await @case.AddSlaAsync("a", 5), """{"comment":{"body":"a","contentType":"Text/Plain"}}"""))),
        new(Refusal.FileItem, "file", "Delete files with DeleteAttachedFile of Amazon Connect.", domain => ToCaseAsync(domain, async @case =>
        {
            var file = (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).ShouldSucceed().Id("relatedItemId");
            return await @case.DeleteItemAsync(file);
        })),
        new(Refusal.SelfConnection, "connection", "names the other case of the same domain", domain => ToCaseAsync(domain, @case => @case.ConnectAsync(@case.Id))),
        new(Refusal.SystemField, "custom item", "Create a field with CreateField, and use its id", domain => ToCaseAsync(domain, @case =>
            @case.AddCustomAsync(Value("summary", "a")))),
        new(Refusal.SlaConfiguration, "field", "Set fieldId to 'status' and targetFieldValues", domain => ToCaseAsync(domain, @case => @case.AddAsync(
            "Sla", TestCase.Sla("a", 5).Replace("\"status\"", "\"title\"", StringComparison.Ordinal)))),
    ];

    private const string Open = """{"field":{"equalTo":{"id":"status","value":{"stringValue":"open"}}}}""";

    private static string Repeat(string group, int count, string filter) =>
        $$"""{"{{group}}":[{{string.Join(',', Enumerable.Repeat(filter, count))}}]}""";

    // Other rows must not see held merges.
    private static Dictionary<string, string> Own => new() { ["MergeDuration"] = "00:00:00" };

    private static Task<ApiResponse> CreateAsync(TestDomain domain, string template, string title) => domain.PostAsync(
        "/cases", $$"""{"templateId":"{{template}}","clientToken":"t","fields":[{{Value("title", title)}}]}""");

    private static Task<ApiResponse> BatchFieldAsync(TestDomain domain, string identifier) => ToCaseAsync(domain, @case => domain.BatchUpdateAsync(
        $$$"""{"fields":[{"fieldIdentifier":{{{identifier}}},"value":{"stringValue":"a"}}]}"""[1..^1], ById(@case.Id)));

    private static Task<ApiResponse> UpdateAsync(TestDomain domain, params string[] values) =>
        ToCaseAsync(domain, @case => @case.UpdateAsync(values));

    private static async Task<ApiResponse> ToCaseAsync(TestDomain domain, Func<TestCase, Task<ApiResponse>> send) =>
        await send(await domain.CreateCaseAsync());
}
