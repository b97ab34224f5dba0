using System.Text.Json.Nodes;
using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

public sealed class SearchCasesTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Profile = "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Without_conditions_it_lists_all_cases_the_most_recently_updated_first()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var first = await domain.CreateCaseAsync();
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await domain.CreateCaseAsync();
        own.Clock.Advance(TimeSpan.FromMinutes(1));
        await first.UpdateAsync(Value("summary", "News"));

        var response = (await domain.SearchCasesAsync()).ShouldSucceed();

        Assert.Equal([first.Id, second.Id], Ids(response));
        Assert.Equal(2, (int)response["totalCount"]);
        Assert.Null(response.Json["nextToken"]);
        Assert.All(response["cases"].AsArray(), @case =>
        {
            Assert.Equal("[]", @case!["fields"]!.ToJsonString());
            Assert.Equal("{}", @case["tags"]!.ToJsonString());
            Assert.NotNull(@case["templateId"]);
        });
        Assert.Equal("[]", (await (await own.CreateDomainAsync()).SearchCasesAsync())["cases"].ToJsonString());
        (await domain.Client.PostAsync("/domains/nope/cases-search")).ShouldNotBeFound("Domain");
    }

    [Fact]
    public async Task The_default_page_holds_25_cases_and_the_count_is_that_of_all()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        for (var number = 0; number < 26; number++)
        {
            await domain.CreateCaseAsync(templateId);
        }

        var page = (await domain.SearchCasesAsync()).ShouldSucceed();
        Assert.Equal(25, page["cases"].AsArray().Count);
        Assert.Equal(26, (int)page["totalCount"]);
        var last = (await domain.SearchCasesAsync($$"""{"nextToken":"{{page.Id("nextToken")}}"}""")).ShouldSucceed();
        Assert.Single(last["cases"].AsArray());
        Assert.Equal(26, (int)last["totalCount"]);
    }

    [Fact]
    public async Task Many_matches_are_counted_up_to_a_limit()
    {
        await using var own = new CasesApp().With("SearchCountLimit", "3").With("SearchCandidates", "2").With("DefaultPageSize", "1");
        var domain = await own.CreateDomainAsync();
        foreach (var summary in (string[])["One parcel", "Two parcels", "Three parcels", "Four parcels", "A letter", "A letter"])
        {
            await domain.CreateCaseAsync(null, Value("summary", summary));
        }

        Assert.Equal(3, await CountAsync("{}"));
        Assert.Equal(3, await CountAsync("""{"searchTerm":"parcel"}"""));
        Assert.Equal(2, await CountAsync("""{"searchTerm":"letter"}"""));
        Assert.Equal(2, await CountAsync("""{"filter":{"field":{"equalTo":{"id":"summary","value":{"stringValue":"A letter"}}}}}"""));
        Assert.Equal(3, await CountAsync("""{"filter":{"field":{"equalTo":{"id":"status","value":{"stringValue":"open"}}}}}"""));
        Assert.Equal(3, await CountAsync("""{"filter":{"not":{"field":{"contains":{"id":"summary","value":{"stringValue":"one"}}}}}}"""));

        Assert.Equal(3, await CountAsync("""{"filter":{"andAll":[{"field":{"contains":{"id":"summary","value":{"stringValue":"parcel"}}}}]}}"""));
        Assert.Equal(3, await CountAsync("""{"searchTerm":"parcel","filter":{"field":{"contains":{"id":"summary","value":{"stringValue":"parcel"}}}}}"""));

        async Task<int> CountAsync(string search) => (int)(await domain.SearchCasesAsync(search)).ShouldSucceed()["totalCount"];
    }

    [Fact]
    public async Task Any_text_can_be_looked_for()
    {
        var domain = await app.CreateDomainAsync();
        foreach (var text in (string[])["a\"b\"c", "a''b", "NEAR(a b)", "x AND y", "***", "(((", "ab\0cd", "🙂🙃🙂", "a b  c"])
        {
            await domain.CreateCaseAsync(null, Value("summary", text));
            var filter = new JsonObject { ["field"] = new JsonObject { ["contains"] = JsonNode.Parse(Value("summary", text)) } };
            var found = (await domain.SearchCasesAsync(new JsonObject { ["filter"] = filter }.ToJsonString())).ShouldSucceed();
            Assert.Equal(1, (int)found["totalCount"]);
        }
    }

    [Fact]
    public async Task Asked_for_fields_come_back_in_the_order_of_the_request_where_they_have_a_value()
    {
        var domain = await app.CreateDomainAsync();
        await domain.CreateCaseAsync(null, Value("assigned_user", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/user"));

        var response = (await domain.SearchCasesAsync(
            """{"fields":[{"id":"status"},{"id":"summary"},{"id":"title"},{"id":"assigned_user"},{"id":"title"}]}""")).ShouldSucceed();

        Assert.Equal(
            ["status", "title", "assigned_user"], response["cases"][0]!["fields"]!.AsArray().Select(field => (string)field!["id"]!));
    }

    [Theory]
    [InlineData("Text", "greaterThan", """{"stringValue":"a"}""")]
    [InlineData("Url", "lessThanOrEqualTo", """{"stringValue":"https://a"}""")]
    [InlineData("SingleSelect", "lessThan", """{"stringValue":"a"}""")]
    [InlineData("Number", "contains", """{"doubleValue":1}""")]
    [InlineData("DateTime", "contains", """{"stringValue":"2026-01-01T00:00:00Z"}""")]
    [InlineData("Boolean", "contains", """{"booleanValue":true}""")]
    [InlineData("Boolean", "greaterThanOrEqualTo", """{"booleanValue":true}""")]
    [InlineData("User", "contains", """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""")]
    [InlineData("User", "greaterThan", """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""")]
    [InlineData("Number", "greaterThan", """{"emptyValue":{}}""")]
    [InlineData("Text", "contains", """{"emptyValue":{}}""")]
    [InlineData("Text", "equalTo", """{"doubleValue":1}""")]
    [InlineData("Number", "equalTo", """{"stringValue":"1"}""")]
    [InlineData("Boolean", "equalTo", """{"stringValue":"true"}""")]
    [InlineData("User", "equalTo", """{"stringValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/a"}""")]
    [InlineData("DateTime", "equalTo", """{"stringValue":"yesterday"}""")]
    [InlineData("DateTime", "lessThan", """{"stringValue":"2026-01-01T00:00:00"}""")]
    public async Task An_operator_or_operand_that_does_not_fit_the_type_is_refused(string type, string comparison, string operand)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync(type);
        (await domain.SearchCasesAsync($$"""{"filter":{"field":{"{{comparison}}":{"id":"{{fieldId}}","value":{{operand}} } } } }"""))
            .ShouldBeInvalid(fieldId);
    }

    [Theory]
    [InlineData("""{"filter":{"not":{"field":{"equalTo":{"id":"nope","value":{"stringValue":"a"}}}}}}""")]
    [InlineData("""{"sorts":[{"fieldId":"nope","sortOrder":"Asc"}]}""")]
    [InlineData("""{"fields":[{"id":"nope"}]}""")]
    public async Task A_field_that_does_not_exist_is_refused(string body) =>
        (await (await app.CreateDomainAsync()).SearchCasesAsync(body)).ShouldBeInvalid("nope", "do not exist");

    [Theory]
    [InlineData("""{"sorts":[{"fieldId":"title","sortOrder":"Asc"},{"fieldId":"title","sortOrder":"Desc"}]}""", "twice")]
    [InlineData("""{"filter":{"tag":{"equalTo":{}}}}""", "key")]
    [InlineData("""{"filter":{"tag":{"equalTo":{"value":"a"}}}}""", "key")]
    [InlineData("""{"filter":{"field":{"equalTo":{"id":"customer_id","value":{"stringValue":"c"}}}}}""", "profile ARN")]
    [InlineData("""{"nextToken":"garbage"}""", "nextToken")]
    public async Task Meaningless_searches_are_refused(string body, string mention) =>
        (await (await app.CreateDomainAsync()).SearchCasesAsync(body)).ShouldBeInvalid(mention);

    [Fact]
    public async Task A_filter_is_nested_ten_levels_deep_at_most_and_has_100_conditions()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.SearchCasesAsync(Nested(9))).ShouldSucceed();
        foreach (var levels in (int[])[10, 60, 61, 62, 63, 64, 65, 200])
        {
            (await domain.SearchCasesAsync(Nested(levels))).ShouldBeInvalid("10 levels");
        }


        (await domain.SearchCasesAsync(Wide(""))).ShouldSucceed();
        (await domain.SearchCasesAsync(Wide($",{Leaf}"))).ShouldBeInvalid("101", "100");

        static string Nested(int levels) => $$"""{"filter":{{string.Concat(Enumerable.Repeat("""{"not":""", levels))}}{{Leaf}}{{new string('}', levels)}} }""";
        static string Wide(string more) => $$"""{"filter":{"andAll":[{"orAll":[{{string.Join(',', Enumerable.Repeat(Ten(Leaf), 10))}}]}{{more}}] } }""";
        static string Ten(string each) => $$"""{"andAll":[{{string.Join(',', Enumerable.Repeat(each, 10))}}] }""";
    }

    [Fact]
    public async Task A_token_belongs_to_its_search()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        await domain.CreateCaseAsync(templateId);
        await domain.CreateCaseAsync(templateId);
        var token = (await domain.SearchCasesAsync("""{"maxResults":1,"searchTerm":"parcel"}""")).Id("nextToken");

        (await domain.SearchCasesAsync($$"""{"searchTerm":"parcel","nextToken":"{{token}}","fields":[{"id":"title"}]}""")).ShouldSucceed();
        (await domain.SearchCasesAsync($$"""{"searchTerm":"lost","nextToken":"{{token}}"}""")).ShouldBeInvalid("nextToken");
        (await domain.SearchCasesAsync($$"""{"searchTerm":"parcel","nextToken":"{{token}}","sorts":[{"fieldId":"title","sortOrder":"Asc"}]}"""))
            .ShouldBeInvalid("nextToken");
        (await domain.SearchCasesAsync($$"""{"searchTerm":"parcel","nextToken":"{{token}}","filter":{"andAll":[]} }""")).ShouldBeInvalid("nextToken");
    }

    [Fact]
    public async Task A_page_goes_on_where_it_was_though_its_last_case_is_gone_or_changed()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var cases = new List<TestCase>();
        foreach (var summary in (string[])["a", "b", "c", "d"])
        {
            cases.Add(await domain.CreateCaseAsync(templateId, Value("summary", summary)));
        }

        const string Sort = "\"sorts\":[{\"fieldId\":\"summary\",\"sortOrder\":\"Asc\"}],\"maxResults\":1";
        var token = (await domain.SearchCasesAsync($$"""{{{Sort}}}""")).Id("nextToken");
        await domain.Client.DeleteAsync($"{domain.Path}{cases[0].Path}");
        var second = (await domain.SearchCasesAsync($$"""{{{Sort}},"nextToken":"{{token}}"}""")).ShouldSucceed();
        Assert.Equal([cases[1].Id], Ids(second));

        await cases[1].UpdateAsync(Value("summary", "z"));
        var third = (await domain.SearchCasesAsync($$"""{{{Sort}},"nextToken":"{{second.Id("nextToken")}}"}""")).ShouldSucceed();
        Assert.Equal([cases[2].Id], Ids(third));
    }

    [Fact]
    public async Task Values_of_a_deleted_field_are_found_by_filter_term_and_sort()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, "Precious"));
        (await domain.Client.DeleteAsync($"{domain.Path}/fields/{fieldId}")).ShouldSucceed();

        foreach (var body in (string[])[
            $$"""{"filter":{"field":{"equalTo":{{Value(fieldId, "precious")}} } } }""",
            """{"searchTerm":"precious"}""",
            $$"""{"sorts":[{"fieldId":"{{fieldId}}","sortOrder":"Asc"}]}"""])
        {
            Assert.Equal([@case.Id], Ids((await domain.SearchCasesAsync(body)).ShouldSucceed()));
        }
    }

    [Fact]
    public async Task A_customer_is_found_by_the_full_ARN_of_the_profile()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync(null, Value("customer_id", Profile));
        await domain.CreateCaseAsync();
        Assert.Equal([@case.Id], Ids(await domain.SearchCasesAsync($$"""{"filter":{"field":{"equalTo":{{Value("customer_id", Profile)}} } } }""")));
    }

    [Fact]
    public async Task Texts_are_sorted_by_their_first_100_characters_and_ties_by_creation()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var same = new string('a', 100);
        var first = await domain.CreateCaseAsync(templateId, Value("summary", same + "z"));
        var second = await domain.CreateCaseAsync(templateId, Value("summary", same + "b"));
        var third = await domain.CreateCaseAsync(templateId, Value("summary", "B"));

        Assert.Equal([first.Id, second.Id, third.Id], Ids(await domain.SearchCasesAsync("""{"sorts":[{"fieldId":"summary","sortOrder":"Asc"}]}""")));
        Assert.Equal([third.Id, second.Id, first.Id], Ids(await domain.SearchCasesAsync("""{"sorts":[{"fieldId":"summary","sortOrder":"Desc"}]}""")));
    }

    [Fact]
    public async Task Texts_are_equal_as_a_whole_without_case_and_options_and_users_to_the_letter()
    {
        var domain = await app.CreateDomainAsync();
        var select = await domain.CreateFieldAsync("SingleSelect");
        var user = await domain.CreateFieldAsync("User");
        await domain.PutOptionAsync(select, "Red");
        var text = new string('a', 150);
        await domain.CreateCaseAsync(null, Value("summary", text + "z"), Value(select, "Red"), Value(user, """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/Ada"}"""));

        Assert.Equal(1, await CountAsync("equalTo", Value("summary", text.ToUpperInvariant() + "Z")));
        Assert.Equal(0, await CountAsync("equalTo", Value("summary", text + "y")));
        Assert.Equal(1, await CountAsync("equalTo", Value(select, "Red")));
        Assert.Equal(0, await CountAsync("equalTo", Value(select, "red")));
        Assert.Equal(0, await CountAsync("contains", Value(select, "Re")));
        Assert.Equal(1, await CountAsync("equalTo", Value(user, """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/Ada"}""")));
        Assert.Equal(0, await CountAsync("equalTo", Value(user, """{"userArnValue":"arn:aws:connect:us-east-1:123456789012:instance/i/agent/ada"}""")));

        async Task<int> CountAsync(string comparison, string operand) => (int)(await domain.SearchCasesAsync(
            $$"""{"filter":{"field":{"{{comparison}}":{{operand}} } } }""")).ShouldSucceed()["totalCount"];
    }

    [Fact]
    public async Task Equality_of_texts_can_be_that_of_phrases()
    {
        await using var phrases = new CasesApp().With("TextEquality", "Phrase");
        var domain = await phrases.CreateDomainAsync();
        await domain.CreateCaseAsync();
        const string Filter = """{"filter":{"field":{"equalTo":{"id":"title","value":{"stringValue":"lost"}}}}}""";
        Assert.Equal(1, (int)(await domain.SearchCasesAsync(Filter))["totalCount"]);

        var whole = await app.CreateDomainAsync();
        await whole.CreateCaseAsync();
        Assert.Equal(0, (int)(await whole.SearchCasesAsync(Filter))["totalCount"]);
    }

    [Fact]
    public async Task A_clock_that_goes_back_hides_nothing()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");

        // Simulates rows that a server wrote when its clock was one hour ahead.
        var ahead = own.Clock.GetUtcNow().AddHours(1);
        using (var db = own.OpenDatabase())
        {
            db.Domains.ExecuteUpdate(row => row.SetProperty(stored => stored.CreatedTime, ahead));
            db.RelatedItems.ExecuteUpdate(row => row.SetProperty(stored => stored.AssociationTime, ahead));
        }

        Assert.Single((await domain.PostAsync("/related-items-search"))["relatedItems"].AsArray());
        Assert.Single((await domain.PostAsync("/list-cases-for-contact", """{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}"""))["cases"].AsArray());
        Assert.Equal("Active", (await domain.PostAsync("")).Id("domainStatus"));
        (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed();
    }

    [Fact]
    public async Task A_search_delay_hides_what_is_new_from_all_searches()
    {
        await using var late = new CasesApp().With("SearchDelay", "00:00:05");
        var domain = await late.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/c");
        Assert.Equal((0, 0, 0), await CountAsync());
        Assert.Single((await @case.SearchAsync())["relatedItems"].AsArray());

        late.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((1, 1, 1), await CountAsync());

        async Task<(int, int, int)> CountAsync() => (
            (await domain.SearchCasesAsync())["cases"].AsArray().Count,
            (await domain.PostAsync("/related-items-search"))["relatedItems"].AsArray().Count,
            (await domain.PostAsync("/list-cases-for-contact", """{"contactArn":"arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}"""))["cases"].AsArray().Count);
    }

    private const string Leaf = """{"field":{"equalTo":{"id":"title","value":{"stringValue":"a"}}}}""";

    private static List<string> Ids(ApiResponse response) =>
        [.. response.ShouldSucceed()["cases"].AsArray().Select(@case => (string)@case!["caseId"]!)];
}
