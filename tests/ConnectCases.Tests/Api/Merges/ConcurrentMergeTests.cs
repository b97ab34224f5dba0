using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Api.Merges.MergeSteps;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Merges;

/// <summary>Merges beside each other and beside other changes; on PostgreSQL they truly run at once.</summary>
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
    public async Task Of_many_starts_at_once_one_wins(bool held)
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

        var answers = await Task.WhenAll(others.Select(other => other.StartMergeAsync(secondary, ["summary"], AllTypes)));

        await domain.ReleaseMergesAsync();
        var winner = others[answers.ToList().FindIndex(answer => answer.Status == HttpStatusCode.OK)];
        await secondary.ShouldBeMergedAsync("COMPLETED", winner, secondary);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.True(
            answer.ErrorType == "ConflictException" || (!held && answer.ErrorType == "ValidationException"), answer.Text));
        Assert.Equal([winner.Id], await secondary.LinksAsync());
        foreach (var loser in others.Where(other => other != winner))
        {
            Assert.Single(await loser.HistoryAsync());
        }
    }

    [Fact]
    public async Task No_comment_is_lost_that_comes_while_a_merge_is_started()
    {
        var comments = Enumerable.Range(0, 40).Select(number => secondary.AddCommentAsync($"Comment {number}")).ToList();
        var start = primary.StartMergeAsync(secondary, [], "comment");
        var answers = await Task.WhenAll(comments);
        (await start).ShouldSucceed();

        string[] items = [.. await primary.ItemIdsAsync(), .. await secondary.ItemIdsAsync()];
        var acknowledged = answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Id("relatedItemId")).ToList();
        Assert.Equal(acknowledged.Count + 2, items.Distinct().Count());
        Assert.Equal(items.Distinct().Count(), items.Length);
        Assert.Empty(acknowledged.Except(items));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("ConflictException", answer.ErrorType));
    }

    [Fact]
    public async Task Each_of_many_is_over_when_its_start_is_answered() => await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
    {
        var cases = await domain.CreateCasesAsync(20);
        foreach (var pair in cases.Chunk(2))
        {
            await pair[0].MergeAsync(pair[1]);
        }
    }));

    [Fact]
    public async Task Domains_that_are_deleted_while_merges_end_trouble_nobody_else()
    {
        var templateId = await domain.CreateTemplateAsync();
        for (var round = 0; round < 10; round++)
        {
            var doomed = await TestDomain.CreateAsync(domain.Client);
            var pairs = (await doomed.CreateCasesAsync(12)).Chunk(2).ToList();
            var starts = pairs.Select(pair => pair[0].StartMergeAsync(pair[1], [], AllTypes)).ToList();
            starts.Insert(3, doomed.DeleteAsync(""));
            var elsewhere = Enumerable.Range(0, 10).Select(_ => domain.CreateCaseAsync(templateId)).ToList();

            Assert.All(await Task.WhenAll(starts), answer => Assert.True(answer.ErrorType is null or "ResourceNotFoundException", answer.Text));
            await Task.WhenAll(elsewhere);
        }
    }
}
