using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using Npgsql;

namespace ConnectCases.Tests.Storage;

/// <summary>Three servers on one PostgreSQL database behave like one service, even if a server fails.</summary>
public sealed class ThreeNodesTests : IAsyncLifetime
{
    private const int ItemsPerCase = 40;

    private readonly string directory = Directory.CreateTempSubdirectory("connect-cases-tests-").FullName;
    private readonly string database = PostgresServer.NewName();
    private readonly List<ServerProcess> nodes = [];

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(directory, "appsettings.json"), $$"""{"ConnectCases":{"Quotas":{"RelatedItemsPerCase":{{ItemsPerCase}} } } }""");
        if (PostgresServer.IsGiven)
        {
            nodes.AddRange(await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
                ServerProcess.StartAsync(directory, "--postgres", PostgresServer.ConnectionTo(database)))));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        if (PostgresServer.IsGiven)
        {
            PostgresServer.Drop(database);
        }

        Directory.Delete(directory, recursive: true);
    }

    [PostgresFact]
    public async Task Three_servers_that_start_at_once_create_one_database()
    {
        var domain = await TestDomain.CreateAsync(nodes[0].Client);
        Assert.All(
            await Task.WhenAll(nodes.Select(node => node.Client.PostAsync(domain.Path))),
            response => Assert.Equal(domain.Id, response.ShouldSucceed().Id("domainId")));
        Assert.Equal(
            await ReadAsync("""SELECT count(DISTINCT "MigrationId") FROM "__EFMigrationsHistory" """),
            await ReadAsync("""SELECT count(*) FROM "__EFMigrationsHistory" """));
    }

    [PostgresFact]
    public async Task What_is_acknowledged_stays_when_a_node_is_killed_and_when_the_database_drops_its_connections()
    {
        var domain = await TestDomain.CreateAsync(nodes[0].Client);
        await domain.EnableEventsAsync("""{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"summary"}]},"relatedItemData":{"includeContent":true}}}""");
        var templateId = await domain.CreateTemplateAsync();
        var updated = await domain.CreateCaseAsync(templateId);
        var slas = await CreateSlasAsync(domain, templateId);
        var load = new NodesLoad([.. nodes.Select(node => node.Client)], domain.Id, templateId);
        using var end = new CancellationTokenSource();
        var reader = new EventReader(domain.Id);

        var reading = reader.ReadAsync([nodes[0].Client, nodes[2].Client], end.Token);
        var clients = load.Begin(updated.Id, end.Token);
        await WorkAsync(load, items: 300);
        Assert.Equal(0, load.ServerErrors);
        await LetBreachAsync(slas[..10]);
        await nodes[1].KillAsync();
        await LetBreachAsync(slas[10..20]);
        await WorkAsync(load, items: 200);
        await LetBreachAsync(slas[20..]);
        for (var time = 0; time < 5; time++)
        {
            PostgresServer.Disconnect(database);
            await WorkAsync(load, items: 60);
        }

        await UntilBreachedAsync(slas.Count);
        await end.CancelAsync();
        await Task.WhenAll(clients);
        await reading;

        Assert.Empty(load.Unexpected);
        var state = await DomainState.ReadAsync(nodes[2].Client, domain.Id);
        ShouldHaveEveryItemWhole(state, load);
        ShouldHaveOneOfEach(state, load);
        ShouldHaveEveryUpdateInARow(state, load, updated.Id);
        ShouldRecordEachBreachOnce(state, slas);
        Assert.Equal(state.EventIds, await reader.FinishAsync(nodes[0].Client));
    }

    private static void ShouldHaveEveryItemWhole(DomainState state, NodesLoad load)
    {
        Assert.Empty(load.Items.Keys.Except(state.Items.Keys));
        Assert.All(load.Items, item => Assert.Equal(item.Value, state.Items[item.Key]));
        Assert.Equal(state.Comments.Count, state.Comments.Distinct().Count());
        Assert.Equal(state.Items.Keys.Order(), state.AuditedItems("RelatedItem.Created").Order());
        Assert.Equal(state.Items.Keys.Order(), state.ItemsWithEvent("RELATED_ITEM.CREATED").Order());
        Assert.Equal(state.Titles.Keys.Order(), state.CasesWithEvent("CASE.CREATED").Order());
        var filled = state.Items.GroupBy(item => item.Value).Select(items => items.Count()).ToList();
        Assert.Equal(ItemsPerCase, filled.Max());
        Assert.Equal(load.FullCases, filled.Count(count => count == ItemsPerCase));
    }

    private static void ShouldHaveOneOfEach(DomainState state, NodesLoad load)
    {
        var casesByTitle = state.Titles.ToLookup(title => title.Value, title => title.Key);
        Assert.All(load.CasesByToken, token =>
        {
            var caseIds = casesByTitle[token.Key].ToList();
            Assert.True(caseIds.Count <= 1, $"Token {token.Key} created {caseIds.Count} cases.");
            Assert.All(token.Value, caseId => Assert.Equal(caseId, Assert.Single(caseIds)));
        });
        Assert.Equal(state.FieldNames.Distinct().Count(), state.FieldNames.Count);
        Assert.All(load.FieldsByName.Values, fieldIds => Assert.InRange(fieldIds.Count, 0, 1));
        Assert.Empty(load.FieldsByName.Where(name => !name.Value.IsEmpty).Select(name => name.Key).Except(state.FieldNames));
    }

    // Each update must start from the result of the update before it.
    private static void ShouldHaveEveryUpdateInARow(DomainState state, NodesLoad load, string caseId)
    {
        var changes = state.Audits[caseId].Where(audit => (string)audit["type"]! == "Case.Updated").Reverse()
            .Select(audit => audit["fields"]!.AsArray().Single(field => (string)field!["eventFieldId"]! == "summary")!)
            .Select(field => (Old: (string?)field["oldValue"]!["stringValue"], New: (string)field["newValue"]!["stringValue"]!)).ToList();
        Assert.Equal(changes.Select(change => change.New).Prepend(null).SkipLast(1), changes.Select(change => change.Old));
        Assert.Equal(changes.Count, changes.Select(change => change.New).Distinct().Count());
        Assert.Empty(load.Summaries.Except(changes.Select(change => change.New)));
        Assert.Equal(
            changes.Select(change => change.New),
            state.Events.Where(@event => (string)@event["detail"]!["eventType"]! == "CASE.UPDATED")
                .Select(@event => (string)@event["detail"]!["case"]!["fields"]!["summary"]!["value"]!["stringValue"]!));
    }

    private static void ShouldRecordEachBreachOnce(DomainState state, List<string> slas)
    {
        Assert.Equal(slas.Order(), state.AuditedItems("RelatedItem.Updated").Order());
        Assert.Equal(slas.Order(), state.ItemsWithEvent("RELATED_ITEM.UPDATED").Order());
    }

    private static async Task<List<string>> CreateSlasAsync(TestDomain domain, string templateId)
    {
        var slas = new List<string>();
        for (var number = 0; number < 10; number++)
        {
            var @case = await domain.CreateCaseAsync(templateId);
            for (var minutes = 100; minutes < 103; minutes++)
            {
                slas.Add(await @case.AddSlaAsync("Resolution", minutes));
            }
        }

        return slas;
    }

    private static async Task WorkAsync(NodesLoad load, int items)
    {
        var enough = load.Items.Count + items;
        for (var attempt = 0; attempt < 600 && load.Items.Count < enough; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.True(load.Items.Count >= enough, $"The clients added too few items. {string.Join('\n', load.Unexpected.Take(5))}");
    }

    // Moves the target time to now, because the shortest SLA takes one minute and the servers use the real clock.
    private async Task LetBreachAsync(IEnumerable<string> slas) => await ReadAsync(
        $"""UPDATE "RelatedItems" SET "SlaTargetTime" = now() WHERE "RelatedItemId" IN ({string.Join(',', slas.Select(id => $"'{id}'"))})""");

    private async Task UntilBreachedAsync(int slas)
    {
        const string Breached = """SELECT count(*) FROM "RelatedItems" WHERE "SlaStatus" = 'Overdue' """;
        for (var attempt = 0; attempt < 300 && (long)(await ReadAsync(Breached))! < slas; attempt++)
        {
            await Task.Delay(50);
        }

        Assert.Equal((long)slas, await ReadAsync(Breached));
    }

    private async Task<object?> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{PostgresServer.ConnectionTo(database)};Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Reads new events continuously, like a program that delivers them.</summary>
    private sealed class EventReader(string domainId)
    {
        private readonly List<string> read = [];
        private string? token;

        public async Task ReadAsync(IReadOnlyList<CasesClient> nodes, CancellationToken end)
        {
            for (var turn = 0; !end.IsCancellationRequested; turn++)
            {
                if (!await TurnAsync(nodes[turn % nodes.Count]))
                {
                    await Task.Delay(10, CancellationToken.None);
                }
            }
        }

        public async Task<IReadOnlyList<string>> FinishAsync(CasesClient node)
        {
            while (await TurnAsync(node))
            {
            }

            var last = await PageAsync(node);
            return [.. read, .. last["events"].AsArray().Select(@event => (string)@event!["id"]!)];
        }

        // The last page has no token until it is full. The reader requests it again until then.
        private async Task<bool> TurnAsync(CasesClient node)
        {
            var page = await PageAsync(node);
            if (page.ErrorType is not null || page.Json["nextToken"] is not { } next)
            {
                return false;
            }

            read.AddRange(page["events"].AsArray().Select(@event => (string)@event!["id"]!));
            token = (string)next!;
            return true;
        }

        private Task<ApiResponse> PageAsync(CasesClient node) => node.SendAsync(
            HttpMethod.Get, $"/_emulator/events?domainId={domainId}&maxResults=7{(token is null ? "" : $"&nextToken={token}")}", null);
    }

    /// <summary>The state of a domain as one node returns it.</summary>
    private sealed record DomainState(
        IReadOnlyDictionary<string, string> Titles,
        IReadOnlyDictionary<string, string> Items,
        IReadOnlyList<string> Comments,
        IReadOnlyDictionary<string, List<JsonNode>> Audits,
        IReadOnlyList<string> FieldNames,
        IReadOnlyList<JsonNode> Events)
    {
        public IEnumerable<string> EventIds => Events.Select(@event => (string)@event["id"]!);

        public static async Task<DomainState> ReadAsync(CasesClient client, string domainId)
        {
            var path = $"/domains/{domainId}";
            var titles = (await client.AllAsync($"{path}/cases-search", "cases", """{"fields":[{"id":"title"}],"maxResults":100}"""))
                .ToDictionary(found => (string)found["caseId"]!, found => (string)found["fields"]![0]!["value"]!["stringValue"]!);
            var items = new Dictionary<string, string>();
            var comments = new List<string>();
            var audits = new Dictionary<string, List<JsonNode>>();
            foreach (var caseId in titles.Keys)
            {
                foreach (var item in await client.AllAsync($"{path}/cases/{caseId}/related-items-search", "relatedItems"))
                {
                    items.Add((string)item["relatedItemId"]!, caseId);
                    comments.AddRange(item["content"]!["comment"] is { } comment ? [(string)comment["body"]!] : []);
                }

                audits[caseId] = await client.AllAsync($"{path}/cases/{caseId}/audit-history", "auditEvents");
                Assert.Single(audits[caseId], audit => (string)audit["type"]! == "Case.Created");
            }

            var fields = await client.AllListedAsync(HttpMethod.Post, $"{path}/fields-list", "fields");
            var events = await client.AllListedAsync(HttpMethod.Get, $"/_emulator/events?domainId={domainId}", "events");
            return new(titles, items, comments, audits, [.. fields.Select(field => (string)field["name"]!)], events);
        }

        public IEnumerable<string> AuditedItems(string type) => Audits.Values.SelectMany(audits => audits)
            .Where(audit => (string)audit["type"]! == type)
            .Select(audit => (string)audit["fields"]![0]!["newValue"]!["stringValue"]!);

        public IEnumerable<string> ItemsWithEvent(string type) => Of(type).Select(detail => (string)detail["relatedItem"]!["relatedItemId"]!);

        public IEnumerable<string> CasesWithEvent(string type) => Of(type).Select(detail => (string)detail["case"]!["caseId"]!);

        private IEnumerable<JsonNode> Of(string type) =>
            Events.Select(@event => @event["detail"]!).Where(detail => (string)detail["eventType"]! == type);
    }
}
