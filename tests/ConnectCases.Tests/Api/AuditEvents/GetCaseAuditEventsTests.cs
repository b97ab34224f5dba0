using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.AuditEvents;

public sealed class GetCaseAuditEventsTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task The_creation_of_a_case_lists_every_value_that_it_has()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync(null, Value("summary", "Something"));

        var created = Assert.Single(await @case.AuditEventsAsync());

        Assert.Equal("Case.Created", (string)created["type"]!);
        Assert.Null(created["relatedItemType"]);
        Assert.True(Guid.TryParseExact((string)created["eventId"]!, "D", out _));
        Assert.Equal($$"""{"iamPrincipalArn":"arn:aws:iam::{{domain.Client.AccessKeyId}}:role/emulator"}""", created["performedBy"]!.ToJsonString());
        var fields = created["fields"]!.AsArray();
        Assert.Equal(
            ["case_id", "reference_number", "reference_id", "title", "summary", "status", "created_datetime", "last_updated_datetime"],
            fields.Select(field => (string)field!["eventFieldId"]!));
        Assert.All(fields, field => Assert.Null(field!["oldValue"]));
        var values = await @case.GetAsync([.. fields.Select(field => (string)field!["eventFieldId"]!)]);
        Assert.All(fields, field => Assert.Equal(
            values[(string)field!["eventFieldId"]!].ToJsonString(), field["newValue"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_page_holds_25_events_newest_first()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        for (var number = 0; number < 25; number++)
        {
            await @case.AddCommentAsync($"Comment {number}");
        }

        var first = (await @case.PostAsync("/audit-history")).ShouldSucceed();
        Assert.Equal(25, first["auditEvents"].AsArray().Count);
        Assert.Equal("Comment 24", (string)first["auditEvents"][0]!["fields"]![1]!["newValue"]!["stringValue"]!);

        var second = (await @case.PostAsync("/audit-history", $$"""{"nextToken":"{{first.Id("nextToken")}}"}""")).ShouldSucceed();
        Assert.Equal("Case.Created", (string)Assert.Single(second["auditEvents"].AsArray())!["type"]!);
        Assert.Null(second.Json["nextToken"]);
    }

    [Fact]
    public async Task A_case_shows_its_own_history_only()
    {
        var domain = await app.CreateDomainAsync();
        await (await domain.CreateCaseAsync()).AddCommentAsync("Hello");
        Assert.Single(await (await domain.CreateCaseAsync()).AuditEventsAsync());
        (await domain.PostAsync("/cases/nope/audit-history")).ShouldNotBeFound("Case");
        (await domain.Client.PostAsync("/domains/nope/cases/nope/audit-history")).ShouldNotBeFound("Domain");
    }
}
