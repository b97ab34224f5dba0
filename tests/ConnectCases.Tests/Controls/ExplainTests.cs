using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Controls;

public sealed class ExplainTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private TestDomain domain = null!;
    private TestCase @case = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        @case = await domain.CreateCaseAsync(null, Value("summary", "Green box"));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Says_which_condition_the_case_does_not_meet_and_its_value()
    {
        var explanation = await ExplainAsync($$"""
            "filter":{"andAll":[{{Field("equalTo", "status", Text("closed"))}},{{Field("contains", "title", Text("PARCEL"))}}]}
            """);

        Assert.Equal(
            $$"""
            {"matches":false,"domainId":"{{domain.Id}}","caseId":"{{@case.Id}}","account":"{{domain.Client.AccessKeyId}}","region":"us-east-1","conditions":[
            {"path":"filter.andAll[0].field","met":false,"operator":"equalTo","field":{"id":"status","name":"Status"},"expected":"closed","actual":"open",
            "explanation":"The field 'status' has the value 'open', not 'closed'. 'open' is the option Open. 'closed' is the option Closed."},
            {"path":"filter.andAll[1].field","met":true,"operator":"contains","field":{"id":"title","name":"Title"},"expected":"PARCEL","actual":"Lost parcel",
            "explanation":"The value 'Lost parcel' of the field 'title' contains 'PARCEL'."}],
            "explanation":"SearchCases does not find the case. 1 of 2 conditions does not hold. The field 'status' has the value 'open', not 'closed'. 'open' is the option Open. 'closed' is the option Closed."}
            """.ReplaceLineEndings(""),
            explanation.Text);
    }

    [Fact]
    public async Task A_group_shows_whether_each_of_its_conditions_holds()
    {
        var open = Field("equalTo", "status", Text("open"));
        var explanation = await ExplainAsync($$"""
            "filter":{"orAll":[{"not":{{open}}},{"andAll":[]},{"andAll":[{{open}},{"orAll":[]}]}]}
            """);

        Assert.True((bool)explanation["matches"]);
        var group = Assert.Single(explanation["conditions"].AsArray())!;
        Assert.Equal("1 of 3 conditions in orAll holds. One is enough.", (string)group["explanation"]!);
        Assert.Equal(
            [
                "filter.orAll True",
                "filter.orAll[0].not False",
                "filter.orAll[0].not.field True",
                "filter.orAll[1].andAll True",
                "filter.orAll[2].andAll False",
                "filter.orAll[2].andAll[0].field True",
                "filter.orAll[2].andAll[1].orAll False",
            ],
            Flatten(group).Select(node => $"{node["path"]} {(bool)node["met"]!}"));
    }

    [Theory]
    [InlineData("equalTo", "status", """{"stringValue":"Closed"}""", "'Closed' is the name of the option 'closed'; send the value 'closed'.")]
    [InlineData("equalTo", "status", """{"stringValue":"done"}""", "Field 'status' has no option with the value 'done'. The values are: open, closed.")]
    [InlineData("contains", "status", """{"stringValue":"clo"}""", "The field 'status' has the value 'open', not 'clo'.")]
    [InlineData("equalTo", "case_reason", """{"stringValue":"x"}""", "The field 'case_reason' has no value. The filter needs a value that is 'x'.")]
    [InlineData("equalTo", "title", """{"emptyValue":{}}""", "The filter expects no value. The field 'title' has the value 'Lost parcel'.")]
    [InlineData("contains", "title", """{"stringValue":"box"}""", "The value 'Lost parcel' of the field 'title' does not contain 'box'.")]
    [InlineData(
        "greaterThan", "created_datetime", """{"stringValue":"2026-12-24T00:00:00Z"}""",
        "The value '2026-11-02T09:30:00.125Z' of the field 'created_datetime' is not later than '2026-12-24T00:00:00.000Z'.")]
    public async Task The_explanation_fits_the_operator(string comparison, string fieldId, string value, string expected)
    {
        var condition = await SingleAsync($$"""
            "filter":{{Field(comparison, fieldId, value)}}
            """);
        Assert.False((bool)condition["met"]!);
        Assert.Contains(expected, (string)condition["explanation"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_plain_JSON()
    {
        var (number, truth) = (await domain.CreateFieldAsync("Number"), await domain.CreateFieldAsync("Boolean"));
        (await @case.UpdateAsync(Value(number, """{"doubleValue":7.5}"""), Value(truth, """{"booleanValue":true}"""))).ShouldSucceed();

        var explanation = await ExplainAsync($$"""
            "filter":{"andAll":[{{Field("lessThan", number, """{"doubleValue":7}""")}},{{Field("equalTo", truth, """{"booleanValue":false}""")}}]}
            """);

        Assert.Equal(["7.5 7", "true false"], explanation["conditions"].AsArray()
            .Select(node => $"{node!["actual"]!.ToJsonString()} {node["expected"]!.ToJsonString()}"));
        Assert.Contains("The value 7.5 of the field", explanation.Text, StringComparison.Ordinal);
        Assert.Contains("2 of 2 conditions do not hold. The first is filter.andAll[0].field.", explanation.Id("explanation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_case_counts_or_not()
    {
        var user = await domain.CreateFieldAsync("User");
        const string Arn = "arn:aws:connect:us-east-1:123456789012:instance/i/agent/Ann";
        (await @case.UpdateAsync(Value(user, $$"""{"userArnValue":"{{Arn}}"}"""))).ShouldSucceed();

        var counts = await SingleAsync($$"""
            "filter":{{Field("equalTo", user, $$"""{"userArnValue":"{{Arn.Replace("Ann", "ann", StringComparison.Ordinal)}}"}""")}}
            """);
        var ignored = await SingleAsync($$"""
            "filter":{{Field("equalTo", "title", Text("LOST PARCEL"))}}
            """);

        Assert.EndsWith("Letter case counts.", (string)counts["explanation"]!, StringComparison.Ordinal);
        Assert.Equal(
            "The field 'title' has the value 'Lost parcel'. This is equal to 'LOST PARCEL', because letter case does not count.",
            (string)ignored["explanation"]!);
    }

    [Fact]
    public async Task Tags_are_compared_with_the_tags_of_the_case()
    {
        (await domain.Client.PostAsync(
            $"/tags/{Uri.EscapeDataString(domain.ArnOf(@case.Path.Replace("/cases/", "/case/", StringComparison.Ordinal)))}",
            """{"tags":{"team":"orders"}}""")).ShouldSucceed();

        var other = await SingleAsync(""" "filter":{"tag":{"equalTo":{"key":"team","value":"returns"}}} """);
        var missing = await SingleAsync(""" "filter":{"tag":{"equalTo":{"key":"Team"}}} """);

        Assert.Equal("team returns orders", $"{other["tag"]} {other["expected"]} {other["actual"]}");
        Assert.Equal("The tag 'team' has the value 'orders', not 'returns'.", (string)other["explanation"]!);
        Assert.Equal("The case has no tag 'Team'. The case has the tags 'team'.", (string)missing["explanation"]!);
        Assert.Null(missing["actual"]);
    }

    [Fact]
    public async Task Each_word_of_a_search_term_is_explained()
    {
        var explanation = await ExplainAsync(""" "searchTerm":"green parsel 47 \"parcel lost\" green-box" """);
        var words = explanation["conditions"].AsArray();

        Assert.Equal(
            ["green True", "parsel False", "47 False", "\"parcel lost\" False", "green-box True"],
            words.Select(node => $"{node!["expected"]} {(bool)node["met"]!}"));
        Assert.Equal("""["summary"]""", words[0]!["foundIn"]!.ToJsonString());
        Assert.Equal("A word that begins with 'green' is in the field 'summary'.", (string)words[0]!["explanation"]!);
        Assert.Equal(
            "No value of the case has a word that begins with 'parsel'. Similar words of the case: 'parcel' in the field 'title'.",
            (string)words[1]!["explanation"]!);
        Assert.Contains("match only as a whole", (string)words[2]!["explanation"]!, StringComparison.Ordinal);
        Assert.Contains("complete and follow each other", (string)words[3]!["explanation"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_young_case_is_not_yet_searchable()
    {
        await using var slow = new CasesApp().With("SearchDelay", "00:00:30");
        var young = await (await slow.CreateDomainAsync()).CreateCaseAsync();

        var explanation = (await ExplainAsync(young, "")).ShouldSucceed();
        slow.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("SearchDelay", (string)Assert.Single(explanation["conditions"].AsArray())!["path"]!);
        Assert.EndsWith(
            "The case was created at 2026-11-02T09:30:00.125Z. With the option SearchDelay, searches find the case from 2026-11-02T09:30:30.125Z.",
            explanation.Id("explanation"),
            StringComparison.Ordinal);
        Assert.True((bool)(await ExplainAsync(young, "")).ShouldSucceed()["matches"]);
    }

    [Fact]
    public async Task A_case_that_matches_has_a_position()
    {
        var all = await domain.CreateCasesAsync(4);
        const string Order = """ "maxResults":2,"sorts":[{"fieldId":"created_datetime","sortOrder":"Asc"}] """;

        var second = await ExplainAsync(all[2], Order);
        var token = (await domain.SearchCasesAsync($"{{{Order}}}")).Id("nextToken");
        var onSecondPage = await ExplainAsync(all[2], $$"""{{Order}},"nextToken":"{{token}}" """);

        Assert.Equal("4 2 false", $"{second["position"]} {second["page"]} {second["onPage"]}");
        Assert.Equal(
            "The request has no conditions, so every case matches. The case is number 4 in the requested order, on page 2 "
                + "(2 cases per page). The requested page does not contain the case.",
            second.Id("explanation"));
        Assert.Equal("4 2 true", $"{onSecondPage["position"]} {onSecondPage["page"]} {onSecondPage["onPage"]}");
        (await ExplainAsync(all[2], """ "nextToken":"x" """)).ShouldBeInvalid("nextToken");
    }

    [Theory]
    [InlineData("WholeValue")]
    [InlineData("Phrase")]
    [InlineData("Exact")]
    public async Task Agrees_with_SearchCases(string textEquality)
    {
        await using var own = new CasesApp().With("TextEquality", textEquality);
        var other = await own.CreateDomainAsync();
        var template = await other.CreateTemplateAsync();
        var cases = new[]
        {
            await other.CreateCaseAsync(template, Value("summary", "Green box"), Value("status", "closed")),
            await other.CreateCaseAsync(template, Value("summary", "green BOX 4711")),
            await other.CreateCaseAsync(template),
        };
        var leaves = new[]
        {
            Field("equalTo", "status", Text("open")),
            Field("equalTo", "summary", Text("green box")),
            Field("contains", "summary", Text("een b")),
            Field("equalTo", "summary", """{"emptyValue":{}}"""),
            Field("lessThanOrEqualTo", "created_datetime", Text("2026-11-02T09:30:00.125Z")),
            """{"tag":{"equalTo":{"key":"team"}}}""",
        };
        var random = new Random(1);
        var met = new HashSet<(string, bool)>();
        foreach (var _ in Enumerable.Range(0, 40))
        {
            var term = new[] { "", "green", "47", "4711", "\"green box\"", "lost-parcel", "box" }[random.Next(7)];
            var search = $$"""
                "filter":{{Filter(random, leaves, 3)}}{{(term.Length == 0 ? "" : $",\"searchTerm\":\"{term.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")}}
                """;
            var found = (await other.SearchCasesAsync($"{{{search}}}")).ShouldSucceed()["cases"].AsArray()
                .Select(node => (string)node!["caseId"]!).ToList();
            foreach (var each in cases)
            {
                var explanation = (await ExplainAsync(each, search)).ShouldSucceed();
                Assert.True(found.Contains(each.Id) == (bool)explanation["matches"], $"{search}\n{found.Count}\n{explanation.Text}");
                Assert.Equal(
                    (bool)explanation["matches"], explanation["conditions"].AsArray().All(condition => (bool)condition!["met"]!));
                met.UnionWith(explanation["conditions"].AsArray().SelectMany(node => Flatten(node!))
                    .Select(node => (((string)node["path"]!).Split('.')[^1].Split('[')[0], (bool)node["met"]!)));
            }
        }

        Assert.True(met.Count >= 11, string.Join(' ', met));
    }

    [Fact]
    public async Task Rejects_what_SearchCases_rejects()
    {
        foreach (var search in new[]
        {
            """ "filter":{"field":{"equalTo":{"id":"Status","value":{"stringValue":"open"}}}} """,
            """ "filter":{"field":{"greaterThan":{"id":"title","value":{"stringValue":"open"}}}} """,
            """ "filter":{"andAll":[{"tag":{"equalTo":{}}}]} """,
            """ "filter":{"feld":{}} """,
            """ "maxResults":101 """,
            """ "fields":[{"id":"nope"}] """,
            """ "sorts":[{"fieldId":"nope","sortOrder":"Asc"}] """,
        })
        {
            var expected = (await domain.SearchCasesAsync($"{{{search}}}")).ShouldBeInvalid();
            Assert.Equal(expected.Text, (await ExplainAsync(@case, search)).ShouldBeInvalid().Text);
        }

        (await ExplainAsync(@case, """ "filters":[] """)).ShouldBeInvalid("The member 'filters' does not exist");
        (await PostAsync("search-cases", "{}")).ShouldBeInvalid("domainId", "caseId");
        (await PostAsync("search-cases", $$"""{"domainId":"{{domain.Id}}","caseId":"x","region":"us-east-1"}""")).ShouldBeInvalid("region");
    }

    [Fact]
    public async Task An_unknown_resource_is_the_error_of_GetCase()
    {
        var get = await domain.PostAsync("/cases/nope", """{"fields":[{"id":"title"}]}""");
        var missing = await PostAsync("search-cases", $$"""{"domainId":"{{domain.Id}}","caseId":"nope"}""");
        Assert.Equal(get.Text, missing.ShouldNotBeFound("Case").Text);

        (await PostAsync("search-cases", $$"""{"domainId":"nope","caseId":"{{@case.Id}}"}""")).ShouldNotBeFound("Domain");
        (await PostAsync("search-cases", $$"""{"domainId":"{{domain.Id}}","caseId":"{{@case.Id}}","account":"999999999999"}"""))
            .ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException", "999999999999", domain.Client.AccessKeyId);
        (await domain.DeleteAsync(@case.Path)).ShouldSucceed();
        (await ExplainAsync(@case, "")).ShouldFail(HttpStatusCode.NotFound, "ResourceNotFoundException", "It was deleted at");
    }

    [Fact]
    public async Task A_domain_of_several_worlds_needs_an_account()
    {
        foreach (var account in new[] { "222222222222", "111111111111" })
        {
            (await domain.Client.PostAsync("/_emulator/reset", $$"""{"account":"{{account}}","seed":"demo"}""")).ShouldSucceed();
        }

        const string Ids = "\"domainId\":\"0d000000-0000-4000-8000-000000000001\",\"caseId\":\"0c000000-0000-4000-8000-000000000001\"";
        (await PostAsync("search-cases", $"{{{Ids}}}")).ShouldBeInvalid(
            "exists in 2 worlds", "account and region", "111111111111 us-east-1, 222222222222 us-east-1");
        Assert.Equal("222222222222", (await PostAsync("search-cases", $$"""{{{Ids}},"account":"222222222222"}""")).Id("account"));
    }

    [Fact]
    public async Task Says_which_filter_an_item_meets_and_why_not_the_others()
    {
        const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c";
        var item = (await @case.AddContactAsync(Contact)).Id("relatedItemId");
        const string Unmet = """ "filters":[{"comment":{}},{"contact":{"channel":["CHAT"],"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/d"}}] """;
        const string Met = """ "filters":[{"comment":{}},{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}] """;

        var unmet = (await ExplainItemAsync(item, Unmet)).ShouldSucceed();
        Assert.False((bool)unmet["matches"]);
        Assert.Equal("Contact", unmet.Id("type"));
        Assert.Equal(
            [
                "filters[0] False",
                "filters[0].comment False Comment Contact",
                "filters[1] False",
                "filters[1].contact True Contact Contact",
                """filters[1].contact.channel False ["CHAT"] VOICE""",
                $"filters[1].contact.contactArn False {Contact[..^1]}d {Contact}",
            ],
            unmet["filters"].AsArray().SelectMany(node => Flatten(node!)).Select(Line));
        Assert.Equal("SearchRelatedItems does not find the item, because the item meets none of the 2 filters.", unmet.Id("explanation"));

        var met = (await ExplainItemAsync(item, Met)).ShouldSucceed();
        Assert.Equal("true 1 1 true", $"{met["matches"]} {met["position"]} {met["page"]} {met["onPage"]}");
        Assert.StartsWith("The item meets filters[1]. The item is number 1 of the matches, newest first", met.Id("explanation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agrees_with_SearchRelatedItems()
    {
        var color = await domain.CreateFieldAsync("Text");
        const string Contact = "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c";
        (await @case.AddContactAsync(Contact)).ShouldSucceed();
        (await @case.AddCommentAsync("Hello")).ShouldSucceed();
        (await @case.AddFileAsync("arn:aws:connect:us-east-1:123456789012:instance/i/file/f")).ShouldSucceed();
        await @case.AddSlaAsync("First", 10);
        (await @case.ConnectAsync((await domain.CreateCaseAsync()).Id)).ShouldSucceed();
        (await @case.AddCustomAsync(Value(color, "Green"))).ShouldSucceed();
        string Custom(string inner) => $$"""{"custom":{"fields":{{inner}} } }""";
        var green = Field("equalTo", color, Text("green"));
        var filters = new[]
        {
            """{"comment":{}}""", """{"contact":{}}""", """{"contact":{"channel":["VOICE","CHAT"]}}""", """{"contact":{"channel":["CHAT"]}}""",
            """{"contact":{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}}""", """{"file":{}}""",
            """{"file":{"fileArn":"arn:aws:connect:us-east-1:123456789012:instance/i/file/other"}}""",
            """{"sla":{"name":"First"}}""", """{"sla":{"name":"First","status":"Met"}}""", """{"connectCase":{}}""",
            """{"connectCase":{"caseId":"nope"}}""", """{"custom":{}}""", Custom(green), Custom($$"""{"not":{{green}}}"""),
            Custom($$"""{"orAll":[{{Field("contains", color, Text("x"))}},{{green}}]}"""), Custom($$"""{"andAll":[{{green}},{"not":{{green}}}]}"""),
            Custom("""{"orAll":[]}"""),
        };
        var all = (await @case.SearchAsync())["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!).ToList();
        foreach (var search in filters.Append("").Concat(filters.Skip(1).Zip(filters, (one, two) => $"{one},{two}"))
            .Select(list => $"\"filters\":[{list}]"))
        {
            var firstOnly = $"{search},\"maxResults\":1";
            var page = (await @case.SearchAsync($"{{{firstOnly}}}")).ShouldSucceed();
            var matching = (await @case.SearchAsync($"{{{search}}}"))
                .ShouldSucceed()["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!).ToList();
            foreach (var item in all)
            {
                var explanation = (await ExplainItemAsync(item, firstOnly)).ShouldSucceed();
                Assert.True(matching.Contains(item) == (bool)explanation["matches"], $"{search} {explanation.Text}");
                Assert.Equal(
                    (bool)explanation["matches"],
                    explanation["filters"].AsArray() is { Count: 0 } || explanation["filters"].AsArray().Any(filter => (bool)filter!["met"]!));
                if (matching.Contains(item))
                {
                    Assert.Equal(matching.IndexOf(item) + 1, (int)explanation["position"]);
                    Assert.Equal(page["relatedItems"].AsArray().Any(row => (string)row!["relatedItemId"]! == item), (bool)explanation["onPage"]);
                }
            }
        }
    }

    [Fact]
    public async Task An_item_is_on_one_page_only()
    {
        var older = (await @case.AddCommentAsync("One")).Id("relatedItemId");
        var newer = (await @case.AddCommentAsync("Two")).Id("relatedItemId");
        const string First = """ "maxResults":1,"filters":[{"comment":{}}] """;
        var second = $"{First},\"nextToken\":\"{(await @case.SearchAsync($"{{{First}}}")).Id("nextToken")}\"";

        Assert.Equal(
            ["true", "false", "false", "true"],
            new[]
            {
                await ExplainItemAsync(newer, First), await ExplainItemAsync(older, First),
                await ExplainItemAsync(newer, second), await ExplainItemAsync(older, second),
            }.Select(explanation => explanation.ShouldSucceed()["onPage"].ToJsonString()));
        (await ExplainItemAsync(older, """ "nextToken":"x" """)).ShouldBeInvalid("nextToken");
    }

    [Fact]
    public async Task Rejects_what_SearchRelatedItems_rejects()
    {
        var item = (await @case.AddCommentAsync("Hello")).Id("relatedItemId");
        const string Unknown = """ "filters":[{"custom":{"fields":{"field":{"equalTo":{"id":"nope","value":{"stringValue":"x"}}}}}}] """;
        Assert.Equal((await @case.SearchAsync($"{{{Unknown}}}")).ShouldBeInvalid().Text, (await ExplainItemAsync(item, Unknown)).Text);
        (await ExplainItemAsync(item, """ "filters":[{"note":{}}] """)).ShouldBeInvalid("filters[0]");
        (await ExplainItemAsync(item, """ "filter":{} """)).ShouldBeInvalid("The member 'filter' does not exist");
        (await ExplainItemAsync("nope", "")).ShouldNotBeFound("RelatedItem");
        (await PostAsync("search-related-items", "{}")).ShouldBeInvalid("domainId", "caseId", "relatedItemId");
    }

    private static string Field(string comparison, string fieldId, string value) =>
        $$"""{"field":{"{{comparison}}":{"id":"{{fieldId}}","value":{{value}} } } }""";

    private static string Text(string value) => $$"""{"stringValue":"{{value}}"}""";

    private static string Filter(Random random, string[] leaves, int depth) => (depth == 0 ? 0 : random.Next(5)) switch
    {
        0 or 1 => leaves[random.Next(leaves.Length)],
        2 => $$"""{"not":{{Filter(random, leaves, depth - 1)}}}""",
        var kind => $$"""
            {"{{(kind == 3 ? "andAll" : "orAll")}}":[{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Filter(random, leaves, depth - 1)))}}]}
            """,
    };

    private static IEnumerable<JsonNode> Flatten(JsonNode condition) =>
        [condition, .. (condition["conditions"]?.AsArray() ?? []).SelectMany(inner => Flatten(inner!))];

    private static string Line(JsonNode node) => string.Join(
        ' ',
        new[] { (string)node["path"]!, $"{(bool)node["met"]!}", node["expected"] is JsonArray list ? list.ToJsonString() : (string?)node["expected"], (string?)node["actual"] }
            .OfType<string>());

    private async Task<JsonNode> SingleAsync(string search) => Assert.Single((await ExplainAsync(search))["conditions"].AsArray())!;

    private async Task<ApiResponse> ExplainAsync(string search) => (await ExplainAsync(@case, search)).ShouldSucceed();

    private static Task<ApiResponse> ExplainAsync(TestCase @case, string search) => @case.Domain.Client.PostAsync(
        "/_emulator/explain/search-cases",
        $$"""{"domainId":"{{@case.Domain.Id}}","caseId":"{{@case.Id}}"{{(search.Length == 0 ? "" : $",{search}")}}}""");

    private Task<ApiResponse> ExplainItemAsync(string relatedItemId, string search) => PostAsync(
        "search-related-items",
        $$"""{"domainId":"{{domain.Id}}","caseId":"{{@case.Id}}","relatedItemId":"{{relatedItemId}}"{{(search.Length == 0 ? "" : $",{search}")}}}""");

    private Task<ApiResponse> PostAsync(string control, string body) => domain.Client.PostAsync($"/_emulator/explain/{control}", body);
}
