using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>A database of an earlier version opens, and the server answers as the earlier version did.</summary>
public sealed class EarlierVersionAnswersTests : IAsyncLifetime
{
    private const string UpdateVariable = "CONNECTCASES_UPDATE_ANSWERS";

    private static readonly string[] ReadVerbs = ["Get", "BatchGet", "List", "Search"];

    private readonly SqliteTestDatabase database = new();

    public static TheoryData<string> Versions => [.. KeptVersion.Names];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await database.DisposeAsync();

    [SqliteTheory]
    [MemberData(nameof(Versions))]
    public async Task Its_answers_are_the_same(string version)
    {
        var kept = new KeptVersion(version);
        await using var app = await OpenAsync(kept);
        var answers = await kept.ReadAnswersAsync();
        var clients = answers.Select(answer => (answer.Account, answer.Region)).Distinct()
            .ToDictionary(caller => caller, caller => app.ClientOf(caller.Account, caller.Region));
        var now = new List<KeptAnswer>();
        foreach (var answer in answers)
        {
            now.Add(await answer.RepeatAsync(clients[(answer.Account, answer.Region)]));
        }

        var changes = answers.Zip(now).Where(pair => pair.First != pair.Second).Select(pair => pair.First.DescribeChange(pair.Second)).ToList();
        if (changes.Count > 0 && Environment.GetEnvironmentVariable(UpdateVariable) is not null)
        {
            await kept.WriteAnswersAsync(now);
            return;
        }

        Assert.True(
            changes.Count == 0,
            $"{changes.Count} of {answers.Count} answers of {version} differ:\n{string.Join("\n\n", changes.Take(3))}\n"
            + $"If the change is intended, run this test with {UpdateVariable}=1 to write the answers, and read the differences.");
    }

    [SqliteTheory]
    [MemberData(nameof(Versions))]
    public async Task Its_running_merge_completes(string version)
    {
        var kept = new KeptVersion(version);
        await using var app = await OpenAsync(kept);
        var running = (await kept.ReadAnswersAsync()).First(answer => (string?)answer.Answer?["status"] == "IN_PROGRESS");
        var secondary = (string)running.Answer!["secondaryCaseIds"]![0]!;
        var client = app.ClientOf(running.Account, running.Region);

        app.Clock.Advance(TimeSpan.FromDays(1));
        (await client.PostAsync("/_emulator/merges/release")).ShouldSucceed();

        var domain = running.Target.Split("/cases/")[0];
        Assert.Equal("COMPLETED", (await client.PostAsync($"{domain}/cases/{secondary}/merge-status")).ShouldSucceed().Id("status"));
    }

    [RecordVersionFact]
    public async Task Records_a_version()
    {
        var answers = new List<KeptAnswer>();
        await using (var app = VersionContent.CreateApp(database))
        {
            var deleted = await new VersionContent(app).WriteAsync();
            foreach (var (account, region) in VersionContent.Callers)
            {
                await new VersionReads(app.ClientOf(account, region), deleted, answers).ReadAsync();
            }
        }

        await database.UntilReleasedAsync();
        ShouldHaveAnswersOfAllReadOperations(answers);
        await new KeptVersion(RecordVersionFactAttribute.Name!).WriteAsync(database, answers);
    }

    private async Task<CasesApp> OpenAsync(KeptVersion kept)
    {
        await kept.UnpackAsync(database);
        var app = CasesApp.On(database);
        app.Clock.SetUtcNow(KeptVersion.RecordedTime + TimeSpan.FromHours(3));
        return app;
    }

    private static void ShouldHaveAnswersOfAllReadOperations(List<KeptAnswer> answers)
    {
        var reads = Contract.Routes.Where(route => ReadVerbs.Any(verb => route.Key.StartsWith(verb, StringComparison.Ordinal)));
        Assert.All(reads, route => Assert.Contains(answers, answer => answer.IsAnswerOf(route.Value.Method, route.Value.Path)));
    }
}

/// <summary>The recorder of the next version. It runs only if the environment variable has the name of the version.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordVersionFactAttribute : FactAttribute
{
    private const string Variable = "CONNECTCASES_RECORD_VERSION";

    public RecordVersionFactAttribute() => Skip = Name switch
    {
        null => $"Records a version only if {Variable} is set.",
        _ when PostgresServer.IsGiven => SqliteFactAttribute.Reason,
        _ => null,
    };

    public static string? Name { get; } = Environment.GetEnvironmentVariable(Variable);
}
