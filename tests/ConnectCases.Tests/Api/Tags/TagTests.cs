using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Tags;

public sealed class TagTests(CasesApp app) : IClassFixture<CasesApp>
{
    public static TheoryData<string> ResourceTypes =>
        ["Domain", "Field", "Layout", "Template", "CaseRule", "Case", "RelatedItem"];

    [Theory]
    [MemberData(nameof(ResourceTypes))]
    public async Task Every_kind_of_resource_can_be_tagged_and_shows_its_tags(string type)
    {
        var (domain, arn) = await CreateAsync(type);
        Assert.Equal("{}", await TagsAsync(domain, arn));
        Assert.Equal("{}", await ShownTagsAsync(domain, type, arn));

        Assert.Equal("{}", (await TagAsync(domain, arn, """{"team":"orders","level":"1"}""")).ShouldSucceed().Text);
        Assert.Equal("""{"team":"orders","level":"1"}""", await TagsAsync(domain, arn));
        Assert.Equal("""{"team":"orders","level":"1"}""", await ShownTagsAsync(domain, type, arn));

        Assert.Equal("{}", (await UntagAsync(domain, arn, "team")).ShouldSucceed().Text);
        Assert.Equal("""{"level":"1"}""", await TagsAsync(domain, arn));
        Assert.Equal("""{"level":"1"}""", await ShownTagsAsync(domain, type, arn));
    }

