using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Seeds.SeedSteps;

namespace ConnectCases.Tests.Seeds;

public sealed class SeedTests(CasesApp app) : IClassFixture<CasesApp>
{
    private static readonly string[] Everything =
    [
        "create support",
        "create support/field/Order number",
        "create support/field/Reason",
        "create support/caseRule/Lost needs an order number",
        "create support/layout/Agent",
        "create support/template/Complaint",
        "create support/events",
        "create support/case/lost-parcel",
        "create support/case/lost-parcel/relatedItem/1",
        "create support/case/lost-parcel/relatedItem/2",
        "create support/case/lost-parcel/relatedItem/3",
    ];

    private readonly CasesClient client = app.NewAccount();

    [Fact]
    public async Task The_ids_are_the_same_on_every_server()
    {
        await using var elsewhere = new CasesApp();
        foreach (var world in (CasesClient[])[client, elsewhere.NewAccount("eu-west-1")])
        {
            var response = (await world.TrySeedAsync(Example)).ShouldSucceed();
            Assert.Equal(Everything, Lines(response));
            Assert.False((bool)response["dryRun"]);
            Assert.Equal(
                [
                    "3a780db2-247e-5319-a843-dd9071bf09a5",
                    "23dc89ef-cab0-5238-ab7a-45f619c4de9f",
                    "5aba9e5f-0c80-5765-9090-fe6905d268e2",
                    "935572f4-a626-5ec9-90c9-47ef6646de3c",
                    "618eabe3-9b05-5be1-9a2b-40af056861dd",
                    "545f05d2-2768-5a76-9797-273d0d9f02ca",
                    "3a780db2-247e-5319-a843-dd9071bf09a5",
                    "d50cd5e0-4ea2-5d6b-9eb9-28bb07d6f057",
                    "faf6b6d8-fb21-5f2e-b976-2fd770145efb",
                    "94cb3a7f-b2e0-571e-8a92-48e9db22081a",
                    "d6302551-335c-5da6-9081-2bb3147c7c54",
                ],
                response["changes"].AsArray().Select(change => (string)change!["id"]!));
        }
    }

    [Fact]
    public async Task The_events_and_references_of_two_servers_are_the_same()
    {
        await using var elsewhere = new CasesApp();
        var contents = new List<string>();
        foreach (var world in (CasesClient[])[client, elsewhere.NewAccount()])
        {
            await world.SeedAsync(Example);
            var domain = await world.DomainAsync();
            var events = await domain.Domain.EventsAsync($"&{World(world)}");
            var audit = await domain.Case().AuditEventsAsync();
            contents.Add(string.Join('\n', [
                .. events.Where(IsOfSeed).Select(one => (string)one["id"]!),
                .. audit.Where(IsOfSeed).Select(one => (string)one["eventId"]!),
                await domain.Case().TextAsync("reference_number"),
                await domain.Case().ReferenceIdAsync()]));
        }

        Assert.Equal(contents[0], contents[1]);
        Assert.Equal(10, contents[0].Split('\n').Distinct().Count());
    }

    // The server itself records the breach of the SLA.
    private static bool IsOfSeed(JsonNode one) => !one.ToJsonString().Contains("Overdue", StringComparison.Ordinal);

