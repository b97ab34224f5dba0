using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api;

/// <summary>The messages for frequent mistakes say what to send instead.</summary>
public sealed class HintTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task The_name_of_an_option_leads_to_its_value()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        const string Hint = "'Closed' is the name of the option 'closed'; send the value 'closed'.";

        (await @case.UpdateAsync(Value("status", "Closed"))).ShouldBeInvalid("'status'", Hint);
        (await @case.AddAsync("Sla", TestCase.Sla("Answer", 60, "Closed"))).ShouldBeInvalid(Hint);
        var operands = """{"operandOne":{"fieldId":"status"},"operandTwo":{"stringValue":"Closed"},"result":true}""";
        (await domain.PostAsync(
            "/case-rules", $$"""{"name":"a","rule":{"hidden":{"defaultValue":false,"conditions":[{"equalTo":{{operands}} }]} } }"""))
            .ShouldBeInvalid(Hint);
    }

    [Fact]
    public async Task An_unknown_option_leads_to_the_values()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var cabin = await domain.CreateFieldAsync("SingleSelect");
        (await @case.UpdateAsync(Value(cabin, "first"))).ShouldBeInvalid("has no options yet", "BatchPutFieldOptions");

        var options = string.Join(',', Enumerable.Range(1, 11).Select(number => $$"""{"name":"Option {{number}}","value":"v-{{number}}","active":true}"""));
        (await domain.PutAsync($"/fields/{cabin}/options", $$"""{"options":[{{options}}]}""")).ShouldSucceed();
        (await @case.UpdateAsync(Value(cabin, "first"))).ShouldBeInvalid("'first'", "The values are: v-1, v-2,", "v-10, ….");
        (await @case.UpdateAsync(Value(cabin, "V-2"))).ShouldBeInvalid("Letter case counts; send the value 'v-2'.");

        await domain.PutOptionAsync(cabin, "v-1", active: false);
        await domain.PutOptionAsync(cabin, "v-2", active: false);
        (await @case.UpdateAsync(Value(cabin, "V-2"))).ShouldBeInvalid("The values are: v-3,");
    }

    [Fact]
    public async Task The_name_of_a_field_leads_to_its_id()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var field = (await domain.PostAsync("/fields", """{"name":"Priority","type":"Text"}""")).ShouldSucceed().Id("fieldId");

        (await @case.UpdateAsync(Value("Title", "a"))).ShouldBeInvalid("do not exist: Title.", "'Title' is the name of the field 'title'; use its id.");
        (await @case.UpdateAsync(Value("priority", "a"))).ShouldBeInvalid($"'priority' is the name of the field '{field}'; use its id.");
        (await domain.SearchCasesAsync($$"""{"filter":{"field":{"equalTo":{{Value("Priority", "a")}} } } }""")).ShouldBeInvalid(field);
        (await domain.SearchCasesAsync("""{"fields":[{"id":"Status"}]}""")).ShouldBeInvalid("'Status' is the name of the field 'status'");
        Assert.EndsWith("nope.", (await @case.UpdateAsync(Value("nope", "a"))).ShouldBeInvalid().Id("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_another_type_leads_to_the_member()
    {
        var domain = await app.CreateDomainAsync();
        var amount = await domain.CreateFieldAsync("Number");
        (await (await domain.CreateCaseAsync()).UpdateAsync(Value(amount, "12")))
            .ShouldBeInvalid(amount, "is of type Number and takes doubleValue or emptyValue; found: stringValue.");
    }

    [Fact]
    public async Task A_case_is_explained_that_is_elsewhere()
    {
        var (client, name) = (app.NewAccount("eu-west-2"), NewName());
        var domain = await TestDomain.CreateAsync(client);
        var @case = await domain.CreateCaseAsync();
        const string Read = """{"fields":[{"id":"title"}]}""";
        var here = await TestDomain.CreateAsync(client);

        var inDomain = (await here.PostAsync(@case.Path, Read)).ShouldNotBeFound("Case");
        Assert.Contains($"It exists in domain '{domain.Id}' of account {client.AccessKeyId}, Region eu-west-2.", inDomain.Id("message"), StringComparison.Ordinal);
        foreach (var other in (CasesClient[])[app.NewAccount("eu-west-2"), app.ClientOf(client.AccessKeyId, "us-east-1")])
        {
            var response = (await other.PostAsync(domain.Path + @case.Path, Read)).ShouldNotBeFound("Domain");
            Assert.Contains($"does not exist in account {other.AccessKeyId}, Region {other.Region}. It exists in account {client.AccessKeyId}, Region eu-west-2.", response.Id("message"), StringComparison.Ordinal);
        }

        Assert.Equal("Case 'nope' does not exist.", (await here.PostAsync("/cases/nope", Read)).ShouldNotBeFound("Case").Id("message"));
    }

    [Fact]
    public async Task A_case_is_explained_that_was_deleted()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        own.Clock.Advance(TimeSpan.FromHours(1));
        var deletion = (await domain.DeleteAsync(@case.Path)).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();

        foreach (var response in (ApiResponse[])[
            await domain.PostAsync(@case.Path, """{"fields":[{"id":"title"}]}"""), await @case.AddCommentAsync("a"), await domain.DeleteAsync(@case.Path)])
        {
            response.ShouldFail(
                HttpStatusCode.NotFound, "ResourceNotFoundException", $"It was deleted at 2026-11-02T10:30:00.125Z by request {deletion}.");
        }
    }

    [Fact]
    public async Task A_domain_is_explained_that_was_deleted_before_a_restart()
    {
        await using var database = TestDatabase.Create();
        string account, path, deletion;
        await using (var before = CasesApp.On(database))
        {
            var domain = await before.CreateDomainAsync();
            (account, path) = (domain.Client.AccessKeyId, domain.Path);
            (await domain.Client.PutAsync("/_emulator/clock", $$"""{"account":"{{account}}","frozenTime":"2030-01-01T00:00:00Z"}""")).ShouldSucceed();
            deletion = (await domain.DeleteAsync("")).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();
        }

        await database.UntilReleasedAsync();
        await using var after = CasesApp.On(database);
        var client = after.ClientOf(account);
        Assert.Equal($"It was deleted at 2030-01-01T00:00:00.000Z by request {deletion}.", await HintAsync(client));
        Assert.DoesNotContain("deleted", await HintAsync(after.NewAccount()), StringComparison.Ordinal);

        (await client.PostAsync("/_emulator/reset", $$"""{"account":"{{account}}"}""")).ShouldSucceed();
        Assert.StartsWith($"Account {account} has no domains in Region us-east-1.", await HintAsync(client), StringComparison.Ordinal);

        async Task<string> HintAsync(CasesClient caller) =>
            (await caller.PostAsync(path)).ShouldNotBeFound("Domain").Headers.GetValues("x-emulator-hint").Single();
    }

    [Fact]
    public async Task A_deletion_counts_for_one_account_and_until_the_next_deletion()
    {
        await using var own = new CasesApp();
        var (client, other) = (own.NewAccount(), own.NewAccount());
        const string Id = "0d000000-0000-4000-8000-00000000abcd";
        await CreateAsync(other);
        await CreateAsync(client);
        await DeleteAsync();
        own.Clock.Advance(TimeSpan.FromHours(1));
        await CreateAsync(client);
        var last = await DeleteAsync();

        Assert.Equal(
            $"Domain '{Id}' does not exist in account {client.AccessKeyId}, Region us-east-1. It was deleted at 2026-11-02T10:30:00.125Z by request {last}.",
            (await client.PostAsync($"/domains/{Id}")).ShouldNotBeFound("Domain").Id("message"));
        (await other.PostAsync($"/domains/{Id}")).ShouldSucceed();

        static async Task CreateAsync(CasesClient owner) => (await owner.PutAsync(
            $"/_emulator/seed?account={owner.AccessKeyId}&region=us-east-1", $$"""{"domains":[{"name":"support","id":"{{Id}}"}]}""")).ShouldSucceed();

        async Task<string> DeleteAsync() =>
            (await client.DeleteAsync($"/domains/{Id}")).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();
    }

    [Fact]
    public async Task A_quota_of_one_is_singular()
    {
        await using var own = new CasesApp().With("Quotas:Domains", "1").With("Quotas:RelatedItemsPerCase", "1")
            .With("Quotas:LayoutsPerDomain", "1").With("Quotas:FieldsPerLayout", "0").With("Quotas:DeletedTemplatesPerDomain", "1");
        var domain = await own.CreateDomainAsync();
        (await domain.Client.PostAsync("/domains", """{"name":"a"}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "The account has 1 domain in this Region. The quota is 1.");
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("a");
        (await @case.AddCommentAsync("b")).ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "has 1 related item.");
        var layout = await domain.CreateLayoutAsync();
        (await domain.PostAsync("/layouts", """{"name":"a","content":{"basic":{}}}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "The domain has 1 layout. The quota is 1.");
        (await domain.PutAsync($"/layouts/{layout}", new JsonObject { ["content"] = Content("summary") }.ToJsonString()))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "The layout would have 1 field. The quota is 0.");
        (await domain.DeleteAsync($"/templates/{await domain.CreateTemplateAsync()}")).ShouldSucceed();
        (await domain.DeleteAsync($"/templates/{await domain.CreateTemplateAsync()}"))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "The domain has 1 deleted template. The quota is 1.");
    }

    [Fact]
    public async Task Missing_required_fields_are_listed_with_what_requires_them()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync("customer_id");
        (await domain.TryCreateCaseAsync(templateId))
            .ShouldBeInvalid("Required fields have no value: 'customer_id'. The template", "requires 'customer_id'.");
        Assert.Equal(
            "Required fields have no value: 'title'.",
            (await domain.PostAsync("/cases", $$"""{"templateId":"{{await domain.CreateTemplateAsync()}}","fields":[]}""")).ShouldBeInvalid().Id("message"));
    }

    [Fact]
    public async Task Contains_needs_a_text()
    {
        var domain = await app.CreateDomainAsync();
        var select = await domain.CreateSelectAsync("a");
        foreach (var field in (string[])["title", select])
        {
            foreach (var value in (string[])["", """{"emptyValue":{}}"""])
            {
                (await domain.SearchCasesAsync($$"""{"filter":{"field":{"contains":{{Value(field, value)}} } } }"""))
                    .ShouldBeInvalid("only by the operator equalTo", "'contains' needs a value");
            }
        }
    }

    // The model limits only the length of a text, so the emulator accepts what the real service could accept.
    [Fact]
    public async Task A_title_of_blanks_is_a_title()
    {
        var domain = await app.CreateDomainAsync();
        var response = await domain.PostAsync(
            "/cases", $$"""{"templateId":"{{await domain.CreateTemplateAsync()}}","fields":[{{Value("title", "   ")}}]}""");
        Assert.Equal("   ", await new TestCase(domain, response.ShouldSucceed().Id("caseId")).TextAsync("title"));
    }

    [Fact]
    public async Task Equality_can_be_exact()
    {
        await using var exact = new CasesApp().With("TextEquality", "Exact");
        var domain = await exact.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var url = await domain.CreateFieldAsync("Url");
        await domain.CreateCaseAsync(templateId, Value("summary", "Tenant A"), Value(url, "https://a.example/X"));
        await domain.CreateCaseAsync(templateId, Value("summary", "tenant a"), Value(url, "https://a.example/x"));

        Assert.Equal(1, await CountAsync("equalTo", Value("summary", "Tenant A")));
        Assert.Equal(0, await CountAsync("equalTo", Value("summary", "TENANT A")));
        Assert.Equal(0, await CountAsync("equalTo", Value("summary", "Tenant")));
        Assert.Equal(1, await CountAsync("equalTo", Value(url, "https://a.example/x")));
        Assert.Equal(2, await CountAsync("contains", Value("summary", "TENANT")));

        async Task<int> CountAsync(string comparison, string value) => (int)(await domain.SearchCasesAsync(
            $$"""{"filter":{"field":{"{{comparison}}":{{value}} } } }""")).ShouldSucceed()["totalCount"];
    }
}