    [Fact]
    public async Task Given_keys_are_added_or_overwritten_others_stay()
    {
        var (domain, arn) = await CreateAsync("Domain");
        (await TagAsync(domain, arn, """{"a":"1","b":"2"}""")).ShouldSucceed();
        (await TagAsync(domain, arn, """{"b":"3","c":null,"B":"4"}""")).ShouldSucceed();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"a":"1","b":"3","c":"","B":"4"}"""), JsonNode.Parse(await TagsAsync(domain, arn))));

        (await app.WritesNothingAsync(() => TagAsync(domain, arn, "{}"))).ShouldSucceed();
    }

    [Fact]
    public async Task Keys_that_are_not_set_are_ignored()
    {
        var (domain, arn) = await CreateAsync("Case");
        (await TagAsync(domain, arn, """{"a:b/c":"1","keep":"2"}""")).ShouldSucceed();

        (await UntagAsync(domain, arn, "nope", "a%3Ab%2Fc", "A")).ShouldSucceed();
        (await UntagAsync(domain, arn)).ShouldSucceed();

        Assert.Equal("""{"keep":"2"}""", await TagsAsync(domain, arn));
    }

    [Theory]
    [MemberData(nameof(ResourceTypes))]
    public async Task A_resource_has_50_tags(string type)
    {
        var (domain, arn) = await CreateAsync(type);
        (await TagAsync(domain, arn, Numbered(50))).ShouldSucceed();

        (await app.WritesNothingAsync(() => TagAsync(domain, arn, """{"tag0":"new","more":"1"}"""))).ShouldBeInvalid("51 tags", "50");

        (await TagAsync(domain, arn, """{"tag0":"new"}""")).ShouldSucceed();
        (await UntagAsync(domain, arn, "tag1")).ShouldSucceed();
        (await TagAsync(domain, arn, """{"more":"1"}""")).ShouldSucceed();
        Assert.Equal(50, JsonNode.Parse(await TagsAsync(domain, arn))!.AsObject().Count);
    }

    [Theory]
    [InlineData("""{"aws:team":"a"}""")]
    [InlineData("""{"AWS:team":"a"}""")]
    [InlineData("""{"aWs:":"a"}""")]
    [InlineData("""{"":"a"}""")]
    [InlineData("""{"té":"a"}""")]
    [InlineData("""{"a#b":"a"}""")]
    [InlineData("""{"team":"a*b"}""")]
    [InlineData("""{"fine":"a","team":"a\n"}""")]
    public async Task A_tag_has_the_characters_of_tags(string tags)
    {
        var (domain, arn) = await CreateAsync("Field");
        (await app.WritesNothingAsync(() => TagAsync(domain, arn, tags))).ShouldBeInvalid("tags");
    }

    [Fact]
    public async Task A_key_has_128_characters_and_a_value_256()
    {
        var (domain, arn) = await CreateAsync("Field");
        var (key, value) = (new string('k', 128), new string('v', 256));
        (await TagAsync(domain, arn, $$"""{"{{key}}":"{{value}}","awsome":"","a b@c":"_.:/=+-@ 1"}""")).ShouldSucceed();
        (await app.WritesNothingAsync(() => TagAsync(domain, arn, $$"""{"{{key}}k":"a"}"""))).ShouldBeInvalid("tags", "128");
        (await app.WritesNothingAsync(() => TagAsync(domain, arn, $$"""{"a":"{{value}}v"}"""))).ShouldBeInvalid("tags", "256");
        (await domain.Client.PostAsync(PathOf(arn), "{}")).ShouldBeInvalid("'tags'");
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a%40b")]
    [InlineData("aws%3Ateam")]
    [InlineData("")]
    public async Task A_key_that_the_service_cannot_take_away_is_refused(string key)
    {
        var (domain, arn) = await CreateAsync("Domain");
        (await TagAsync(domain, arn, """{"a b":"1","a@b":"2","team":"3"}""")).ShouldSucceed();
        (await app.WritesNothingAsync(() => UntagAsync(domain, arn, "team", key))).ShouldBeInvalid("tagKeys");
    }

    [Fact]
    public async Task At_most_50_keys_are_taken_away_at_once()
    {
        var (domain, arn) = await CreateAsync("Domain");
        (await TagAsync(domain, arn, Numbered(50))).ShouldSucceed();
        string[] keys = [.. Enumerable.Range(0, 51).Select(number => $"tag{number}")];

        (await app.WritesNothingAsync(() => UntagAsync(domain, arn, keys))).ShouldBeInvalid("tagKeys", "50");

        (await UntagAsync(domain, arn, keys[..50])).ShouldSucceed();
        Assert.Equal("{}", await TagsAsync(domain, arn));
    }

    [Theory]
    [InlineData("nope", "an ARN")]
    [InlineData("arn:aws:cases", "an ARN")]
    [InlineData("arn:aws:cases:::domain/DOMAIN", "an ARN")]
    [InlineData("arn:aws:connectcases:us-east-1:ACCOUNT:domain/DOMAIN", "'cases', not 'connectcases'")]
    [InlineData("arn:aws:connect:us-east-1:ACCOUNT:instance/DOMAIN", "'cases', not 'connect'")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:instance/DOMAIN", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain/", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain/DOMAIN/field", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain/DOMAIN/fields/title", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain/DOMAIN/field/title/option/a", "must be a domain, case")]
    [InlineData("arn:aws:cases:us-east-1:ACCOUNT:domain/DOMAIN/related-item/a", "must be a domain, case")]
    public async Task What_is_no_arn_of_this_service_is_refused_with_the_form_of_one(string pattern, string mention)
    {
        var domain = await app.CreateDomainAsync();
        var arn = pattern.Replace("ACCOUNT", domain.Client.AccessKeyId, StringComparison.Ordinal)
            .Replace("DOMAIN", domain.Id, StringComparison.Ordinal);

        string[] mentions = ["'arn'", mention, "arn:aws:cases:REGION:ACCOUNT:domain/DOMAIN"];
        (await app.WritesNothingAsync(() => TagAsync(domain, arn, """{"a":"1"}"""))).ShouldBeInvalid(mentions);
        (await app.WritesNothingAsync(() => UntagAsync(domain, arn, "a"))).ShouldBeInvalid(mentions);
        (await domain.Client.SendAsync(HttpMethod.Get, PathOf(arn), null)).ShouldBeInvalid(mentions);
    }

    [Theory]
    [InlineData("/field/nope", "Field")]
    [InlineData("/layout/nope", "Layout")]
    [InlineData("/template/nope", "Template")]
    [InlineData("/case-rule/nope", "CaseRule")]
    [InlineData("/case/nope", "Case")]
    [InlineData("/case/nope/related-item/nope", "Case")]
    [InlineData("/case/CASE/related-item/nope", "RelatedItem")]
    public async Task What_does_not_exist_is_named(string path, string type)
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await ShouldNotExistAsync(domain, domain.ArnOf(path.Replace("CASE", @case.Id, StringComparison.Ordinal)), type);
        await ShouldNotExistAsync(domain, domain.ArnOf(path).Replace(domain.Id, "nope", StringComparison.Ordinal), "Domain");
    }

    [Theory]
    [MemberData(nameof(ResourceTypes))]
    public async Task Another_account_or_region_does_not_have_it(string type)
    {
        var (domain, arn) = await CreateAsync(type);
        var account = domain.Client.AccessKeyId;
        var elsewhere = arn.Replace("us-east-1", "eu-west-2", StringComparison.Ordinal);
        var others = arn.Replace(account, app.NewAccount().AccessKeyId, StringComparison.Ordinal);

        await ShouldNotExistAsync(domain, elsewhere, type);
        await ShouldNotExistAsync(domain, others, type);
        await ShouldNotExistAsync(new(app.ClientOf(account, "eu-west-2"), domain.Id), arn, type);
        await ShouldNotExistAsync(new(app.NewAccount(), domain.Id), arn, type);
        Assert.Equal("{}", await TagsAsync(domain, arn));
    }

    [Theory]
    [MemberData(nameof(ResourceTypes))]
    public async Task An_arn_may_come_with_its_slashes_and_colons_as_they_are(string type)
    {
        var (domain, arn) = await CreateAsync(type);

        (await domain.Client.PostAsync($"/tags/{arn}", """{"tags":{"a":"1","b":"2"}}""")).ShouldSucceed();
        (await domain.Client.DeleteAsync($"/tags/{arn}?tagKeys=a")).ShouldSucceed();

        var plain = (await domain.Client.SendAsync(HttpMethod.Get, $"/tags/{arn}", null)).ShouldSucceed();
        Assert.Equal("""{"tags":{"b":"2"}}""", plain.Text);
        Assert.Equal("""{"b":"2"}""", await TagsAsync(domain, arn));
        Assert.Equal(plain.Text, (await domain.Client.SendAsync(
            HttpMethod.Get, PathOf(arn).Replace("%2F", "%2f", StringComparison.Ordinal), null)).ShouldSucceed().Text);
    }

    [Fact]
    public async Task System_fields_have_arns_too()
    {
        var domain = await app.CreateDomainAsync();
        var arn = domain.ArnOf("/field/case_id");
        (await TagAsync(domain, arn, """{"a":"1"}""")).ShouldSucceed();
        Assert.Equal("""{"a":"1"}""", (await domain.GetFieldAsync("case_id"))["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task A_case_starts_with_what_its_template_propagates_overlaid_by_the_callers()
    {
        var domain = await app.CreateDomainAsync();
        var created = (await domain.PostAsync("/templates", """
            {"name":"A","tagPropagationConfigurations":[{"resourceType":"Cases","tagMap":{"team":"orders","level":"1"}}]}
            """)).ShouldSucceed();
        (await TagAsync(domain, created.Id("templateArn"), """{"own":"template"}""")).ShouldSucceed();

        var plain = await CreateCaseAsync("");
        var overlaid = await CreateCaseAsync(""", "tags":{"level":"2","mine":""}""");

        Assert.Equal("""{"team":"orders","level":"1"}""", await TagsAsync(domain, plain));
        Assert.Equal("""{"team":"orders","level":"2","mine":""}""", await TagsAsync(domain, overlaid));
        Assert.Equal("""{"own":"template"}""", await TagsAsync(domain, created.Id("templateArn")));
        Assert.Equal([overlaid], await FindAsync("""{"key":"level","value":"2"}"""));

        (await UntagAsync(domain, overlaid, "level")).ShouldSucceed();
        (await TagAsync(domain, plain, """{"level":"2"}""")).ShouldSucceed();
        Assert.Equal([plain], await FindAsync("""{"key":"level","value":"2"}"""));

        async Task<string> CreateCaseAsync(string tags) => (await domain.PostAsync(
            "/cases", $$"""{"templateId":"{{created.Id("templateId")}}","fields":[{{Value("title", "Lost parcel")}}]{{tags}}}"""))
            .ShouldSucceed().Id("caseArn");

        async Task<IEnumerable<string>> FindAsync(string tag) =>
            (await domain.SearchCasesAsync($$$"""{"filter":{"tag":{"equalTo":{{{tag}}} } } }""")).ShouldSucceed()["cases"].AsArray()
                .Select(@case => domain.ArnOf($"/case/{@case!["caseId"]}"));
    }

    [Fact]
    public async Task Tagging_a_case_or_an_item_is_no_update_of_the_case()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var comment = (await @case.AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemArn");
        var history = (await @case.AuditEventsAsync()).Count;
        var before = (await @case.GetAsync("last_updated_datetime"))["last_updated_datetime"].ToJsonString();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        foreach (var arn in new[] { domain.ArnOf(@case.Path.Replace("cases", "case", StringComparison.Ordinal)), comment })
        {
            (await TagAsync(domain, arn, """{"a":"1"}""")).ShouldSucceed();
            (await UntagAsync(domain, arn, "a")).ShouldSucceed();
        }

        Assert.Equal(history, (await @case.AuditEventsAsync()).Count);
        Assert.Equal(before, (await @case.GetAsync("last_updated_datetime"))["last_updated_datetime"].ToJsonString());
    }

    [Fact]
    public async Task Another_partition_does_not_have_it()
    {
        var (domain, arn) = await CreateAsync("Domain");
        await ShouldNotExistAsync(domain, arn.Replace("arn:aws:", "arn:aws-cn:", StringComparison.Ordinal), "Domain");
    }

    [Fact]
    public async Task A_deleted_case_has_no_tags_and_neither_has_its_item()
    {
        var (domain, arn) = await CreateAsync("RelatedItem");
        (await TagAsync(domain, arn, """{"a":"1"}""")).ShouldSucceed();
        var caseArn = arn[..arn.IndexOf("/related-item", StringComparison.Ordinal)];

        (await domain.DeleteAsync($"/cases/{IdOf(caseArn)}")).ShouldSucceed();

        await ShouldNotExistAsync(domain, caseArn, "Case");
        await ShouldNotExistAsync(domain, arn, "Case");
    }

    private static async Task ShouldNotExistAsync(TestDomain domain, string arn, string type)
    {
        (await TagAsync(domain, arn, """{"a":"1"}""")).ShouldNotBeFound(type);
        (await UntagAsync(domain, arn, "a")).ShouldNotBeFound(type);
        (await domain.Client.SendAsync(HttpMethod.Get, PathOf(arn), null)).ShouldNotBeFound(type);
    }

    private async Task<(TestDomain Domain, string Arn)> CreateAsync(string type)
    {
        var domain = await app.CreateDomainAsync();
        return (domain, type switch
        {
            "Domain" => (await domain.PostAsync("")).Id("domainArn"),
            "Field" => domain.ArnOf($"/field/{await domain.CreateFieldAsync("Text")}"),
            "Layout" => domain.ArnOf($"/layout/{await domain.CreateLayoutAsync()}"),
            "Template" => domain.ArnOf($"/template/{await domain.CreateTemplateAsync()}"),
            "CaseRule" => domain.ArnOf($"/case-rule/{await domain.CreateCaseRuleAsync()}"),
            "Case" => domain.ArnOf($"/case/{(await domain.CreateCaseAsync()).Id}"),
            _ => (await (await domain.CreateCaseAsync()).AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemArn"),
        });
    }

    /// <summary>Returns the tags in the response of the operation that reads the resource.</summary>
    private static async Task<string> ShownTagsAsync(TestDomain domain, string type, string arn)
    {
        var id = IdOf(arn);
        return type switch
        {
            "Domain" => (await domain.PostAsync("")).ShouldSucceed()["tags"].ToJsonString(),
            "Field" => (await domain.GetFieldAsync(id))["tags"]!.ToJsonString(),
            "Layout" or "Template" => (await domain.PostAsync($"/{(type == "Layout" ? "layouts" : "templates")}/{id}"))
                .ShouldSucceed()["tags"].ToJsonString(),
            "CaseRule" => (await domain.GetCaseRuleAsync(id))["tags"]!.ToJsonString(),
            "Case" => (await domain.PostAsync($"/cases/{id}", """{"fields":[{"id":"title"}]}""")).ShouldSucceed()["tags"].ToJsonString(),
            _ => (await domain.PostAsync("/related-items-search")).ShouldSucceed()["relatedItems"][0]!["tags"]!.ToJsonString(),
        };
    }

    private static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private static string PathOf(string arn) => $"/tags/{Uri.EscapeDataString(arn)}";

    private static string Numbered(int count) => new JsonObject(Enumerable.Range(0, count)
        .Select(number => KeyValuePair.Create($"tag{number}", (JsonNode?)JsonValue.Create("")))).ToJsonString();

    private static Task<ApiResponse> TagAsync(TestDomain domain, string arn, string tags) =>
        domain.Client.PostAsync(PathOf(arn), $$"""{"tags":{{tags}}}""");

    private static Task<ApiResponse> UntagAsync(TestDomain domain, string arn, params string[] keys) =>
        domain.Client.DeleteAsync($"{PathOf(arn)}?{string.Join('&', keys.Select(key => $"tagKeys={key}"))}");

    private static async Task<string> TagsAsync(TestDomain domain, string arn) =>
        (await domain.Client.SendAsync(HttpMethod.Get, PathOf(arn), null)).ShouldSucceed()["tags"].ToJsonString();
}