    [Fact]
    public async Task The_resources_are_as_the_seed_defines()
    {
        await client.SeedAsync(Example);
        var domain = await client.DomainAsync();
        var (number, reason) = (domain.Field("Order number"), domain.Field("Reason"));

        var template = (await client.SendAsync(HttpMethod.Post, $"{domain.Domain.Path}/templates/{domain.Template("Complaint")}", null)).ShouldSucceed();
        Assert.Equal("""[{"fieldId":"title"}]""", template["requiredFields"].ToJsonString());
        Assert.Equal(
            $$$"""[{"caseRuleId":"{{{domain.Ids["caseRules"]["Lost needs an order number"]}}}","fieldId":"{{{number}}}"}]""",
            template["rules"].ToJsonString());
        Assert.Equal((string)domain.Ids["layouts"]["Agent"]!, (string)template["layoutConfiguration"]["defaultLayout"]!);
        Assert.Equal(
            $$$$$$"""{"basic":{"topPanel":{"sections":[{"fieldGroup":{"fields":[{"id":"status"},{"id":"title"}]}}]},"moreInfo":{"sections":[{"fieldGroup":{"fields":[{"id":"{{{{{{reason}}}}}}"},{"id":"{{{{{{number}}}}}}"}]}}]}}}""",
            (await domain.Domain.PostAsync($"/layouts/{domain.Ids["layouts"]["Agent"]}")).ShouldSucceed()["content"].ToJsonString());
        Assert.Equal(
            """[{"name":"late","value":"late","active":true},{"name":"lost","value":"lost","active":true},{"name":"Something else","value":"other","active":false}]""",
            (await domain.Domain.PostAsync($"/fields/{reason}/options-list")).ShouldSucceed()["options"].ToJsonString());
        Assert.Equal(
            $$$$"""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"status"},{"id":"{{{{reason}}}}"}]},"relatedItemData":{"includeContent":true}}}""",
            (await domain.Domain.PostAsync("/case-event-configuration")).ShouldSucceed()["eventBridge"].ToJsonString());

        var values = await domain.Case().GetAsync("title", number, "created_datetime", "status", "next_sla_breach_datetime");
        Assert.Equal("4711", (string?)values[number]["stringValue"]);
        Assert.Equal("2026-10-30T09:30:00.125Z", (string?)values["created_datetime"]["stringValue"]);
        Assert.Equal("open", (string?)values["status"]["stringValue"]);

        // The rule is enforced.
        var without = await domain.Domain.TryCreateCaseAsync(
            domain.Template("Complaint"), TestDomain.Value(reason, "lost"), TestDomain.Value("customer_id", "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"));
        without.ShouldBeInvalid(number);
    }

    [Fact]
    public async Task The_history_of_a_case_has_its_times_and_users()
    {
        await client.SeedAsync(Example);
        var @case = (await client.DomainAsync()).Case();
        var items = (await @case.SearchAsync()).ShouldSucceed()["relatedItems"].AsArray();

        // Newest first. Items without a time have the time of the case.
        Assert.Equal(["Comment", "Sla", "Contact"], items.Select(item => (string)item!["type"]!));
        Assert.Equal("2026-10-31T09:30:00.125Z", (string?)items[0]!["associationTime"]);
        Assert.Equal(Agent, (string?)items[0]!["performedBy"]!["userArn"]);
        Assert.Equal("2026-10-30T09:30:00.125Z", (string?)items[2]!["associationTime"]);
        Assert.Equal("VOICE", (string?)items[2]!["content"]!["contact"]!["channel"]);

        // The SLA was due three days ago, less four hours. The seed responds after the breach.
        var sla = items[1]!["content"]!["sla"]!["slaConfiguration"]!;
        Assert.Equal("2026-10-30T13:30:00.125Z", (string?)sla["targetTime"]);
        Assert.Equal("Overdue", (string?)sla["status"]);
        Assert.Null(await @case.TextAsync("next_sla_breach_datetime"));
    }

    [Fact]
    public async Task Applying_a_seed_twice_changes_nothing()
    {
        await client.SeedAsync(Example);
        var before = await app.Database.StateAsync();
        var response = (await client.TrySeedAsync(Example)).ShouldSucceed();
        Assert.Equal("""{"changes":[],"dryRun":false}""", response.Text);
        Assert.NotEmpty(before);
        Assert.Equal(5, (await (await client.DomainAsync()).Domain.EventsAsync($"&{World(client)}")).Count);
    }

