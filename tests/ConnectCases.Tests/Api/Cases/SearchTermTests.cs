using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

public sealed class SearchTermTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Agent = "arn:aws:connect:us-east-1:123456789012:instance/5f0dbad1-0000-4000-8000-000000000001/agent/bad-1";

    [Theory]
    [InlineData("lost PARCEL", true)]
    [InlineData("  lost  ", true)]
    [InlineData("parc", true)]
    [InlineData("arcel", false)]
    [InlineData("lost letter", false)]
    [InlineData("lost returns", true)]
    [InlineData("o'brien", true)]
    [InlineData("e-mail", true)]
    [InlineData("mail", true)]
    [InlineData("ÄRGER", true)]
    [InlineData("arger", false)]
    [InlineData("42nd", true)]
    [InlineData("42", true)]
    [InlineData("1234.5", true)]
    [InlineData("1234", false)]
    [InlineData("4711", true)]
    [InlineData("471", false)]
    [InlineData("true", true)]
    [InlineData("tru", false)]
    [InlineData("red-option", true)]
    [InlineData("option", true)]
    [InlineData("Crimson", false)]
    [InlineData("whisper", false)]
    [InlineData("example", true)]
    [InlineData("XQ/2026-1", true)]
    [InlineData("XQ", false)]
    [InlineData("2026-03-01T09:30:00.000Z", true)]
    [InlineData("2026-03-01", false)]
    [InlineData("2026", false)]
    [InlineData("bad", false)]
    [InlineData("5f0dbad1", false)]
    [InlineData(Agent, true)]
    [InlineData("agent", false)]
    [InlineData("東京", true)]
    [InlineData("京都", true)]
    [InlineData("都", true)]
    [InlineData("東京都庁", true)]
    [InlineData("京東", false)]
    [InlineData("東都", false)]
    [InlineData("🎉", true)]
    [InlineData("🎈", false)]
    [InlineData("", true)]
    [InlineData("   ", true)]
    [InlineData("\"\"", true)]
    [InlineData("%", false)]
    [InlineData("=4711", true)]
    [InlineData("!!!", false)]
    [InlineData("\0", true)]
    [InlineData("lost\u3000parcel", true)]
    [InlineData("\u180elost", true)]
    [InlineData("arn:aws:x:\u180ey", false)]
    [InlineData("寺庁", true)]
    public Task Each_word_is_the_beginning_of_a_word_in_some_value(string term, bool isFound) => FindsAsync(term, isFound);

    [Theory]
    [InlineData("\"lost parcel\"", true)]
    [InlineData("\"LOST, parcel!\"", true)]
    [InlineData("\"parcel lost\"", false)]
    [InlineData("\"lost parc\"", false)]
    [InlineData("\"lost\" returns", true)]
    [InlineData("\"lost returns\"", false)]
    [InlineData("\"order 4711\"", true)]
    [InlineData("\"order 471\"", false)]
    [InlineData("\"1234.5\"", true)]
    [InlineData("\"42nd street\"", true)]
    [InlineData("\"東京都庁 visit\"", true)]
    [InlineData("\"都庁 visit\"", true)]
    [InlineData("\"東京\"", true)]
    [InlineData("\"!!!\"", false)]
    [InlineData("\"lost\u00a0parcel\"", true)]
    [InlineData("\"lost\u3000parcel\"", true)]
    [InlineData("\"lost\u2028letter\"", false)]
    [InlineData("\"arn:aws:x\u00a0y\"", false)]
    [InlineData("\"lost parcel", true)]
    [InlineData("parcel lost\"", true)]
    public Task Words_in_quotes_follow_each_other_in_one_value(string term, bool isFound) => FindsAsync(term, isFound);

    // The ids, references and times of 400 cases contain all short sequences of digits and many words of letters from a to f.
    [Fact]
    public async Task Generated_values_are_found_only_as_a_whole()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var cases = new List<TestCase>();
        for (var number = 0; number < 400; number++)
        {
            cases.Add(await domain.CreateCaseAsync(templateId));
        }

        foreach (var term in (string[])["bad", "42", "2026", "a", "1", "arn", "us", "0"])
        {
            Assert.Equal(0, await CountAsync(domain, term));
        }

        Assert.Equal(1, await CountAsync(domain, cases[7].Id));
        Assert.Equal(1, await CountAsync(domain, ((string)(await cases[7].GetAsync(["reference_id"]))["reference_id"]["stringValue"]!).ToLowerInvariant()));
    }

    [Fact]
    public async Task A_changed_value_is_found_by_its_new_words_only()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync(null, Value("summary", "zebra crossing"));
        await @case.UpdateAsync(Value("summary", "yak 17"));

        Assert.Equal(0, await CountAsync(domain, "zebra"));
        Assert.Equal(1, await CountAsync(domain, "yak"));
        Assert.Equal(1, await CountAsync(domain, "\"yak 17\""));

        // A whole word is not in the index of words of SQLite.
        await @case.UpdateAsync(Value("summary", "4711"));
        Assert.Equal((0, 1), (await CountAsync(domain, "yak"), await CountAsync(domain, "4711")));
        await @case.UpdateAsync(Value("summary", "4712"));
        Assert.Equal((0, 1), (await CountAsync(domain, "4711"), await CountAsync(domain, "4712")));
        await @case.UpdateAsync(Value("summary", "yak"));
        Assert.Equal((0, 1), (await CountAsync(domain, "4712"), await CountAsync(domain, "ya")));
        await domain.Client.DeleteAsync($"{domain.Path}{@case.Path}");
        Assert.Equal(0, await CountAsync(domain, "yak"));
    }

    [PostgresFact]
    public async Task Values_of_an_earlier_version_get_words_when_the_server_starts()
    {
        await using var database = new PostgresTestDatabase();
        TestDomain domain;
        await using (var app = CasesApp.On(database))
        {
            domain = await app.CreateDomainAsync();
            await domain.CreateCaseAsync(null, Value("summary", "zebra crossing"));
        }

        await database.ExecuteAsync("""UPDATE "CaseValues" SET "Words" = '' """);
        await using var again = CasesApp.On(database);
        Assert.Equal(1, await CountAsync(new TestDomain(again.ClientOf(domain.Client.AccessKeyId), domain.Id), "\"zebra crossing\""));
    }

    private async Task FindsAsync(string term, bool isFound)
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var select = await domain.CreateFieldAsync("SingleSelect");
        (await domain.PutAsync($"/fields/{select}/options", """{"options":[{"name":"Crimson","value":"red-option","active":true}]}""")).ShouldSucceed();
        var @case = await domain.CreateCaseAsync(
            templateId,
            Value(await domain.CreateFieldAsync("Number"), """{"doubleValue":1234.5}"""),
            Value(await domain.CreateFieldAsync("Boolean"), """{"booleanValue":true}"""),
            Value(await domain.CreateFieldAsync("DateTime"), "2026-03-01T10:30:00+01:00"),
            Value(await domain.CreateFieldAsync("User"), $$"""{"userArnValue":"{{Agent}}"}"""),
            Value(await domain.CreateFieldAsync("Url"), "https://example.com/returns/8"),
            Value(await domain.CreateFieldAsync("Text"), "Order #4711: e-mail of O'Brien, 42nd Street, 東京都庁 visit🎉. Ärger! " + new string('寺', 600) + "庁"),
            Value("reference_number", "XQ/2026-1"),
            Value("summary", "Lost parcel"),
            Value(select, "red-option"));
        await @case.AddCommentAsync("whisper");

        Assert.Equal(isFound ? 1 : 0, await CountAsync(domain, term));
    }

    private static async Task<int> CountAsync(TestDomain domain, string term) =>
        (int)(await domain.SearchCasesAsync(new JsonObject { ["searchTerm"] = term }.ToJsonString())).ShouldSucceed()["totalCount"];
}
