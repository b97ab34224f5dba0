using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ConnectCases.Demo;
using ConnectCases.Tests.Infrastructure;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Controls;

/// <summary>State documents: export and import (controls.md 2).</summary>
public sealed partial class StateTests : IAsyncLifetime
{
    private const string Account = "123456789012";
    private const string Item = "\n{\"relatedItem\":";
    private const string ItemCreated = "\"type\":\"RelatedItem.Created\"";

    private static readonly string[] Reads =
    [
        "-search", "-list", "-list?", "/audit-history", "/list-cases-for-contact", "/fields-batch", "/rules-batch", "/merge-status",
    ];

    private readonly CasesApp app = new CasesApp().With("Seed", "demo");
    private CasesClient client = null!;

    public Task InitializeAsync()
    {
        client = app.ClientOf(Account);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    /// <summary>The other database is PostgreSQL if the tests have one.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task A_random_session_reads_the_same_after_a_move_to_the_other_database_and_back(int seed)
    {
        await using var file = new SqliteTestDatabase();
        await using var back = new SqliteTestDatabase();
        await using var source = CasesApp.On(file).With("Synchronous", "Normal");
        await using var target = new CasesApp();
        await using var last = CasesApp.On(back);
        var (random, asked) = (new Random(seed), source.ClientOf(Account));
        var session = new RandomSession(random, Account);
        foreach (var request in session.Beginning())
        {
            session.Learn(request, await SendAsync(asked, request));
        }

        for (var step = 0; step < 400; step++)
        {
            source.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(300_000)));
            var request = session.Next();
            session.Learn(request, await SendAsync(asked, request));
        }

