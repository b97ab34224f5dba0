using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectCases.Demo;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using ConnectCases.Tests.Storage;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>The ids of deleted resources, one of each type.</summary>
internal sealed record DeletedIds(
    string Domain, string Field, string Layout, string Template, string CaseRule, string Case, string RelatedItem);

/// <summary>
/// Writes everything that the demo lacks to a second account: all types of values and items, deleted resources, tags, batches,
/// a completed merge and a running merge.
/// </summary>
internal sealed class VersionContent(CasesApp app)
{
    private const int EventsKept = 100;
    private const string Account = "210987654321";
    private const string User = "arn:aws:connect:us-east-1:210987654321:instance/i/agent/Ä";
    private const string ContactArn = "arn:aws:connect:us-east-1:210987654321:instance/i/contact/1";

    private static readonly string[] Texts =
    [
        "Straße ÄRGER", "istanbul İ", "Σίσυφος", "日本語", "😀 emoji", "e\u0301te\u0301", "tab\tand\nline", "null\0here", "100% o'clock \"x\" \\ _",
    ];

    private static readonly double[] Numbers = [0.1, -0.0, 1e300, 5e-324, 9007199254740993, 1.0 / 3, -1, 123456789012345680];

    private readonly Dictionary<string, string> fields = [];
    private TestDomain domain = null!;
    private string layout = null!;
    private string template = null!;
    private DeletedIds deleted = null!;

    /// <summary>The accounts and Regions that have resources. The first account has the demo.</summary>
    public static IReadOnlyList<(string Account, string Region)> Callers =>
        [("123456789012", "us-east-1"), (Account, "us-east-1"), (Account, "cn-north-1")];

    /// <summary>Creates an app with the demo. Merges take one day. The app keeps few events, so that the files are small.</summary>
    public static CasesApp CreateApp(SqliteTestDatabase database) => CasesApp.On(database)
        .With("Seed", "demo")
        .With("MergeDuration", "1.00:00:00")
        .With("EventsKept", $"{EventsKept}")
        .With(CountedIds.Create());

    /// <summary>Writes the content and sets the clock to <see cref="KeptVersion.RecordedTime"/>.</summary>
    public async Task<DeletedIds> WriteAsync()
    {
        await DeleteDemoCasesAsync();
        await AddDomainsAsync();
        await AddFieldsAsync();
        await AddConfigurationAsync();
        await AddValuesAsync();
        await AddItemsAsync();
        await AddMergeAsync();
        await DeleteAsync();

        // The SLAs are breached and the merge completes.
        app.Clock.SetUtcNow(KeptVersion.RecordedTime - TimeSpan.FromHours(1));
        (await domain.ReleaseMergesAsync()).ShouldSucceed();
        await AddReopenedCaseAsync();
        await AddBatchesAsync();
        await TagAsync();
        await StartMergeAsync();
        app.Clock.SetUtcNow(KeptVersion.RecordedTime);
        await UntilOldEventsAreRemovedAsync();
        return deleted;
    }

    // The server removes old events in the background, every minute.
    private async Task UntilOldEventsAreRemovedAsync()
    {
        while ((await domain.Client.AllListedAsync(HttpMethod.Get, "/_emulator/events", "events")).Count > EventsKept)
        {
            await Task.Delay(50);
        }
    }

    // Leaves free pages, as in a database that is used, and keeps the files small. The other cases have all types of items.
    private async Task DeleteDemoCasesAsync()
    {
        var demo = new TestDomain(app.ClientOf(Callers[0].Account), DemoIds.Domain);
        for (var number = 1; number <= 18; number++)
        {
            (await demo.DeleteAsync($"/cases/{DemoIds.Case(number)}")).ShouldSucceed();
        }
    }

    private async Task AddDomainsAsync()
    {
        var elsewhere = await CreateAsync(app.ClientOf(Account, "cn-north-1"));
        await elsewhere.EnableEventsAsync("""{"enabled":false}""");
        await elsewhere.CreateCaseAsync();

        var client = app.ClientOf(Account);
        var gone = await CreateAsync(client);
        (await client.DeleteAsync(gone.Path)).ShouldSucceed();
        deleted = new(gone.Id, "", "", "", "", "", "");
        domain = new(client, (await client.PostAsync("/domains", """{"name":"Ärger 😀 \u0000"}""")).ShouldSucceed().Id("domainId"));
        await CreateAsync(client);
    }

