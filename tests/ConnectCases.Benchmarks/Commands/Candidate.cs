using System.Text.Json.Nodes;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>A server that a command compares with others: an emulator or a floor, and its database.</summary>
internal sealed record Candidate(string Name, Func<ServerProcess> Launch)
{
    /// <summary>A request of the API. The response shows that the server works.</summary>
    public byte[] FirstRequest { get; private init; } = RequestBytes.Ready;

    /// <summary>Creates the requests of a scenario. The result is null if the candidate does not have the scenario.</summary>
    public Func<Scenario, Task<byte[][]?>> PrepareAsync { get; private init; } = _ => Task.FromResult<byte[][]?>(null);

    public static Candidate Emulator(string name, Database database) => new(name, database.Launch)
    {
        FirstRequest = GetCase(database.Sample),
        PrepareAsync = async scenario =>
        {
            using var server = database.Start();
            using var emulator = new EmulatorClient(server.Port);
            return await scenario.PrepareAsync(database.Sample, emulator);
        },
    };

    /// <summary>Fills the database of the floor, so that every later start opens an existing database.</summary>
    public static Candidate Floor(Workspace workspace, string name, byte[] firstRequest)
    {
        var candidate = new Candidate(name, () => workspace.LaunchFloor(name))
        {
            FirstRequest = firstRequest,
            PrepareAsync = scenario => Task.FromResult(scenario.FloorNamed(name)?.Requests),
        };
        using var server = candidate.Start();
        return candidate;
    }

    public static byte[] GetCase(Sample sample) => RequestBytes.Post(
        sample.PathOf(0), new JsonObject { ["fields"] = CaseQueries.Ids(["title", "status"]) });

    /// <summary>Starts the server and waits for the first response of the readiness probe.</summary>
    public ServerProcess Start()
    {
        var server = Launch();
        server.WaitForResponse(RequestBytes.Ready);
        return server;
    }
}
