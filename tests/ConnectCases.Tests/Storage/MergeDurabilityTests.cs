using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>After every kind of server exit, a merge is complete or has changed nothing. The next server completes it.</summary>
public sealed class MergeDurabilityTests : IAsyncLifetime
{
    private const int Rounds = 20;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly TestDatabase database = TestDatabase.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_merge_that_is_held_when_the_server_ends_is_done_by_the_next(bool kill)
    {
        MergedPair pair;
        await using (var first = await StartAsync())
        {
            var domain = await TestDomain.CreateAsync(first.Client);
            pair = await MergedPair.CreateAsync(domain, await domain.CreateTemplateAsync(), linked: false);
            await domain.HoldMergesAsync();
            await pair.MergeAsync(domain);
            await pair.Secondary(domain).ShouldBeMergedAsync("IN_PROGRESS", pair.Primary(domain), pair.Secondary(domain));
            await (kill ? first.KillAsync() : first.TerminateAsync());
        }

        await using var second = await StartAsync();
        var after = new TestDomain(second.Client, pair.DomainId);
        await pair.ShouldBeWholeAsync(after);
        await (await after.CreateCaseAsync()).MergeAsync(pair.Primary(after));
    }

    [Fact]
    public async Task Every_merge_is_whole_after_kill_9_and_every_acknowledged_one_is_done()
    {
        List<MergedPair> pairs = [];
        var begun = new ConcurrentQueue<MergedPair>();
        TestDomain? domain = null;
        string? templateId = null;
        for (var round = 0; round < Rounds; round++)
        {
            // In every second round merges take longer, so that many merges are still running at the kill.
            await File.WriteAllTextAsync(
                Path.Combine(directory, "appsettings.json"), $$"""{"ConnectCases":{"MergeDuration":"00:00:00.0{{round % 2 * 50:D2}}"} }""");
            await using var server = await StartAsync();
            domain = domain is null ? await TestDomain.CreateAsync(server.Client) : new(server.Client, domain.Id);
            templateId ??= await domain.CreateTemplateAsync();
            await ShouldBeWholeAsync(domain, begun);

            begun.Clear();
            var merging = Enumerable.Range(0, 6).Select(_ => MergeUntilKilledAsync(domain, templateId, begun)).ToList();
            while (!begun.Any(pair => pair.IsAcknowledged) && !merging.Exists(task => task.IsCompleted))
            {
                await Task.Delay(1);
            }

            await Task.Delay(Random.Shared.Next(20, 150));
            await server.KillAsync();
            await Task.WhenAll(merging);
            pairs.AddRange(begun);
        }

        await using var last = await StartAsync();
        await ShouldBeWholeAsync(new(last.Client, domain!.Id), pairs);
    }

    private static async Task ShouldBeWholeAsync(TestDomain domain, IEnumerable<MergedPair> pairs)
    {
        foreach (var some in pairs.Chunk(20))
        {
            await Task.WhenAll(some.Select(pair => pair.ShouldBeWholeAsync(domain)));
        }
    }

    private static async Task MergeUntilKilledAsync(TestDomain domain, string templateId, ConcurrentQueue<MergedPair> begun)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var pair = await MergedPair.CreateAsync(domain, templateId, linked: number % 2 == 0);
                begun.Enqueue(pair);
                await pair.MergeAsync(domain);
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed.
        }
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(directory, [.. database.Arguments]);
}

/// <summary>A primary and a secondary case, and their items before the merge.</summary>
internal sealed record MergedPair(
    string DomainId, string PrimaryId, string SecondaryId, string[] Kept, string[] Moved, string[] Dropped, string? Link)
{
    private const string Taken = "To be taken";

    public bool IsAcknowledged { get; private set; }

    public static async Task<MergedPair> CreateAsync(TestDomain domain, string templateId, bool linked)
    {
        var primary = await domain.CreateCaseAsync(templateId);
        var secondary = await domain.CreateCaseAsync(templateId, Value("summary", Taken));
        return new(
            domain.Id,
            primary.Id,
            secondary.Id,
            [Id(await primary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/both")), Id(await primary.AddCommentAsync("Kept"))],
            [Id(await secondary.AddCommentAsync("Moved")), Id(await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/one"))],
            [Id(await secondary.AddContactAsync("arn:aws:connect:us-east-1:123456789012:instance/i/contact/both"))],
            linked ? Id(await secondary.ConnectAsync(primary.Id)) : null);
    }

    public TestCase Primary(TestDomain domain) => new(domain, PrimaryId);

    public TestCase Secondary(TestDomain domain) => new(domain, SecondaryId);

    public async Task MergeAsync(TestDomain domain)
    {
        (await Primary(domain).StartMergeAsync(Secondary(domain), ["summary"], MergeSteps.AllTypes)).ShouldSucceed();
        IsAcknowledged = true;
    }

    public async Task ShouldBeWholeAsync(TestDomain domain)
    {
        var (primary, secondary) = (Primary(domain), Secondary(domain));
        var isDone = IsAcknowledged || (await secondary.MergeStatusAsync()).Status == HttpStatusCode.OK;
        if (isDone)
        {
            await secondary.ShouldBeMergedAsync("COMPLETED", primary, secondary);
        }
        else
        {
            await primary.ShouldNotBeMergedAsync();
        }

        Assert.Equal(isDone ? (Taken, "open") : (null, "open"), await ValuesAsync(primary));
        Assert.Equal((Taken, isDone ? "closed" : "open"), await ValuesAsync(secondary));

        // The merge creates only links. All other items existed before.
        const string NewLink = "new link";
        string[] linkBack = Link is not null ? [Link] : isDone ? [NewLink] : [];
        Assert.Equal(isDone ? [.. Kept, .. Moved, NewLink] : Kept, await ItemsAsync(primary, SecondaryId));
        Assert.Equal(isDone ? linkBack : [.. Moved, .. Dropped, .. linkBack], await ItemsAsync(secondary, PrimaryId));

        var (ofPrimary, ofSecondary) = (await MergeEventIdsAsync(primary), await MergeEventIdsAsync(secondary));
        Assert.Equal(isDone ? 5 : 0, ofPrimary.Count);
        Assert.Equal(!isDone ? 0 : Link is null ? 6 : 5, ofSecondary.Count);
        Assert.Equal(isDone ? 1 : 0, ofPrimary.Concat(ofSecondary).Distinct().Count());

        async Task<string[]> ItemsAsync(TestCase @case, string linked) => [.. (await @case.ItemsAsync())
            .Select(item => (string)item["relatedItemId"]! is var id && (string?)item["content"]!["connectCase"]?["caseId"] == linked && id != Link ? NewLink : id)
            .Reverse()];
    }

    private static async Task<(string? Summary, string? Status)> ValuesAsync(TestCase @case)
    {
        var values = await @case.GetAsync("summary", "status");
        return ((string?)values.GetValueOrDefault("summary")?["stringValue"], (string?)values["status"]["stringValue"]);
    }

    private static async Task<List<string>> MergeEventIdsAsync(TestCase @case) =>
        [.. (await @case.AuditEventsAsync()).Select(@event => @event["mergeMetadata"]).OfType<JsonNode>().Select(metadata => (string)metadata["mergeEventId"]!)];

    private static string Id(ApiResponse item) => item.ShouldSucceed().Id("relatedItemId");
}