    private async Task AddFieldsAsync()
    {
        foreach (var type in RandomValues.Types)
        {
            fields[type] = await domain.CreateFieldAsync(type);
        }

        fields["Lines"] = await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":true}}""");
        fields["Line"] = await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":false}}""");
        fields["Deleted"] = await domain.CreateFieldAsync("Text");
        fields["Child"] = await domain.CreateSelectAsync("small", "large");
        foreach (var option in (string[])["red", "blue", "Blue", "old"])
        {
            await domain.PutOptionAsync(fields["SingleSelect"], option);
        }

        (await domain.PutAsync($"/fields/{fields["Line"]}", """{"name":"Zeile 😀","description":"e\u0301 and \u0000"}""")).ShouldSucceed();
    }

    private async Task AddConfigurationAsync()
    {
        await domain.EnableEventsAsync($$$"""
            {"enabled":true,"includedData":{"caseData":{"fields":[{"id":"title"},{"id":"status"},{"id":"{{{fields["Text"]}}}"},{"id":"{{{fields["Deleted"]}}}"}]},
            "relatedItemData":{"includeContent":true} } }
            """);
        layout = await AddLayoutAsync();
        template = (await domain.PostAsync("/templates", $$$"""
            {"name":"Everything","description":"ä 😀","layoutConfiguration":{"defaultLayout":"{{{layout}}}"},
            "requiredFields":[{"fieldId":"{{{fields["Text"]}}}"},{"fieldId":"{{{fields["Deleted"]}}}"}],"status":"Active","rules":{{{await AddRulesAsync()}}},
            "tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"team":"orders"}}]}
            """)).ShouldSucceed().Id("templateId");
        (await domain.PostAsync("/templates", """{"name":"Not yet used","status":"Inactive"}""")).ShouldSucceed();
    }

    private async Task<string> AddLayoutAsync()
    {
        var content = Content(fields["Text"], fields["Deleted"], "summary");
        var more = Content(fields["Url"])["basic"]!["topPanel"]!.DeepClone();
        more["sections"]![0]!["fieldGroup"]!["name"] = "Mehr 😀";
        content["basic"]!["moreInfo"] = more;
        var body = new JsonObject { ["name"] = "Alles 😀", ["content"] = content };
        return (await domain.PostAsync("/layouts", body.ToJsonString())).ShouldSucceed().Id("layoutId");
    }

    /// <summary>Adds a rule of each type with all types of conditions and operands.</summary>
    private async Task<string> AddRulesAsync()
    {
        var both = AndAll(
            OrAll(EqualTo(fields["Text"], "needs it"), EqualTo(fields["Number"], """{"doubleValue":1.5}""")),
            EqualTo(fields["Boolean"], """{"booleanValue":true}"""));
        var required = await domain.CreateCaseRuleAsync(Required(false, both, EqualTo(fields["Url"], NoValue, result: false)));
        var hidden = await domain.CreateCaseRuleAsync(Hidden(true, NotEqualTo(fields["SingleSelect"], "red")));
        var options = await domain.CreateCaseRuleAsync(
            FieldOptions(fields["SingleSelect"], fields["Child"], ("red", ["small", "large"]), ("blue", ["small"])));
        (await domain.PutAsync($"/case-rules/{required}", """{"name":"Regel 😀","description":"Of two lines"}""")).ShouldSucceed();
        return ConfigurationSteps.Rules((required, fields["Lines"]), (hidden, fields["Deleted"]), (options, null));
    }

    private async Task AddValuesAsync()
    {
        for (var number = 0; number < Texts.Length; number++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(7));
            await AddCaseAsync(
                Texts[number],
                Value(fields["Number"], Json("doubleValue", Numbers[number % Numbers.Length])),
                Value(fields["Boolean"], Json("booleanValue", number % 2 == 0)),
                Value(fields["DateTime"], $"2026-10-{10 + number}T12:30:00.25+02:00"),
                Value(fields["Url"], $"https://example.com/{Uri.EscapeDataString(Texts[number])}"),
                Value(fields["User"], Json("userArnValue", $"{User}{number % 3}")),
                Value(fields["SingleSelect"], number % 2 == 0 ? "red" : "blue"),
                Value(fields["Child"], "small"),
                Value(fields["Deleted"], Texts[number]));
        }

        await domain.PutOptionAsync(fields["SingleSelect"], "old", active: false);
        var @case = await AddCaseAsync("Long values", Value("summary", Long("summary ", 3000)), Value(fields["Lines"], Long("ä😀\n", 4100)));
        (await @case.UpdateAsync(Value("customer_id", $"{MergeSteps.Profile}{1:x32}"), Value(fields["Line"], Long("line ", 500)))).ShouldSucceed();
        (await @case.UpdateAsync(Value(fields["Line"], NoValue), Value("summary", NoValue), Value("reference_id", "Ref-1"))).ShouldSucceed();
    }

    /// <summary>Creates a case with a client token, tags and a user.</summary>
    private async Task<TestCase> AddCaseAsync(string text, params string[] more)
    {
        string[] values = [Value("title", text), Value(fields["Text"], text), .. more];
        var response = await domain.PostAsync("/cases", $$$"""
            {"templateId":"{{{template}}}","fields":[{{{string.Join(',', values)}}}],"clientToken":{{{JsonSerializer.Serialize($"{text} 1")}}},
            "performedBy":{"userArn":"{{{User}}}"},"tags":{"stage":"new","Stage":"","a b":"c"} }
            """);
        return new(domain, response.ShouldSucceed().Id("caseId"));
    }

    private async Task AddItemsAsync()
    {
        var (@case, another) = (await AddCaseAsync("With items"), await AddCaseAsync("With other items"));
        await AddCommentsAsync(@case);
        await AddSlasAsync(@case);
        (await @case.AddContactAsync(ContactArn)).ShouldSucceed();
        (await another.AddContactAsync(ContactArn)).ShouldSucceed();
        (await another.AddContactAsync($"{ContactArn}/😀")).ShouldSucceed();
        (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/\u00e4")).ShouldSucceed();
        (await @case.ConnectAsync(another.Id)).ShouldSucceed();
        var custom = (await @case.AddCustomAsync(
            Value(fields["Text"], "null\\u0000 😀"),
            Value(fields["Number"], Json("doubleValue", 1.5)),
            Value(fields["Boolean"], Json("booleanValue", false)),
            Value(fields["DateTime"], "2026-11-02T09:30:00Z"),
            Value(fields["Deleted"], "Before"))).ShouldSucceed().Id("relatedItemId");
        (await another.AddCustomAsync(Value(fields["SingleSelect"], "red"), Value(fields["User"], Json("userArnValue", User)))).ShouldSucceed();
        (await @case.UpdateItemAsync(custom, $$$"""{"custom":{"fields":[{{{Value(fields["Text"], "after")}}},{{{Value(fields["Url"], "mailto:a@example.com")}}}]} }""")).ShouldSucceed();
        (await @case.TagItemAsync(custom, """{"shelf":"3"}""")).ShouldSucceed();
    }

    private async Task AddCommentsAsync(TestCase @case)
    {
        foreach (var text in Texts)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await @case.AddCommentAsync(text)).ShouldSucceed();
        }

        var changed = (await @case.AddAsync("Comment", Comment("First"), Json("customEntity", "bot"))).ShouldSucceed().Id("relatedItemId");
        (await @case.UpdateItemAsync(changed, Comment(Long("Then ", 3000)), Json("userArn", User))).ShouldSucceed();
        var gone = (await @case.AddCommentAsync("Deleted")).ShouldSucceed().Id("relatedItemId");
        (await @case.DeleteItemAsync(gone)).ShouldSucceed();
        deleted = deleted with { RelatedItem = gone };
    }

    /// <summary>Adds an SLA of each status. The status "closed" of another case comes in time, or too late.</summary>
    private async Task AddSlasAsync(TestCase @case)
    {
        await @case.AddSlaAsync("Overdue", 30);
        await @case.AddSlaAsync("Active", 129_600);
        var (inTime, tooLate) = (await AddCaseAsync("Closed in time"), await AddCaseAsync("Closed too late"));
        await inTime.AddSlaAsync("Met", 60);
        await tooLate.AddSlaAsync("NotMet", 60);
        app.Clock.Advance(TimeSpan.FromMinutes(45));
        (await inTime.UpdateAsync(Value("status", "closed"))).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromMinutes(45));
        (await tooLate.UpdateAsync(Value("status", "closed"))).ShouldSucceed();
    }

    private async Task AddMergeAsync()
    {
        var (primary, secondary) = (await AddCaseAsync("Primary"), await AddCaseAsync("Secondary", Value("summary", "From the secondary")));
        (await primary.AddContactAsync(ContactArn)).ShouldSucceed();
        var contact = (await secondary.AddContactAsync(ContactArn)).ShouldSucceed().Id("relatedItemId");
        (await secondary.TagItemAsync(contact, """{"of":"secondary"}""")).ShouldSucceed();
        (await secondary.AddCommentAsync("Moves")).ShouldSucceed();
        (await primary.StartMergeAsync(secondary, ["summary"], MergeSteps.AllTypes)).ShouldSucceed();
    }

    private async Task StartMergeAsync()
    {
        var (primary, secondary) = (await AddCaseAsync("Running primary"), await AddCaseAsync("Running secondary"));
        (await secondary.AddCommentAsync("Will move")).ShouldSucceed();
        (await primary.StartMergeAsync(secondary, ["title"], "comment")).ShouldSucceed();
    }

    private async Task DeleteAsync()
    {
        deleted = deleted with
        {
            Field = fields["Deleted"],
            Layout = await domain.CreateLayoutAsync(fields["Text"]),
            Template = await domain.CreateTemplateAsync(fields["Text"]),
            CaseRule = await domain.CreateCaseRuleAsync(),
        };
        var left = await domain.CreateCaseAsync(deleted.Template, Value(fields["Text"], "Of a deleted template"));
        deleted = deleted with { Case = (await domain.CreateCaseAsync(deleted.Template, Value(fields["Text"], "Deleted"))).Id };
        (await left.ConnectAsync(deleted.Case)).ShouldSucceed();
        string[] paths =
        [
            $"/cases/{deleted.Case}", $"/templates/{deleted.Template}", $"/case-rules/{deleted.CaseRule}", $"/layouts/{deleted.Layout}", $"/fields/{deleted.Field}",
        ];
        foreach (var path in paths)
        {
            (await domain.DeleteAsync(path)).ShouldSucceed();
        }
    }

    private async Task AddReopenedCaseAsync()
    {
        var @case = await domain.CreateCaseAsync(template, Value(fields["Text"], "Reopened"));
        foreach (var status in (string[])["closed", "open"])
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            (await @case.UpdateAsync(Value("status", status))).ShouldSucceed();
        }
    }

    private async Task AddBatchesAsync()
    {
        var cases = new[] { await AddCaseAsync("Batch one"), await AddCaseAsync("Batch two") };
        string[] named = [ById(cases[0].Id), ByReference(await cases[1].ReferenceIdAsync()), ById(deleted.Case)];
        (await domain.BatchUpdateAsync("""
            "title":"Updated in a batch 😀","status":"closed","clientToken":"batch 1","performedBy":{"customEntity":"night-batch"}
            """, named)).ShouldSucceed();
        (await domain.BatchAddAsync(Comment("To many cases"), "\"clientToken\":\"batch 2\"", named)).ShouldSucceed();
    }

    private async Task TagAsync()
    {
        var resources = new[] { "", $"/field/{fields["Text"]}", "/field/title", $"/field/{deleted.Field}", $"/layout/{layout}", $"/template/{template}" };
        var rules = await domain.ListAsync("/rules-list/", "caseRules", "caseRuleId");
        foreach (var resource in (string[])[.. resources, $"/case-rule/{rules[0]}", $"/layout/{deleted.Layout}"])
        {
            var path = $"/tags/{Uri.EscapeDataString(domain.ArnOf(resource))}";
            (await domain.Client.PostAsync(path, """{"tags":{"owner":"a b","removed":"x","x:y z":null} }""")).ShouldSucceed();
            (await domain.Client.DeleteAsync($"{path}?tagKeys=removed")).ShouldSucceed();
        }
    }

    private static string Comment(string body) => new JsonObject
    {
        ["comment"] = new JsonObject { ["body"] = body, ["contentType"] = "Text/Plain" },
    }.ToJsonString();

    private static string Json(string member, JsonNode value) => new JsonObject { [member] = value }.ToJsonString();

    private static string Long(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];
}