        var document = await ExportAsync(asked);
        foreach (var other in (CasesApp[])[target, last])
        {
            other.Clock.Advance(source.Clock.GetUtcNow() - other.Clock.GetUtcNow());
            var moved = other.ClientOf(Account);
            (await ImportAsync(moved, document)).ShouldSucceed();
            Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(moved)));
            await AssertSameReadsAsync(asked, moved, session);
            document = await ExportAsync(moved);
        }
    }

    [Fact]
    public async Task A_document_has_a_header_one_resource_per_line_and_the_counts()
    {
        var response = await client.SendAsync(HttpMethod.Get, "/_emulator/state", null);

        Assert.Equal("application/x-ndjson", response.ContentHeaders.ContentType?.MediaType);
        var lines = response.Text.Split('\n');
        Assert.Matches(@"^\{""format"":""connect-cases-state"",""version"":1,""contract"":""2026-11"",""emulator"":""[0-9.]+"",""exportedAt"":""2026-11-02T09:30:00.125Z""\}$", lines[0]);
        Assert.StartsWith(@"{""domain"":{""domainId"":""0d000000-0000-4000-8000-000000000001"",", lines[1], StringComparison.Ordinal);
        Assert.StartsWith(@"{""counts"":{""domain"":2,""eventConfiguration"":1,""field"":45,", lines[^2], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public async Task An_import_replaces_the_scope_and_leaves_other_worlds_alone()
    {
        var (other, elsewhere) = (app.NewAccount(), app.ClientOf(Account, "eu-west-1"));
        await TestDomain.CreateAsync(other);
        await TestDomain.CreateAsync(elsewhere);
        var document = await ExportAsync(client, $"?account={Account}&region=us-east-1");
        (await client.DeleteAsync($"/domains/{DemoIds.SpareDomain}")).ShouldSucceed();
        await TestDomain.CreateAsync(client);

        var response = await ImportAsync(client, document, $"?account={Account}&region=us-east-1");

        Assert.Equal("""{"status":"ok","domains":2,"cases":36}""", response.Text);
        Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(client, $"?account={Account}&region=us-east-1")));
        Assert.Equal(2, await DomainsAsync(client));
        Assert.Equal(1, await DomainsAsync(other));
        Assert.Equal(1, await DomainsAsync(elsewhere));
    }

    [Fact]
    public async Task A_document_of_one_world_can_go_to_another_world_and_its_ARNs_follow()
    {
        var moved = app.NewAccount("eu-west-1");
        var scope = $"?account={moved.AccessKeyId}&region=eu-west-1";
        (await client.PutAsync("/_emulator/clock", $$"""{"account":"{{Account}}","region":"us-east-1","frozenTime":"2026-11-02T09:30:00Z"}""")).ShouldSucceed();

        (await ImportAsync(client, await ExportAsync(client, $"?account={Account}&region=us-east-1"), scope)).ShouldSucceed();

        var domain = (await moved.PostAsync($"/domains/{DemoIds.Domain}")).ShouldSucceed();
        Assert.Equal($"arn:aws:cases:eu-west-1:{moved.AccessKeyId}:domain/{DemoIds.Domain}", domain.Id("domainArn"));
        var document = await ExportAsync(client, scope);
        Assert.DoesNotContain(":cases:us-east-1:", document, StringComparison.Ordinal);
        Assert.DoesNotContain($":iam::{Account}:", document, StringComparison.Ordinal);
        Assert.Contains($":iam::{moved.AccessKeyId}:role/emulator", document, StringComparison.Ordinal);
        var clock = await client.SendAsync(HttpMethod.Get, $"/_emulator/clock{scope}", null);
        Assert.True((bool)clock["frozen"]);
        Assert.Equal(2, await DomainsAsync(client));
    }

    [Fact]
    public async Task Two_cases_can_have_items_with_the_same_id()
    {
        var document = (await ExportAsync(client)).Replace(DemoIds.Of("102", 1), DemoIds.Of("101", 1), StringComparison.Ordinal);
        (await ImportAsync(client, document)).ShouldSucceed();
        Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(client)));
    }

    [Fact]
    public async Task The_clock_of_another_account_does_not_move_with_a_world()
    {
        var moved = app.NewAccount();
        (await client.PutAsync("/_emulator/clock", """{"offset":"PT4H"}""")).ShouldSucceed();
        (await client.PutAsync("/_emulator/clock", """{"account":"999999999999","offset":"P300D"}""")).ShouldSucceed();
        (await ImportAsync(client, await ExportAsync(client), $"?account={moved.AccessKeyId}")).ShouldSucceed();
        Assert.Equal("PT4H", (await client.SendAsync(HttpMethod.Get, $"/_emulator/clock?account={moved.AccessKeyId}", null)).Id("offset"));
    }

    [Fact]
    public async Task A_document_of_two_accounts_cannot_go_to_one_account()
    {
        var other = app.NewAccount();
        await TestDomain.CreateAsync(other);
        var document = await ExportAsync(client);
        (await ImportAsync(client, document, $"?account={other.AccessKeyId}")).ShouldBeInvalid("The document has the accounts", other.AccessKeyId);
        Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(client)));
    }

    [Fact]
    public async Task A_repeated_request_with_a_client_token_gets_the_same_response_after_an_import()
    {
        var body = $$$"""{"templateId":"{{{DemoIds.Template}}}","clientToken":"once","fields":[{"id":"title","value":{"stringValue":"New"}},{"id":"customer_id","value":{"stringValue":"arn:aws:profile:us-east-1:123456789012:domains/d/profiles/p"}},{"id":"{{{DemoIds.ProductLine}}}","value":{"stringValue":"phones"}},{"id":"{{{DemoIds.OrderNumber}}}","value":{"stringValue":"1"}},{"id":"{{{DemoIds.DeliveryDate}}}","value":{"stringValue":"2026-11-02T09:30:00Z"}}]}""";
        var created = (await client.PostAsync($"/domains/{DemoIds.Domain}/cases", body)).ShouldSucceed();
        (await ImportAsync(client, await ExportAsync(client))).ShouldSucceed();
        Assert.Equal(created.Text, (await client.PostAsync($"/domains/{DemoIds.Domain}/cases", body)).ShouldSucceed().Text);
    }

    [Fact]
    public async Task A_running_merge_and_an_active_SLA_continue_after_an_import()
    {
        await using var second = new CasesApp();
        var domain = await TestDomain.CreateAsync(client);
        var cases = await domain.CreateCasesAsync(2);
        var sla = await cases[0].AddSlaAsync("Reply", 60);
        await cases[1].HoldInMergeAsync();
        var target = second.ClientOf(Account);
        (await ImportAsync(target, await ExportAsync(client))).ShouldSucceed();

        // The source holds the merge, but the target does not.
        Assert.Equal("IN_PROGRESS", (await cases[1].PostAsync("/merge-status")).Id("status"));
        Assert.Equal("COMPLETED", (await target.PostAsync($"{domain.Path}/cases/{cases[1].Id}/merge-status")).Id("status"));
        var done = (await target.PostAsync("/_emulator/clock/advance", """{"by":"PT2H"}""")).ShouldSucceed();
        Assert.Equal(sla, (string)done["done"].AsArray().Single(item => (string)item!["what"]! == "SlaBreached")!["relatedItemId"]!);
    }

    [Theory]
    [InlineData("empty", "Line 1: the document is empty")]
    [InlineData("not NDJSON", "Line 1: the document is not a state document")]
    [InlineData("newer version", "Line 1: the document has version 2. This server reads version 1.")]
    [InlineData("without the counts", "the document is truncated. Its last line must have the member 'counts'.")]
    [InlineData("cut in a line", "the line is not complete JSON")]
    [InlineData("without a case", "the counts do not match the document: 'case' is 36, but the document has 35 such lines")]
    [InlineData("a line after the counts", "'domain' cannot follow 'counts'")]
    [InlineData("case before its template", "Line 2: 'case' must follow the line of its domain")]
    [InlineData("reordered", "'template' cannot follow 'case'")]
    [InlineData("unknown kind", "Line 2: the member 'domian' does not exist")]
    [InlineData("unknown member", "Line 2: the member 'domain.nmae' does not exist")]
    [InlineData("missing member", "Line 2: the object at 'domain' has no 'name'")]
    [InlineData("null", "the value at 'domain.name' must not be null")]
    [InlineData("wrong type", "the value at 'domain.name' has the wrong JSON type: expected a string, found a number")]
    [InlineData("no enum value", "the value at 'field.type' failed to satisfy constraint: Member must satisfy enum value set: [Text")]
    [InlineData("two members", "a line must have exactly one member, found 2")]
    [InlineData("foreign account", "'1' must be an account id of 12 digits")]
    [InlineData("repeated domain", "the domainId '0d000000-0000-4000-8000-000000000001' occurs more than once")]
    [InlineData("repeated case", "the caseId '0c000000-0000-4000-8000-000000000001' occurs more than once")]
    [InlineData("repeated field", "the field of domain 0d000000-0000-4000-8000-000000000001 with the id 'title' occurs more than once")]
    [InlineData("unknown field of a case", "the field 'nothing' does not exist in the domain")]
    [InlineData("value of another type", "Line 44: Field '0f000000-0000-4000-8000-000000000002'")]
    [InlineData("unknown template", "the template '07000000-0000-4000-8000-00000000000f' does not exist in the domain")]
    [InlineData("unknown case of an item", "the case '0c000000-0000-4000-8000-00000000ffff' does not exist in the domain")]
    [InlineData("content of another type", "the content of the related item is not the content of a Comment")]
    [InlineData("unknown layout", "the layout '06000000-0000-4000-8000-00000000000f' does not exist in the domain")]
    [InlineData("long name", "must have 1 to 100 characters")]
    [InlineData("infinite number", "A number must be finite")]
    [InlineData("infinite number in an audit event", "A number must be finite")]
    [InlineData("unknown option", "the value of field 'case_reason' is not a value that the service stores")]
    [InlineData("no date", "Line 44: Field '0f000000-0000-4000-8000-000000000004'")]
    [InlineData("changed system field", "'title' is not a system field of the type Number")]
    [InlineData("options twice", "must follow the line of this field, once")]
    [InlineData("repeated item", "the relatedItemId '10100000-0000-4000-8000-000000000001' occurs more than once")]
    [InlineData("repeated audit event", "occurs more than once")]
    [InlineData("empty comment", "the content of the related item is not the content of a Comment")]
    [InlineData("empty envelope", "the envelope is not an event of the type, the account and the Region of the line")]
    [InlineData("envelope of another account", "the envelope is not an event of the type, the account and the Region of the line")]
    [InlineData("merge with itself", "the case of the merge")]
    [InlineData("tag of AWS", "case.tags: 1 validation error detected")]
    [InlineData("late clock", "the clock would show 9999-12-31T23:59:59.999Z. A clock must be between 1970")]
    [InlineData("not UTF-8 in a header", "Line 1: the document is not a state document")]
    public async Task A_damaged_document_is_refused_with_its_line_and_changes_nothing(string damage, string mention)
    {
        var document = await ExportAsync(client);
        (await ImportAsync(client, Damage(document, damage))).ShouldBeInvalid("Line ", mention);
        Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(client)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_fuzzed_document_is_refused_and_changes_nothing_or_is_imported_completely(int seed)
    {
        var document = await ExportAsync(client);
        var (random, bytes, refused) = (new Random(seed), Encoding.UTF8.GetBytes(document), 0);
        for (var round = 0; round < 25; round++)
        {
            var fuzzed = Fuzz(random, bytes);
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/_emulator/state", UriKind.Relative)) { Content = new ByteArrayContent(fuzzed) };
            var response = await client.SendAsync(request);
            if (response.Status == HttpStatusCode.OK)
            {
                (await ImportAsync(client, document)).ShouldSucceed();
                continue;
            }

            refused++;
            response.ShouldBeInvalid("Line ");
            Assert.Equal(WithoutHeader(document), WithoutHeader(await ExportAsync(client)));
        }

        Assert.InRange(refused, 10, 25);
    }

    [Fact]
    public async Task A_line_without_an_end_is_refused_and_not_kept_in_memory()
    {
        var before = await ExportAsync(client);
        var header = before[..(before.IndexOf('\n', StringComparison.Ordinal) + 1)];
        using var content = new StringContent(header + "{\"domain\":{\"name\":\"" + new string('x', 20_000_000));
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/_emulator/state", UriKind.Relative)) { Content = content };
        (await client.SendAsync(request)).ShouldBeInvalid("Line 2: the line is longer than 16777216 bytes");
        Assert.Equal(WithoutHeader(before), WithoutHeader(await ExportAsync(client)));
    }

    [Fact]
    public async Task An_export_under_load_is_the_state_of_one_moment()
    {
        var domain = await TestDomain.CreateAsync(app.NewAccount());
        var templateId = await domain.CreateTemplateAsync();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                var @case = await domain.CreateCaseAsync(templateId);
                (await @case.AddCommentAsync("Hello")).ShouldSucceed();
            }
        }).ToList();

        await using var second = new CasesApp();
        var target = second.ClientOf(Account);
        var demo = await ExportAsync(app.ClientOf(Account), $"?account={Account}");
        for (var round = 0; round < 5; round++)
        {
            var document = await ExportAsync(client);
            (await ImportAsync(target, document)).ShouldSucceed();
            Assert.Equal(CountOf(demo, ItemCreated) - CountOf(demo, Item), CountOf(document, ItemCreated) - CountOf(document, Item));
            Assert.Equal(CountOf(document, "\"type\":\"Case.Created\""), CountOf(document, "\n{\"case\":"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task A_scope_in_the_wrong_place_is_refused()
    {
        (await client.SendAsync(HttpMethod.Get, "/_emulator/state?accont=1", null)).ShouldBeInvalid("'accont' does not exist");
        (await client.SendAsync(HttpMethod.Get, "/_emulator/state?account=1", null)).ShouldBeInvalid("12 digits");
        (await client.SendAsync(HttpMethod.Get, "/_emulator/state", "{}")).ShouldBeInvalid("has no body");
        (await ImportAsync(client, "", "?region=us-east-1")).ShouldBeInvalid("'region'");
    }

    private static int CountOf(string document, string part) => Regex.Count(document, Regex.Escape(part));

    private static string Damage(string document, string damage)
    {
        var lines = document.Split('\n');
        int Find(string kind) => Array.FindIndex(lines, line => line.StartsWith($$"""{"{{kind}}":""", StringComparison.Ordinal));
        string Replace(int line, string old, string with)
        {
            Assert.Contains(old, lines[line], StringComparison.Ordinal);
            lines[line] = ReplaceFirst(lines[line], old, with);
            return string.Join('\n', lines);
        }

        string Insert(int at, string line) => string.Join('\n', [.. lines[..at], line, .. lines[at..]]);
        var (domain, @case, item) = (Find("domain"), Find("case"), Find("relatedItem"));
        return damage switch
        {
            "empty" => "",
            "not NDJSON" => "[1,2]",
            "newer version" => Replace(0, "\"version\":1", "\"version\":2"),
            "without the counts" => string.Join('\n', lines[..^2]),
            "cut in a line" => document[..^40],
            "without a case" => string.Join('\n', [.. lines[..@case], .. lines[(@case + 1)..]])
                .Replace($$"""{"relatedItem":{"caseId":"{{DemoIds.Case(1)}}""", $$"""{"relatedItem":{"caseId":"{{DemoIds.Case(2)}}""", StringComparison.Ordinal),
            "a line after the counts" => document + lines[domain] + "\n",
            "case before its template" => string.Join('\n', [lines[0], lines[@case], .. lines[1..]]),
            "reordered" => Insert(@case + 1, lines[Find("template")]),
            "unknown kind" => Replace(domain, "\"domain\"", "\"domian\""),
            "unknown member" => Replace(domain, "\"name\"", "\"nmae\""),
            "missing member" => Replace(domain, "\"name\":\"Demo contact center\",", ""),
            "null" => Replace(domain, "\"Demo contact center\"", "null"),
            "wrong type" => Replace(domain, "\"Demo contact center\"", "5"),
            "no enum value" => Replace(Find("field"), "\"type\":\"Text\"", "\"type\":\"Txt\""),
            "two members" => Replace(domain, "{\"domain\"", "{\"clock\":{\"offset\":\"P1D\"},\"domain\""),
            "foreign account" => Replace(domain, "\"123456789012\"", "\"1\""),
            "repeated domain" => Insert(Find("event"), lines[domain]),
            "repeated case" => Insert(@case + 1, lines[@case]).Replace("\"case\":36", "\"case\":37", StringComparison.Ordinal),
            "repeated field" => Insert(Find("field") + 5, lines[Find("field") + 3]),
            "unknown field of a case" => Replace(@case, "{\"id\":\"title\"", "{\"id\":\"nothing\""),
            "value of another type" => Replace(@case, "{\"doubleValue\":19.5}", "{\"stringValue\":\"19.5\"}"),
            "unknown template" => Replace(@case, DemoIds.Template, DemoIds.Of("07", 15)),
            "unknown case of an item" => Replace(item, DemoIds.Case(1), DemoIds.Case(0xffff)),
            "content of another type" => Replace(item, "\"type\":\"Contact\"", "\"type\":\"Comment\""),
            "unknown layout" => Replace(Find("template"), DemoIds.Layout, DemoIds.Of("06", 15)),
            "infinite number" => Replace(@case, "{\"doubleValue\":19.5}", "{\"doubleValue\":1e999}"),
            "infinite number in an audit event" => Replace(Find("auditEvent"), "{\"doubleValue\":19.5}", "{\"doubleValue\":1e999}"),
            "unknown option" => Replace(@case, "\"case_reason\",\"value\":{\"stringValue\":\"delivery\"", "\"case_reason\",\"value\":{\"stringValue\":\"weather\""),
            "no date" => Replace(@case, "2026-10-02T09:00:00.000Z", "not a date"),
            "changed system field" => Replace(Find("field") + 3, "\"type\":\"Text\"", "\"type\":\"Number\""),
            "options twice" => Insert(Find("options") + 1, lines[Find("options")]),
            "repeated item" => Insert(item + 1, lines[item]).Replace("\"relatedItem\":203", "\"relatedItem\":204", StringComparison.Ordinal),
            "repeated audit event" => Insert(Find("auditEvent") + 1, lines[Find("auditEvent")])
                .Replace("\"auditEvent\":281", "\"auditEvent\":282", StringComparison.Ordinal),
            "empty comment" => Replace(item + 1, "\"body\":\"Customer called and gave the order number.\"", "\"body\":\"\""),
            "empty envelope" => Regex.Replace(document, "\"envelope\":\\{.*\\}(?=\\}\\})", "\"envelope\":{}"),
            "envelope of another account" => Replace(Find("event"), "\"source\":\"aws.cases\",\"account\":\"123456789012\"", "\"source\":\"aws.cases\",\"account\":\"999999999999\""),
            "merge with itself" => Replace(Find("merge"), $"\"primaryCaseId\":\"{DemoIds.Case(23)}\"", $"\"primaryCaseId\":\"{DemoIds.Case(DemoIds.MergedCase)}\""),
            "tag of AWS" => Replace(@case, "\"team\"", "\"aws:team\""),
            "late clock" => Insert(lines.Length - 2, """{"clock":{"frozenTime":"9999-12-31T23:59:59.999Z"}}"""),
            "not UTF-8 in a header" => Replace(0, "connect-cases-state", "connect-cases-stäte"),
            "long name" => Replace(domain, "Demo contact center", new string('n', 101)),
            _ => throw new ArgumentOutOfRangeException(nameof(damage)),
        };
    }

    private static byte[] Fuzz(Random random, byte[] document)
    {
        var copy = document.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return copy[..random.Next(copy.Length)];
            case 1:
                copy[random.Next(copy.Length)] = (byte)random.Next(256);
                return copy;
            case 2:
                // Swaps two lines.
                var lines = Encoding.UTF8.GetString(copy).Split('\n');
                var (one, other) = (random.Next(1, lines.Length - 1), random.Next(1, lines.Length - 1));
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return Encoding.UTF8.GetBytes(string.Join('\n', lines));
            default:
                var start = random.Next(copy.Length - 100);
                return [.. copy[..start], .. copy[(start + random.Next(1, 100))..]];
        }
    }

    private static string ReplaceFirst(string text, string old, string with)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return $"{text[..at]}{with}{text[(at + old.Length)..]}";
    }

    private static async Task AssertSameReadsAsync(CasesClient one, CasesClient other, RandomSession session)
    {
        var compared = 0;
        for (var step = 0; step < 1_500; step++)
        {
            var request = session.Next();
            if (request.Method == HttpMethod.Post
                && (IsCase().IsMatch(request.Path) || Reads.Any(read => request.Path.Contains(read, StringComparison.Ordinal))))
            {
                compared++;
                Assert.Equal(Describe(await SendAsync(one, request)), Describe(await SendAsync(other, request)));
            }
        }

        Assert.InRange(compared, 200, int.MaxValue);
    }

    private static Task<ApiResponse> SendAsync(CasesClient client, SessionRequest request) =>
        client.SendAsync(request.Method, request.Path, request.Body?.ToJsonString());

    // Omits the tokens, because tokens contain row keys.
    private static string Describe(ApiResponse response) =>
        $"{(int)response.Status} {response.ErrorType} {TokenMember().Replace(response.Text, "")}";

    private static async Task<string> ExportAsync(CasesClient client, string scope = "") =>
        (await client.SendAsync(HttpMethod.Get, $"/_emulator/state{scope}", null)).ShouldSucceed().Text;

    private static Task<ApiResponse> ImportAsync(CasesClient client, string document, string scope = "") =>
        client.PutAsync($"/_emulator/state{scope}", document);

    private static string WithoutHeader(string document) => document[document.IndexOf('\n', StringComparison.Ordinal)..];

    private static async Task<int> DomainsAsync(CasesClient client) =>
        (await client.PostAsync("/domains-list")).ShouldSucceed()["domains"].AsArray().Count;

    [GeneratedRegex("\"nextToken\":\"([^\"]+)\",?")]
    private static partial Regex TokenMember();

    [GeneratedRegex("/cases/[^/]+$")]
    private static partial Regex IsCase();
}
