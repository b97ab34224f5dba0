using System.Net;
using System.Text;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Seeds.SeedSteps;

namespace ConnectCases.Tests.Seeds;

/// <summary>A seed that is rejected names the line and the path, and changes nothing.</summary>
public sealed class SeedErrorTests(CasesApp app) : IClassFixture<CasesApp>
{
    private readonly CasesClient client = app.NewAccount();

    public static TheoryData<string, string, string> Changes => new()
    {
        // Keys and types.
        { "type: Text", "typ: Text", "Line 4, column 36: domains[0].fields[0].typ: The key 'typ' does not exist. Did you mean type? The keys are: name, id, type," },
        { "type: Text", "type: Txt", "Line 4, column 37: domains[0].fields[0].type: Expected one of Text, Number, Boolean, DateTime, SingleSelect, Url, User. Found 'Txt'." },
        { ", type: Text", "", "domains[0].fields[0]: The key 'type' is missing. Expected one of Text," },
        { "name: Order number, ", "", "domains[0].fields[0]: The key 'name' is missing. Expected a text." },
        { "type: Text", "type: Text, multiline: maybe", "domains[0].fields[0].multiline: Expected true or false. Found 'maybe'." },
        { "type: Text", "type: Text, multiline: 'true'", "Found the text 'true'." },
        { "type: Text", "type: Text, options: [a]", "domains[0].fields[0].options: The field has the type Text. Only fields of the type SingleSelect have options." },
        { "type: Text", "type: Text, id: 12", "domains[0].fields[0].id: Expected a UUID in lower case" },
        { "[late, lost,", "[late, late,", "domains[0].fields[1].options[1]: The option 'late' occurs twice. The first is in line 5." },
        { "active: false", "active: 0", "domains[0].fields[1].options[2].active: Expected true or false. Found '0'." },
        { "name: Reason,", "name: Order number,", "Line 5, column 17: domains[0].fields[1].name: The name 'Order number' occurs twice. The first is in line 4." },
        { "required: {", "requird: {", "domains[0].caseRules[0].requird: The key 'requird' does not exist. Did you mean required?" },
        { "required: { field: Order number, when: { Reason: lost } }", "description: x", "domains[0].caseRules[0]: Expected exactly one of the keys required, hidden, options, rule. Found none." },
        { "when: { Reason: lost }", "when: {}", "domains[0].caseRules[0].required.when: Expected fields and their values. Found a map." },
        { "top: [status, title]", "top: status", "domains[0].layouts[0].top: Expected a list. Found 'status'." },
        { "top: [status, title]", "top: [{ grup: a }]", "domains[0].layouts[0].top[0].grup: The key 'grup' does not exist. Did you mean group?" },
        { "enabled: true, ", "", "domains[0].events: The key 'enabled' is missing. Expected true or false." },
        { "handle: lost-parcel", "handle: lost/parcel", "domains[0].cases[0].handle: Expected a handle of 1 to 100 letters" },
        { "createdAt: -3d", "createdAt: yesterday", "Line 17, column 20: domains[0].cases[0].createdAt: Expected a time such as 2026-12-24T09:00:00Z, or relative to now such as -3d, -2h30m or -PT4H. Found 'yesterday'." },
        { "createdAt: -3d", "createdAt: -300000d300000d", "Expected a time such as" },
        { "createdAt: -3d", "createdAt: -300000d", "Expected a time in the years 1970 to 8999. Found '-300000d'." },
        { "template: Complaint\n", "templates: Complaint\n", "domains[0].cases[0].templates: The key 'templates' does not exist. Did you mean template?" },
        { "due: PT4H", "due: PT4S", "domains[0].cases[0].relatedItems[2].due: Expected a duration of whole minutes, such as PT4H or 90m. Found 'PT4S'." },
        { "channel: VOICE", "due: PT4H", "domains[0].cases[0].relatedItems[1].due: The key 'due' is only for related items with the key 'sla'." },
        { "channel: VOICE", "comment: x", "domains[0].cases[0].relatedItems[1]: Expected exactly one of the keys comment, contact, file, sla, case, custom. Found comment, contact." },
        { "domains:", "domain:", "The key 'domain' does not exist. Did you mean domains? The keys are: domains, dryRun." },

        // References.
        { "top: [status, title]", "top: [stauts]", "Line 10, column 30: domains[0].layouts[0].top[0]: The field 'stauts' does not exist." },
        { "top: [status, title]", "top: [Status]", "domains[0].layouts[0].top[0]: 'Status' is the name of the system field 'status'. Use the id of a system field." },
        { "layout: Agent", "layout: Agnt", "domains[0].templates[0].layout: The layout 'Agnt' does not exist." },
        { "rules: [Lost needs an order number]", "rules: [Other]", "domains[0].templates[0].rules[0]: The case rule 'Other' does not exist." },
        { "template: Complaint", "template: Complain", "domains[0].cases[0].template: The template 'Complain' does not exist." },
        { "comment: The customer called.", "case: other", "domains[0].cases[0].relatedItems[0].case: The case 'other' does not exist." },
        { "{ Reason: lost }", "{ Cause: lost }", "domains[0].caseRules[0].required.when.Cause: The field 'Cause' does not exist." },

        // What the API rejects.
        { "{ Reason: lost }", "{ Reason: stolen }", "Line 8, column 19: domains[0].caseRules[0].required: rule has an invalid operand. Field" },
        { "Reason: lost,", "Reason: stolen,", "Line 18, column 47: domains[0].cases[0].fields.Reason: Field '5aba9e5f-0c80-5765-9090-fe6905d268e2' (Reason) has no option with the value 'stolen'." },
        { "Reason: lost,", "Reason: other,", "is inactive" },
        { ", Order number: \"4711\"", "", "Line 15, column 17: domains[0].cases[0].handle: " },
        { "title: Lost parcel", "Title: Lost parcel", "'Title' is the name of the system field 'title'" },
        { "title: Lost parcel", "title: Lost parcel, created_datetime: 2026-11-02T00:00:00Z", "read-only" },
        { "target: closed", "target: done", "domains[0].cases[0].relatedItems[2]: " },
        { "field: status, target", "field: Reason, target", "An SLA can watch only this field" },
        { "contact/c", "c", "domains[0].cases[0].relatedItems[1]: 1 validation error detected: Value at 'content.contact.contactArn'" },
        { "name: support", "name: 'support '", "domains[0].name: 1 validation error detected: Value at 'name'" },
        { "required: [title]", "required: [title, title]", "domains[0].templates[0].name: requiredFields contains the field 'title' twice." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_rejected_seed_says_where_and_changes_nothing(string part, string replacement, string message)
    {
        Assert.Contains(part, Example, StringComparison.Ordinal);
        var index = Example.IndexOf(part, StringComparison.Ordinal);
        var seed = string.Concat(Example.AsSpan(0, index), replacement, Example.AsSpan(index + part.Length));
        var response = await client.TrySeedAsync(seed);
        response.ShouldBeInvalid(message);
        Assert.StartsWith("Line ", response.Id("message"), StringComparison.Ordinal);
        Assert.Empty((await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray());
    }

    [Theory]
    [InlineData("fields: [{ name: N, type: Number }]", "fields: { N: abc }", "fields.N: Expected a number. Found 'abc'.")]
    [InlineData("fields: [{ name: N, type: Number }]", "fields: { N: '5' }", "fields.N: Expected a number. Found the text '5'.")]
    [InlineData("fields: [{ name: N, type: Number }]", "fields: { N: .inf }", "fields.N: Expected a number. Found '.inf'.")]
    [InlineData("fields: [{ name: N, type: Number }]", "fields: { N: [1] }", "fields.N: Expected a value. Found a list.")]
    [InlineData("fields: [{ name: N, type: Boolean }]", "fields: { N: yes }", "fields.N: Expected true or false. Found 'yes'.")]
    [InlineData("fields: [{ name: N, type: DateTime }]", "fields: { N: 2026-01-01 }", "must be an ISO 8601 date-time with a zone")]
    [InlineData("fields: [{ name: N, type: User }]", "fields: { N: bob }", "must be a user ARN")]
    [InlineData("fields: [{ name: N, type: Text }]", "fields: { N: a, N: b }", "The key 'N' occurs twice")]
    [InlineData("fields: [{ name: N, type: Text, id: 11111111-2222-4333-8444-555555555555 }]", "fields: { N: a, 11111111-2222-4333-8444-555555555555: b }", "occurs twice")]
    [InlineData("fields: []", "fields: {}, updates: [{ at: -1d, fields: { title: x } }]", "updates[0].at: Expected a time that is not before the creation of the case. Found '-1d'.")]
    public async Task Values_are_read_by_the_type_of_their_field(string fields, string values, string message) => (await client.TrySeedAsync($$"""
        domains:
          - name: support
            {{fields}}
            templates: [{ name: T }]
            cases: [{ handle: c, template: T, {{values}} }]
        """)).ShouldBeInvalid(message);

    [Fact]
    public async Task A_seed_cannot_do_what_the_API_cannot_do()
    {
        await client.SeedAsync(Example);
        (await client.TrySeedAsync(Example.Replace("type: Text", "type: Url", StringComparison.Ordinal)))
            .ShouldBeInvalid("Line 4, column 17: domains[0].fields[0].name: The field has the type Text. The type of a field cannot change to Url.");
        (await client.TrySeedAsync(Example.Replace("name: support", "name: other\n    id: 3a780db2-247e-5319-a843-dd9071bf09a5", StringComparison.Ordinal)))
            .ShouldBeInvalid("The name of a domain cannot change");
        (await client.TrySeedAsync(Example
                .Replace("name: Complaint,", "name: Other,", StringComparison.Ordinal)
                .Replace("template: Complaint", "template: Other", StringComparison.Ordinal)))
            .ShouldBeInvalid("domains[0].cases[0].template: The case has the template '545f05d2-2768-5a76-9797-273d0d9f02ca'. The template of a case cannot change");
        (await client.TrySeedAsync(Example.Replace("type: SingleSelect", "id: 11111111-2222-4333-8444-555555555555, type: SingleSelect", StringComparison.Ordinal)))
            .ShouldBeInvalid("already has a field 'Reason' with the id '5aba9e5f-0c80-5765-9090-fe6905d268e2'");
        (await client.TrySeedAsync("domains: [{ name: support, fields: [{ id: status, options: [open] }] }]"))
            .ShouldBeInvalid("domains[0].fields[0].options[0]: The option 'open' of the status field cannot be changed.");
        (await client.TrySeedAsync("domains: [{ name: support, fields: [{ id: status, name: Status }] }]"))
            .ShouldBeInvalid("domains[0].fields[0].name: The key 'name' does not exist.");

        // A resource that something else uses cannot be removed.
        var domain = await client.DomainAsync();
        (await domain.Domain.PostAsync("/templates", $$"""{"name":"Mine","layoutConfiguration":{"defaultLayout":"{{domain.Ids["layouts"]["Agent"]}}"} }""")).ShouldSucceed();
        (await client.TrySeedAsync("domains: [{ name: support }]")).ShouldBeInvalid("Line 1, column 19: domains[0].name: ", "is the default layout of the template");
        Assert.Empty(await client.SeedAsync(Example));
    }

    [Fact]
    public async Task Quotas_of_the_server_apply()
    {
        await using var small = new CasesApp().With("Quotas:LayoutsPerDomain", "0");
        (await small.NewAccount().TrySeedAsync(Example)).ShouldBeInvalid("Line 10, column 17: domains[0].layouts[0].name: ", "The quota is 0");
    }

    [Theory]
    [InlineData("", "Line 1, column 1: The seed is empty.")]
    [InlineData("# nothing", "The seed is empty.")]
    [InlineData("just text", "Expected a map with the keys domains, dryRun. Found 'just text'.")]
    [InlineData("[]", "Found a list")]
    [InlineData("{}", "The key 'domains' is missing. Expected a list.")]
    [InlineData("domains: null", "The key 'domains' is missing")]
    [InlineData("domains: [\n\t- a]", "The text is not valid YAML.")]
    [InlineData("domains:\n\t- name: a", "Line 2, column 1: The text is not valid YAML.")]
    [InlineData("domains: [{ name: a }", "The text is not valid YAML.")]
    [InlineData("domains:\n  - {name: a\n  - b", "Line 2, column 3: The text is not valid YAML after this place.")]
    [InlineData("domains: \"unfinished", "The text is not valid YAML.")]
    [InlineData("domains: []\n---\ndomains: []", "Line 2, column 1: The seed has a second document.")]
    [InlineData("domains: []\ndomains: []", "Line 2, column 1: The key 'domains' occurs twice. The first is in line 1.")]
    [InlineData("domains: [{ name: a, tags: { <<: { b: c } } }]", "domains[0].tags: Merge keys (<<) are not supported.")]
    [InlineData("domains: [{ name: !custom a }]", "domains[0].name: The tag '!custom' is not supported.")]
    [InlineData("domains: [{ name: !!binary aGVsbG8= }]", "is not supported")]
    [InlineData("domains: [{ name: a, ? [x] : b }]", "domains[0]: Expected a text as key.")]
    [InlineData("domains: &a [*a]", "The alias '*a' has no complete anchor before it.")]
    [InlineData("domains: *none", "The alias '*none' has no complete anchor before it.")]
    [InlineData("domains: [{ name: \"\\uD800\" }]", "is not valid")]
    [InlineData("domains: [{ name: a }, { name: a }]", "domains[1].name: The name 'a' occurs twice.")]
    [InlineData("domains: [{ name: a, cases: [{ handle: x, template: t, relatedItems: [{ comment: a, id: 10000000-0000-4000-8000-000000000001 }, { comment: b, id: 10000000-0000-4000-8000-000000000001 }] }] }]", "relatedItems[1].id: The id '10000000-0000-4000-8000-000000000001' occurs twice.")]
    [InlineData("dryRun: yes\ndomains: []", "dryRun: Expected true or false. Found 'yes'.")]
    public async Task A_text_that_is_no_seed_is_rejected(string text, string message) => (await client.TrySeedAsync(text)).ShouldBeInvalid(message);

    [Fact]
    public async Task Hostile_texts_cost_little()
    {
        var laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(0, 9).Select(level =>
            $"{(char)('b' + level)}: &{(char)('b' + level)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + level)}", 10))}]\n"));
        (await client.TrySeedAsync(laughs)).ShouldBeInvalid("The maximum is 200000");
        (await client.TrySeedAsync($"domains: {new string('[', 100_000)}")).ShouldBeInvalid("nested too deeply. The maximum is 64 levels.");
        (await client.TrySeedAsync($"domains: {string.Concat(Enumerable.Repeat("{a: ", 100_000))}")).ShouldBeInvalid("nested too deeply");
        (await client.TrySeedAsync(string.Concat(Enumerable.Repeat("- ", 100_000)))).ShouldBeInvalid("nested too deeply");
        (await client.TrySeedAsync(string.Concat(Enumerable.Repeat("? ", 100_000)))).ShouldBeInvalid();
        (await client.TrySeedAsync($"domains: [{string.Concat(Enumerable.Repeat("1,", 300_000))}]")).ShouldBeInvalid("The maximum is 200000");

        var huge = new string('x', 3_000_000);
        foreach (var text in (string[])[$"domains: {huge}", $"{huge}: 1", $"domains: [{{ name: {huge} }}]", $"domains: [{{ {huge}: 1 }}]", $"domains: *{huge}", $"domains: !{huge} a", $"domains: '{huge}"])
        {
            Assert.InRange((await client.TrySeedAsync(text)).ShouldBeInvalid().Id("message").Length, 1, 2_000);
        }
    }

    [Fact]
    public async Task A_seed_has_a_maximum_size_and_is_UTF8()
    {
        var large = await client.TrySeedAsync($"domains: [] # {new string('x', 4 * 1024 * 1024)}");
        large.ShouldFail(HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/_emulator/seed", UriKind.Relative))
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("domains: "), 0xFF]),
        };
        (await client.SendAsync(request)).ShouldBeInvalid("is not text in UTF-8");
    }

    [Theory]
    [InlineData("acount=1", "'acount'")]
    [InlineData("account=12", "12 digits")]
    [InlineData("region=us-east-1", "account is absent")]
    public async Task A_wrong_scope_is_rejected(string query, string mention)
    {
        (await client.PutAsync($"/_emulator/seed?{query}", "domains: []")).ShouldBeInvalid(mention);
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/ids?domain=a&{query}", null)).ShouldBeInvalid(mention);
    }

    [Fact]
    public async Task The_list_of_ids_needs_a_domain()
    {
        (await client.SendAsync(HttpMethod.Get, "/_emulator/ids", null)).ShouldBeInvalid("'domain'");
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/ids?domain=nope&{World(client)}", null))
            .ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException", "has no domain with the name 'nope'");
        (await client.PutAsync("/_emulator/seed?dryRun=maybe", "domains: []")).ShouldFail(HttpStatusCode.BadRequest, "SerializationException", "'maybe'");
    }
}
