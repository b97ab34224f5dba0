using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Events;
using ConnectCases.Storage;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Maintenance;

/// <summary>The retention service deletes rows that would otherwise accumulate.</summary>
public sealed class RetentionServiceTests
{
    [Fact]
    public async Task Expired_client_tokens_are_removed()
    {
        await using var app = new CasesApp();
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        await CreateAsync("old");
        app.Clock.Advance(TimeSpan.FromHours(23));
        await CreateAsync("young");

        app.Clock.Advance(TimeSpan.FromHours(2));

        await UntilAsync(app, db => db.IdempotencyRecords.Count() == 1);
        await using var left = app.OpenDatabase();
        Assert.Equal("young", left.IdempotencyRecords.Single().Token);

        async Task CreateAsync(string token) => (await domain.PostAsync(
            "/cases",
            $$"""{"templateId":"{{templateId}}","clientToken":"{{token}}","fields":[{{Value("title", "A case")}}]}""")).ShouldSucceed();
    }

    [Fact]
    public async Task Of_many_events_the_newest_are_kept()
    {
        await using var app = new CasesApp().With("EventsKept", "3");
        var domain = await app.CreateDomainAsync();
        await domain.EnableEventsAsync();
        var @case = await domain.CreateCaseAsync();
        for (var number = 0; number < 4; number++)
        {
            await @case.AddCommentAsync("Hello");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await UntilAsync(app, db => db.Events.Count() == 3);
        await using var left = app.OpenDatabase();
        Assert.All(left.Events.Select(row => row.EventType), type => Assert.Equal("RELATED_ITEM.CREATED", type));
    }

    [Fact]
    public async Task Records_of_deleted_cases_are_removed_after_30_days()
    {
        await using var app = new CasesApp();
        var domain = await app.CreateDomainAsync();
        var cases = await domain.CreateCasesAsync(2);
        (await domain.DeleteAsync(cases[0].Path)).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromDays(29));
        (await domain.DeleteAsync(cases[1].Path)).ShouldSucceed();

        app.Clock.Advance(TimeSpan.FromDays(2));

        await UntilAsync(app, db => db.DeletedCases.Count() == 1);
        Assert.Equal($"Case '{cases[0].Id}' does not exist.", (await cases[0].AddCommentAsync("a")).ShouldNotBeFound("Case").Id("message"));
        Assert.Contains("It was deleted at", (await cases[1].AddCommentAsync("a")).ShouldNotBeFound("Case").Id("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_deleted_domains_are_removed_after_30_days_of_their_world()
    {
        await using var app = new CasesApp();
        var (old, young, future) = (await app.CreateDomainAsync(), await app.CreateDomainAsync(), await app.CreateDomainAsync());
        (await future.Client.PutAsync("/_emulator/clock", $$"""{"account":"{{future.Client.AccessKeyId}}","offset":"P60D"}""")).ShouldSucceed();
        (await old.DeleteAsync("")).ShouldSucceed();
        (await future.DeleteAsync("")).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromDays(29));
        (await young.DeleteAsync("")).ShouldSucceed();

        app.Clock.Advance(TimeSpan.FromHours(23));
        (await future.Client.PutAsync("/_emulator/clock", $$"""{"account":"{{future.Client.AccessKeyId}}","offset":"P91D"}""")).ShouldSucceed();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(app, db => db.DeletedDomains.Count() == 2);
        Assert.Contains("It was deleted at", (await old.PostAsync("")).ShouldNotBeFound("Domain").Id("message"), StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await UntilAsync(app, db => db.DeletedDomains.Count() == 1);
        Assert.Contains("It was deleted at", (await young.PostAsync("")).ShouldNotBeFound("Domain").Id("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_deleted_cases_are_removed_with_their_domain()
    {
        await using var app = new CasesApp();
        var domain = await app.CreateDomainAsync();
        (await domain.DeleteAsync((await domain.CreateCaseAsync()).Path)).ShouldSucceed();
        await using (var db = app.OpenDatabase())
        {
            Assert.Equal(1, db.DeletedCases.Count());
        }

        (await domain.Client.DeleteAsync(domain.Path)).ShouldSucceed();

        await UntilAsync(app, db => !db.DeletedCases.Any() && !db.Domains.Any());
    }

    private static async Task UntilAsync(CasesApp app, Func<CasesDbContext, bool> condition)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            await using var db = app.OpenDatabase();
            if (condition(db))
            {
                return;
            }

            await Task.Delay(50);
        }

        Assert.Fail("The expected state was not reached in time.");
    }
}
