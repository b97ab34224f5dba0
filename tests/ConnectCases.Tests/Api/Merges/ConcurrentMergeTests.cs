using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Merges.MergeSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>Merges at the same time as other merges and other changes. On PostgreSQL they run in parallel.</summary>
public sealed class ConcurrentMergeTests : IAsyncLifetime
{
    private readonly CasesApp app = new();
    private TestDomain domain = null!;
    private TestCase primary = null!;
    private TestCase secondary = null!;

    public async Task InitializeAsync()
    {
        domain = await app.CreateDomainAsync();
        (primary, secondary) = await domain.CreatePairAsync(Value("summary", "Yours"));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_of_many_parallel_starts_succeeds(bool held)
    {
        var others = new List<TestCase> { primary };
        for (var number = 0; number < 7; number++)
        {
            others.Add(await domain.CreateCaseAsync());
        }

        await secondary.AddCommentAsync("Hello");
        if (held)
        {
            await domain.HoldMergesAsync();
        }

        var responses = await Task.WhenAll(others.Select(other => other.StartMergeAsync(secondary, ["summary"], AllTypes)));

        await domain.ReleaseMergesAsync();
        var winner = others[responses.ToList().FindIndex(response => response.Status == HttpStatusCode.OK)];
        await secondary.ShouldBeMergedAsync("COMPLETED", winner, secondary);
        Assert.Single(responses, response => response.Status == HttpStatusCode.OK);
        Assert.All(responses.Where(response => response.Status != HttpStatusCode.OK), response => Assert.True(
            response.ErrorType == "ConflictException" || (!held && response.ErrorType == "ValidationException"), response.Text));
        Assert.Equal([winner.Id], await secondary.LinksAsync());
        foreach (var loser in others.Where(other => other != winner))
        {
            Assert.Single(await loser.HistoryAsync());
        }
    }

    [Fact]
    public async Task No_comment_is_lost_while_a_merge_starts()
    {
        var comments = Enumerable.Range(0, 40).Select(number => secondary.AddCommentAsync($"Comment {number}")).ToList();
        var start = primary.StartMergeAsync(secondary, [], "comment");
        var responses = await Task.WhenAll(comments);
        (await start).ShouldSucceed();

        string[] items = [.. await primary.ItemIdsAsync(), .. await secondary.ItemIdsAsync()];
        var acknowledged = responses.Where(response => response.Status == HttpStatusCode.OK).Select(response => response.Id("relatedItemId")).ToList();
        Assert.Equal(acknowledged.Count + 2, items.Distinct().Count());
        Assert.Equal(items.Distinct().Count(), items.Length);
        Assert.Empty(acknowledged.Except(items));
        Assert.All(responses.Where(response => response.Status != HttpStatusCode.OK), response => Assert.Equal("ConflictException", response.ErrorType));
    }

    [Fact]
    public async Task Each_of_many_merges_is_completed_when_its_start_returns() => await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
    {
        var cases = await domain.CreateCasesAsync(20);
        foreach (var pair in cases.Chunk(2))
        {
            await pair[0].MergeAsync(pair[1]);
        }
    }));

    [Fact]
    public async Task Domains_deleted_during_merges_do_not_disturb_other_domains()
    {
        var templateId = await domain.CreateTemplateAsync();
        for (var round = 0; round < 10; round++)
        {
            var doomed = await TestDomain.CreateAsync(domain.Client);
            var pairs = (await doomed.CreateCasesAsync(12)).Chunk(2).ToList();
            var starts = pairs.Select(pair => pair[0].StartMergeAsync(pair[1], [], AllTypes)).ToList();
            starts.Insert(3, doomed.DeleteAsync(""));
            var elsewhere = Enumerable.Range(0, 10).Select(_ => domain.CreateCaseAsync(templateId)).ToList();

            Assert.All(await Task.WhenAll(starts), response => Assert.True(response.ErrorType is null or "ResourceNotFoundException", response.Text));
            await Task.WhenAll(elsewhere);
        }
    }
}
