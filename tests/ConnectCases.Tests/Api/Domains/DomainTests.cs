using System.Net;
using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Domains;

public sealed class DomainTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task A_new_domain_is_in_creation_and_active_from_the_first_look_on()
    {
        var account = app.NewAccount("eu-west-2");
        var created = (await account.PostAsync("/domains", """{"name":"Support"}""")).ShouldSucceed();

        Assert.Equal("CreationInProgress", created.Id("domainStatus"));
        Assert.Equal(
            $"arn:aws:cases:eu-west-2:{account.AccessKeyId}:domain/{created.Id("domainId")}", created.Id("domainArn"));

        var domain = (await account.PostAsync($"/domains/{created.Id("domainId")}")).ShouldSucceed();
        Assert.Equal("Active", domain.Id("domainStatus"));
        Assert.Equal("Support", domain.Id("name"));
        Assert.Equal("2026-11-02T09:30:00.125Z", domain.Id("createdTime"));
        Assert.Equal("{}", domain["tags"].ToJsonString());
    }

    [Fact]
    public async Task A_name_is_unique_in_account_and_Region_and_free_again_after_deletion()
    {
        var account = app.NewAccount();
        var first = await account.PostAsync("/domains", """{"name":"Support"}""");

        (await account.PostAsync("/domains", """{"name":"Support"}"""))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "'Support'");
        (await account.PostAsync("/domains", """{"name":"support"}""")).ShouldSucceed();
        (await app.ClientOf(account.AccessKeyId, "eu-west-2").PostAsync("/domains", """{"name":"Support"}""")).ShouldSucceed();

        (await account.DeleteAsync($"/domains/{first.Id("domainId")}")).ShouldSucceed();
        (await account.PostAsync("/domains", """{"name":"Support"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task The_sixth_domain_exceeds_the_quota_of_the_Region()
    {
        var account = app.NewAccount();
        for (var number = 1; number <= 5; number++)
        {
            await CreateAsync(account);
        }

        (await account.PostAsync("/domains", """{"name":"Sixth"}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "5 domains");
        (await app.ClientOf(account.AccessKeyId, "eu-west-2").PostAsync("/domains", """{"name":"Sixth"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_domain_of_another_account_or_Region_does_not_exist()
    {
        var domain = await app.CreateDomainAsync();

        (await app.NewAccount().PostAsync(domain.Path)).ShouldNotBeFound("Domain");
        (await app.ClientOf(domain.Client.AccessKeyId, "eu-west-2").PostAsync(domain.Path)).ShouldNotBeFound("Domain");
        (await app.NewAccount().DeleteAsync(domain.Path)).ShouldNotBeFound("Domain");
        (await domain.PostAsync("")).ShouldSucceed();
    }

    [Fact]
    public async Task Lists_in_creation_order_only_what_the_caller_has()
    {
        var account = app.NewAccount();
        var ids = new List<string> { (await CreateAsync(account)).Id, (await CreateAsync(account)).Id };

        var response = (await account.PostAsync("/domains-list")).ShouldSucceed();

        Assert.Equal(ids, response["domains"].AsArray().Select(domain => (string)domain!["domainId"]!));
        Assert.Null(response.Json["nextToken"]);
        Assert.Equal(["domainArn", "domainId", "name"], response["domains"][0]!.AsObject().Select(member => member.Key).Order());
    }

    [Fact]
    public async Task A_deleted_domain_is_gone_with_everything_in_it()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        await @case.AddCommentAsync("Hello");

        Assert.Equal("{}", (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed().Text);

        (await domain.PostAsync("")).ShouldNotBeFound("Domain");
        (await @case.SearchAsync()).ShouldNotBeFound("Domain");
        (await domain.Client.DeleteAsync(domain.Path)).ShouldNotBeFound("Domain");
        Assert.Equal("[]", (await domain.Client.PostAsync("/domains-list"))["domains"].ToJsonString());
    }

    [Fact]
    public async Task What_a_deleted_domain_held_is_swept_from_the_database()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        for (var number = 0; number < 250; number++)
        {
            (await domain.PostAsync("/cases", $$"""
                {"templateId":"{{templateId}}","clientToken":"token-{{number}}","fields":[{{Value("title", "Lost parcel")}}]}
                """)).ShouldSucceed();
        }

        await domain.Client.DeleteAsync(domain.Path);

        for (var attempt = 0; attempt < 200 && Rows() > 0; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(0, Rows());

        int Rows()
        {
            using var db = own.OpenDatabase();
            return db.Domains.Count() + db.Cases.Count() + db.CaseValues.Count() + db.AuditRecords.Count()
                + db.Fields.Count() + db.IdempotencyRecords.Count();
        }
    }

    [Fact]
    public async Task Creation_can_be_made_to_take_time()
    {
        await using var slow = new CasesApp().With("DomainCreationDelay", "00:01:00");
        var domain = await slow.CreateDomainAsync();

        Assert.Equal("CreationInProgress", (await domain.PostAsync("")).Id("domainStatus"));
        await domain.CreateCaseAsync();

        slow.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Active", (await domain.PostAsync("")).Id("domainStatus"));
    }

    [Fact]
    public async Task A_domain_can_be_deleted_while_it_is_being_created()
    {
        await using var slow = new CasesApp().With("DomainCreationDelay", "00:01:00");
        var domain = await slow.CreateDomainAsync();
        (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed();
        (await domain.PostAsync("")).ShouldNotBeFound("Domain");
    }
}