    [Fact]
    public async Task A_changed_seed_makes_exactly_its_changes()
    {
        await client.SeedAsync(Example);
        var changed = Example
            .Replace("name: Order number, type: Text", "name: Order number, type: Text, description: As printed, multiline: true", StringComparison.Ordinal)
            .Replace("[late, lost,", "[late, lost, broken,", StringComparison.Ordinal)
            .Replace("active: false", "active: true", StringComparison.Ordinal)
            .Replace("when: { Reason: lost }", "when: { Reason: [lost, late] }", StringComparison.Ordinal)
            .Replace("top: [status, title]", "top: [title]", StringComparison.Ordinal)
            .Replace("required: [title]", "required: [title, Reason], caseTags: { team: parcels }", StringComparison.Ordinal)
            .Replace("enabled: true, fields: [status, Reason]", "enabled: true, fields: [status]", StringComparison.Ordinal)
            .Replace("title: Lost parcel", "title: Found parcel", StringComparison.Ordinal)
            .Replace("The customer called.", "The customer wrote.", StringComparison.Ordinal)
            .Replace("due: PT4H", "due: 5h", StringComparison.Ordinal);
        string[] expected =
        [
            "update support/field/Order number: description, multiline",
            "update support/field/Reason: options",
            "addOptions support/field/Reason: broken",
            "update support/caseRule/Lost needs an order number: required",
            "update support/layout/Agent: top",
            "update support/template/Complaint: required, caseTags",
            "update support/events: fields",
            "update support/case/lost-parcel: title",
            "update support/case/lost-parcel/relatedItem/1: comment",
            "delete support/case/lost-parcel/relatedItem/3",
            "create support/case/lost-parcel/relatedItem/3",
        ];

        var plan = (await client.TrySeedAsync(changed, "&dryRun=true")).ShouldSucceed();
        Assert.Equal(expected, Lines(plan));
        Assert.True((bool)plan["dryRun"]);
        Assert.Empty(await client.SeedAsync(Example));
        Assert.Equal(expected, Lines((await client.TrySeedAsync($"dryRun: true\n{changed}")).ShouldSucceed()));

        Assert.Equal(expected, await client.SeedAsync(changed));
        Assert.Empty(await client.SeedAsync(changed));
        Assert.Equal("Found parcel", await (await client.DomainAsync()).Case().TextAsync("title"));
    }

