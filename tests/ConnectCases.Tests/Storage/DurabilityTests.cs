using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Storage;

/// <summary>Every acknowledged write survives every kind of server exit.</summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly TestDatabase database = TestDatabase.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task The_state_is_there_after_a_restart_on_the_same_database()
    {
        string domainPath;
        string search;
        string history;
        string casePath;
        await using (var first = await StartAsync())
        {
            var @case = await (await TestDomain.CreateAsync(first.Client)).CreateCaseAsync();
            await @case.AddCommentAsync("Hello");
            (domainPath, casePath) = (@case.Domain.Path, @case.Path);
            search = (await @case.SearchAsync()).Text;
            history = (await @case.PostAsync("/audit-history")).Text;
            Assert.Equal(0, await first.TerminateAsync());
        }

        await using var second = await StartAsync();
        Assert.Equal(search, (await second.Client.PostAsync($"{domainPath}{casePath}/related-items-search")).Text);
        Assert.Equal(history, (await second.Client.PostAsync($"{domainPath}{casePath}/audit-history")).Text);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(1500)]
    public async Task Every_acknowledged_item_survives_kill_9_with_exactly_one_audit_event(int killAfter)
    {
        var acknowledged = new ConcurrentDictionary<string, ConcurrentBag<string>>();
        string domainPath;
        await using (var server = await StartAsync())
        {
            var domain = await TestDomain.CreateAsync(server.Client);
            domainPath = domain.Path;
            var templateId = await domain.CreateTemplateAsync();
            var writers = Enumerable.Range(0, 16).Select(_ => WriteUntilKilledAsync(domain, templateId, acknowledged)).ToList();
            while (Count(acknowledged) < killAfter)
            {
                await Task.Delay(5);
            }

            await server.KillAsync();
            await Task.WhenAll(writers);
        }

        await using var restarted = await StartAsync();
        foreach (var (caseId, items) in acknowledged)
        {
            var found = await restarted.Client.AllAsync($"{domainPath}/cases/{caseId}/related-items-search", "relatedItems");
            var audited = await restarted.Client.AllAsync($"{domainPath}/cases/{caseId}/audit-history", "auditEvents");
            var itemIds = found.Select(item => (string)item["relatedItemId"]!).ToList();
            var auditedIds = audited.Where(audit => (string)audit["type"]! == "RelatedItem.Created")
                .Select(audit => (string)audit["fields"]![0]!["newValue"]!["stringValue"]!);

            Assert.Empty(items.Except(itemIds));
            Assert.Equal(itemIds, auditedIds);
            Assert.Single(audited, audit => (string)audit["type"]! == "Case.Created");
        }
    }

    [Fact]
    public async Task SIGTERM_finishes_the_requests_in_flight()
    {
        await using var server = await StartAsync();
        var @case = await (await TestDomain.CreateAsync(server.Client)).CreateCaseAsync();
        var requests = Enumerable.Range(0, 100).Select(number => @case.AddCommentAsync($"Comment {number}")).ToList();
        await Task.WhenAny(requests);

        Assert.Equal(0, await server.TerminateAsync());

        var succeeded = 0;
        foreach (var request in requests)
        {
            try
            {
                (await request).ShouldSucceed();
                succeeded++;
            }
            catch (HttpRequestException)
            {
                // The server no longer accepted connections.
            }
        }

        await using var restarted = await StartAsync();
        var found = await restarted.Client.AllAsync($"{@case.Domain.Path}{@case.Path}/related-items-search", "relatedItems");
        Assert.Equal(succeeded, found.Count);
    }

    [Fact]
    public async Task SIGTERM_waits_for_a_body_that_is_on_its_way()
    {
        await using var server = await StartAsync();
        var @case = await (await TestDomain.CreateAsync(server.Client)).CreateCaseAsync();
        var address = server.Client.Http.BaseAddress!;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port);
        await using var stream = tcp.GetStream();
        var body = """{"type":"Comment","content":{"comment":{"body":"Hello","contentType":"Text/Plain"}}}"""u8.ToArray();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST {@case.Domain.Path}{@case.Path}/related-items/ HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {body.Length}\r\n\r\n"));
        await stream.WriteAsync(body.AsMemory(0, 20));
        await Task.Delay(300);

        var end = server.TerminateAsync();
        await Task.Delay(500);
        await stream.WriteAsync(body.AsMemory(20));

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await end);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(directory, [.. database.Arguments]);

    private static int Count(ConcurrentDictionary<string, ConcurrentBag<string>> acknowledged) =>
        acknowledged.Values.Sum(items => items.Count);

    private static async Task WriteUntilKilledAsync(
        TestDomain domain, string templateId, ConcurrentDictionary<string, ConcurrentBag<string>> acknowledged)
    {
        try
        {
            while (true)
            {
                var @case = await domain.CreateCaseAsync(templateId);
                var items = acknowledged.GetOrAdd(@case.Id, _ => []);
                for (var number = 0; number < 10; number++)
                {
                    items.Add((await @case.AddCommentAsync("Hello")).ShouldSucceed().Id("relatedItemId"));
                }
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed.
        }
    }
}
