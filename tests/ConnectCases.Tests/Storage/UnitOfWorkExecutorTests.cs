using System.Net;
using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Storage;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

public sealed class UnitOfWorkExecutorTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task Parallel_writers_lose_nothing_and_lock_nobody_out()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => number % 4 == 0
            ? @case.UpdateAsync(Value("summary", $"Summary {number}"))
            : @case.AddCommentAsync($"Comment {number}")));

        Assert.All(responses, response => response.ShouldSucceed());
        var events = new List<string>();
        for (string? token = "", body = "{}"; token is not null; body = $$"""{"nextToken":"{{token}}"}""")
        {
            var page = (await @case.PostAsync("/audit-history", body)).ShouldSucceed();
            events.AddRange(page["auditEvents"].AsArray().Select(audit => (string)audit!["type"]!));
            token = (string?)page.Json["nextToken"];
        }

        Assert.Equal(150, events.Count(type => type == "RelatedItem.Created"));
        Assert.Equal(50, events.Count(type => type == "Case.Updated"));
    }

    [Fact]
    public async Task A_quota_is_exact_among_parallel_writers()
    {
        await using var small = new CasesApp().With("Quotas:RelatedItemsPerCase", "10");
        var @case = await (await small.CreateDomainAsync()).CreateCaseAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => @case.AddCommentAsync("Hello")));

        Assert.Equal(10, responses.Count(response => response.Status == HttpStatusCode.OK));
        Assert.Equal(30, responses.Count(response => response.ErrorType == "ServiceQuotaExceededException"));
        Assert.Equal(10, (await @case.SearchAsync())["relatedItems"].AsArray().Count);
    }

    [PostgresFact]
    public async Task A_unit_runs_again_if_a_cleanup_removed_a_row_that_the_unit_changes()
    {
        var domain = await app.CreateDomainAsync();
        var template = await domain.CreateTemplateAsync();
        (await domain.PostAsync(
            "/cases", $$"""{"templateId":"{{template}}","clientToken":"removed","fields":[{{Value("title", "a")}}]}""")).ShouldSucceed();
        var found = new List<bool>();

        await app.Services.GetRequiredService<UnitOfWorkExecutor>().RunAsync(
            unit =>
            {
                var record = unit.IdempotencyRecords.AsTracking().SingleOrDefault(row => row.Token == "removed");
                record?.Complete("parameters", "result", DateTimeOffset.UtcNow);
                using var other = app.OpenDatabase();
                other.IdempotencyRecords.Where(row => row.Token == "removed").ExecuteDelete();
                found.Add(record is not null);
                return record;
            },
            CancellationToken.None);

        Assert.Equal([true, false], found);
    }

    [Fact]
    public async Task A_name_is_taken_once_among_parallel_writers()
    {
        var domain = await app.CreateDomainAsync();
        var responses = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => domain.PostAsync("/fields", """{"name":"Order","type":"Text"}""")));
        Assert.Equal(1, responses.Count(response => response.Status == HttpStatusCode.OK));
        Assert.Equal(19, responses.Count(response => response.ErrorType == "ConflictException"));
    }

    [Fact]
    public async Task Units_that_share_a_transaction_fail_alone_and_wholly()
    {
        var domain = await app.CreateDomainAsync();
        var units = app.Services.GetRequiredService<UnitOfWorkExecutor>();
        using var gate = new ManualResetEventSlim();
        var tasks = new List<Task<int>> { units.RunAsync(_ => Wait(gate), CancellationToken.None) };
        for (var number = 0; number < 9; number++)
        {
            var fails = number % 3 == 0;
            tasks.Add(units.RunAsync(
                db =>
                {
                    db.Domains.Where(row => row.DomainId == domain.Id)
                        .ExecuteUpdate(row => row.SetProperty(stored => stored.Name, stored => stored.Name + "+"));
                    return fails ? throw new InvalidOperationException("The test makes this unit of work fail.") : 1;
                },
                CancellationToken.None));
        }

        gate.Set();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(3, tasks.Count(task => task.IsFaulted));
        Assert.Equal(6, (await domain.PostAsync("")).Id("name").Count(letter => letter == '+'));
    }

    [Fact]
    public async Task A_unit_that_cannot_be_saved_leaves_its_neighbours_alone()
    {
        var domain = await app.CreateDomainAsync();
        var units = app.Services.GetRequiredService<UnitOfWorkExecutor>();
        using var gate = new ManualResetEventSlim();
        var first = units.RunAsync(_ => Wait(gate), CancellationToken.None);

        // The domain does not exist, so saving violates a foreign key.
        var broken = units.RunAsync(
            db => db.Add(new IdempotencyRecord { DomainKey = -1, Token = "a" }).Entity.Token, CancellationToken.None);
        var last = @domain.CreateFieldAsync("Text");
        gate.Set();

        await first;
        await Assert.ThrowsAsync<DbUpdateException>(() => broken);
        Assert.NotEmpty(await last);
    }

    // PostgreSQL begins the second unit at once, because units run concurrently.
    [SqliteFact]
    public async Task A_unit_whose_caller_has_gone_is_not_begun()
    {
        var units = app.Services.GetRequiredService<UnitOfWorkExecutor>();
        using var gate = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var first = units.RunAsync(_ => Wait(gate), CancellationToken.None);
        var begun = false;
        var second = units.RunAsync(_ => begun = true, gone.Token);

        await gone.CancelAsync();
        gate.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(begun);
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_whole_writes_or_none()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();
        for (var number = 0; number < 60; number++)
        {
            using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(number % 6));
            using var content = new StringContent("""{"type":"Comment","content":{"comment":{"body":"Hello","contentType":"Text/Plain"}}}""");
            try
            {
                using var response = await @case.Domain.Client.Http.PostAsync(
                    new Uri($"{@case.Domain.Path}{@case.Path}/related-items/", UriKind.Relative), content, impatient.Token);
            }
            catch (OperationCanceledException)
            {
                // The test cancels the request on purpose.
            }
        }

        // One statement counts both, because the last writes may still commit.
        using var db = app.OpenDatabase();
        var (items, audits) = (db.RelatedItems, db.AuditRecords);
        var counts = db.Cases.Where(row => row.CaseId == @case.Id).Select(row => new
        {
            Items = items.Count(item => item.CaseKey == row.Key),
            Audits = audits.Count(audit => audit.CaseKey == row.Key && audit.Type == AuditEventType.RelatedItemCreated),
        }).Single();
        Assert.Equal(counts.Items, counts.Audits);
    }

    private static int Wait(ManualResetEventSlim gate)
    {
        gate.Wait(TimeSpan.FromSeconds(30));
        return 0;
    }
}