    [Fact]
    public async Task What_an_earlier_version_created_is_removed()
    {
        await client.SeedAsync(Example);
        var domain = await client.DomainAsync();
        var (field, other) = (domain.Field("Order number"), await domain.Domain.CreateFieldAsync("Text"));
        var otherCase = await domain.Domain.CreateCaseAsync(domain.Template("Complaint"), TestDomain.Value("customer_id", "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"));

        var rest = "domains:\n  - { name: support, fields: [{ name: Reason, type: SingleSelect }], templates: [{ name: Complaint }] }";
        Assert.Equal(
            [
                "update support/template/Complaint: layout, required, rules",
                "delete support/case/lost-parcel",
                "delete support/layout/Agent",
                "delete support/caseRule/Lost needs an order number",
                "delete support/field/Order number",
            ],
            await client.SeedAsync(rest));

        (await domain.Case().PostAsync("", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Case");
        var read = (await domain.Domain.PostAsync("/fields-batch", $$"""{"fields":[{"id":"{{field}}"},{"id":"{{other}}"}]}""")).ShouldSucceed();
        Assert.Equal([true, false], read["fields"].AsArray().Select(one => (bool)one!["deleted"]!));
        Assert.Equal("Lost parcel", await otherCase.TextAsync("title"));
        Assert.Empty(await client.SeedAsync(rest));

        // A domain is never removed.
        Assert.Empty(await client.SeedAsync("domains: []"));
        Assert.Equal(domain.Domain.Id, (await client.DomainAsync()).Domain.Id);
    }

    [Fact]
    public async Task A_removed_resource_comes_back_with_a_new_id_and_a_removed_case_with_its_id()
    {
        await client.SeedAsync(Example);
        var before = await client.DomainAsync();
        await client.SeedAsync("domains: [{ name: support }]");
        var changes = await client.SeedAsync(Example);
        var after = await client.DomainAsync();

        Assert.Equal(
            Everything[1..].Select(change => change == "create support/events" ? "update support/events: fields" : change), changes);
        Assert.NotEqual(before.Field("Order number"), after.Field("Order number"));
        Assert.Equal(before.Case().Id, after.Case().Id);
        Assert.Empty(await client.SeedAsync(Example));

        // The second removal of the case needs no room of the first.
        Assert.Contains("delete support/case/lost-parcel", await client.SeedAsync("domains: [{ name: support }]"));
    }

    [Fact]
    public async Task What_tests_changed_is_restored()
    {
        await client.SeedAsync(Example);
        var @case = (await client.DomainAsync()).Case();
        (await @case.UpdateAsync(TestDomain.Value("status", "closed"), TestDomain.Value("title", "Changed"))).ShouldSucceed();
        (await @case.DeleteItemAsync("faf6b6d8-fb21-5f2e-b976-2fd770145efb")).ShouldSucceed();
        Assert.Equal(
            ["update support/case/lost-parcel: title", "create support/case/lost-parcel/relatedItem/1"], await client.SeedAsync(Example));

        (await client.DeleteAsync(@case.Domain.Path + @case.Path)).ShouldSucceed();
        Assert.Equal(Everything[7..], await client.SeedAsync(Example));
        (await client.DeleteAsync(@case.Domain.Path)).ShouldSucceed();
        Assert.Equal(Everything, await client.SeedAsync(Example));
    }

    [Fact]
    public async Task An_existing_resource_is_adopted_by_its_id()
    {
        var domain = await TestDomain.CreateAsync(client);
        var name = (string)(await client.PostAsync(domain.Path)).ShouldSucceed()["name"]!;
        var field = await domain.CreateFieldAsync("Text");
        var fieldName = (string)(await domain.PostAsync("/fields-batch", $$"""{"fields":[{"id":"{{field}}"}]}""")).ShouldSucceed()["fields"][0]!["name"]!;

        (await client.TrySeedAsync($"domains: [{{ name: {name} }}]")).ShouldBeInvalid(domain.Id, "State the id", "line 1, column 19: domains[0].name".Replace("line", "Line", StringComparison.Ordinal));
        (await client.TrySeedAsync($"domains: [{{ name: {name}, id: {domain.Id}, fields: [{{ name: {fieldName}, type: Text }}] }}]")).ShouldBeInvalid(field, "State the id");

        var adopted = $"domains: [{{ name: {name}, id: {domain.Id}, fields: [{{ name: {fieldName}, id: {field}, type: Text, description: Mine }}] }}]";
        Assert.Equal([$"update {name}/field/{fieldName}: description"], await client.SeedAsync(adopted));
        Assert.Empty(await client.SeedAsync(adopted));

        // The seed did not create the field, so the seed does not remove the field.
        Assert.Empty(await client.SeedAsync($"domains: [{{ name: {name}, id: {domain.Id} }}]"));
    }

    [Fact]
    public async Task A_resource_with_an_id_can_be_renamed()
    {
        const string Id = "11111111-2222-4333-8444-555555555555";
        Assert.Equal(["create support", "create support/field/A"], await client.SeedAsync($"domains: [{{ name: support, fields: [{{ name: A, id: {Id}, type: Url }}] }}]"));
        Assert.Equal(["update support/field/B: name"], await client.SeedAsync($"domains: [{{ name: support, fields: [{{ name: B, id: {Id}, type: Url }}] }}]"));
        Assert.Equal(Id, (await client.DomainAsync()).Field("B"));

        // The seed still owns the field, and the id of the removed field cannot be used again.
        Assert.Equal(["delete support/field/B"], await client.SeedAsync("domains: [{ name: support }]"));
        (await client.TrySeedAsync($"domains: [{{ name: support, fields: [{{ name: B, id: {Id}, type: Url }}] }}]"))
            .ShouldBeInvalid("Line 1, column 52: domains[0].fields[0].id: ", "is deleted", "cannot be used again");
    }

    [Fact]
    public async Task JSON_is_a_seed_too()
    {
        Assert.Equal(
            ["create support", "create support/field/Weight"],
            await client.SeedAsync("""{"domains":[{"name":"support","fields":[{"name":"Weight","type":"Number"}]}]}"""));
    }

    [Fact]
    public async Task Every_kind_of_entry_works()
    {
        var seed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/ConnectCases.Tests/Seeds/everything.yaml"));
        Assert.Equal(32, (await client.SeedAsync(seed)).Length);
        Assert.Empty(await client.SeedAsync(seed));

        var shop = await client.DomainAsync("shop");
        var first = shop.Case("first");
        var values = await first.GetAsync(
            shop.Field("Weight"), shop.Field("Fragile"), shop.Field("Promised"), shop.Field("Supervisor"), shop.Field("Page"), "status", "title", shop.Field("Code"));
        Assert.Equal(1.5, (double?)values[shop.Field("Weight")]["doubleValue"]);
        Assert.True((bool?)values[shop.Field("Fragile")]["booleanValue"]);
        Assert.Equal("2026-12-24T09:00:00.000Z", (string?)values[shop.Field("Promised")]["stringValue"]);
        Assert.Equal(Agent, (string?)values[shop.Field("Supervisor")]["userArnValue"]);
        Assert.Equal("pending", (string?)values["status"]["stringValue"]);
        Assert.Equal("007", (string?)values[shop.Field("Code")]["stringValue"]);

        var items = (await first.SearchAsync()).ShouldSucceed()["relatedItems"].AsArray();
        Assert.Equal(
            ["Comment", "ConnectCase", "Contact", "Custom", "File", "Sla"],
            items.Select(item => (string)item!["type"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(items, item => (string?)item!["content"]!["connectCase"]?["caseId"] == shop.Case("second").Id);
        Assert.Contains(items, item => (string?)item!["content"]!["contact"]?["channel"] == "EMAIL");
        Assert.Contains(items, item => (string?)item!["tags"]!["kind"] == "note");

        var status = (await shop.Domain.PostAsync($"{shop.Case("double").Path}/merge-status")).ShouldSucceed();
        Assert.Equal("COMPLETED", (string?)status["status"]);
        Assert.Equal("closed", await shop.Case("double").TextAsync("status"));
        Assert.Equal("From the double", await first.TextAsync("summary"));

        var updates = (await first.AuditEventsAsync()).Where(one => (string?)one["type"] == "Case.Updated").ToList();
        Assert.Contains(updates, one => (string?)one["performedBy"]!["user"]?["customEntity"] == "night-batch"
            && (string?)one["performedTime"] == "2026-11-01T09:30:00.125Z");
    }

    [Fact]
    public async Task Several_domains_and_worlds_are_independent()
    {
        var (one, other) = (app.NewAccount(), app.ClientOf(client.AccessKeyId, "eu-west-1"));
        await client.SeedAsync(Example);
        await other.SeedAsync(Example);
        await one.SeedAsync("domains: [{ name: a, fields: [{ name: X, type: Text }] }, { name: b, fields: [{ name: X, type: Text }] }]");
        Assert.Empty(await client.SeedAsync(Example));
        Assert.Equal(["delete b/field/X"], await one.SeedAsync("domains: [{ name: b }]"));
        Assert.NotNull((await one.DomainAsync("a")).Field("X"));
        (await one.SendAsync(HttpMethod.Get, $"/_emulator/ids?domain=support&{World(one)}", null)).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task The_times_follow_the_clock_of_the_world()
    {
        (await client.PutAsync("/_emulator/clock", $$"""{"account":"{{client.AccessKeyId}}","frozenTime":"2030-01-04T00:00:00Z"}""")).ShouldSucceed();
        await client.SeedAsync(Example);
        Assert.Equal("2030-01-01T00:00:00.000Z", await (await client.DomainAsync()).Case().TextAsync("created_datetime"));
    }

    [Fact]
    public async Task The_default_world_is_the_world_of_the_options()
    {
        await using var own = new CasesApp().With("Account", "444455556666").With("Region", "eu-central-1");
        var world = own.ClientOf("444455556666", "eu-central-1");
        (await world.PutAsync("/_emulator/seed", Example)).ShouldSucceed();
        var ids = (await world.SendAsync(HttpMethod.Get, "/_emulator/ids?domain=support", null)).ShouldSucceed();
        Assert.StartsWith("arn:aws:cases:eu-central-1:444455556666:domain/", (string?)ids["domain"]["arn"], StringComparison.Ordinal);
        Assert.Empty(await world.SeedAsync(Example));
    }
}
