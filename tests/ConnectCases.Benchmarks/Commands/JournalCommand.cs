using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures what the request journal costs: the same server with the journal and without.</summary>
internal static class JournalCommand
{
    private const int CaseCount = 1_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private static readonly Metric[] Metrics =
    [
        new("req/s", Report.Number), new("p50 ms", Report.Milliseconds), new("p99 ms", Report.Milliseconds),
        new("CPU µs/req", Report.Number), new("anonymous MiB", Report.Number),
    ];

    public static Command Create()
    {
        var connections = CommonOptions.Connections(1, 32);
        var seconds = CommonOptions.Seconds(5);
        var rounds = CommonOptions.Rounds(9);
        var command = new Command("journal", "Measures what the request journal costs")
        {
            connections, seconds, rounds, CommonOptions.Server, CommonOptions.Files,
        };
        command.SetAction(async (options, _) =>
        {
            // A copy of a database has the same name in each run of a workspace.
            using var workspace = Workspace.Of(options);
            using var other = Workspace.Of(options);
            await RunAsync(
                (workspace, other), options.GetValue(connections)!, TimeSpan.FromSeconds(options.GetValue(seconds)), options.GetValue(rounds));
        });
        return command;
    }

    private static async Task RunAsync((Workspace On, Workspace Off) workspaces, int[] connections, TimeSpan round, int rounds)
    {
        Report.Machine();
        Report.Method(
            $"Closed-loop load; medians of {rounds} rounds of {round.TotalSeconds} s after {WarmUp.TotalSeconds} s of warm-up. Both servers run during all rounds. Nobody reads the journal.",
            Comparison.RatioNote);
        Comparison.Header("scenario, connections", Metrics);
        foreach (var scenario in (Scenario[])[ScenarioCatalog.Items, ScenarioCatalog.AuditEvents, ScenarioCatalog.Comments])
        {
            await MeasureAsync(workspaces, scenario, connections, round, rounds);
        }
    }

    private static async Task MeasureAsync(
        (Workspace On, Workspace Off) workspaces, Scenario scenario, int[] connections, TimeSpan round, int rounds)
    {
        var (kept, none) = (await workspaces.On.PrepareAsync(CaseCount), await workspaces.Off.PrepareAsync(CaseCount));
        using var on = kept.Start();
        using var off = (none with { Options = [.. none.Options, "--ConnectCases:RequestsKept=0"] }).Start();
        var (requestsOn, requestsOff) = (await PrepareAsync(scenario, kept, on), await PrepareAsync(scenario, none, off));
        foreach (var count in connections)
        {
            Measure([("journal", on, new(on, count, requestsOn)), ("no journal", off, new(off, count, requestsOff))], round, rounds)
                .Print($"{scenario.Name}, {count}");
        }
    }

    private static async Task<byte[][]> PrepareAsync(Scenario scenario, Database database, ServerProcess server)
    {
        using var emulator = new EmulatorClient(server.Port);
        return await scenario.PrepareAsync(database.Sample, emulator);
    }

    private static Comparison Measure(
        IReadOnlyList<(string Name, ServerProcess Server, LoadGenerator Load)> servers, TimeSpan round, int rounds)
    {
        foreach (var (_, _, load) in servers)
        {
            load.Run(WarmUp);
        }

        return new([.. servers.Select(server => new Candidate(server.Name, () => server.Server))], Metrics, rounds, candidate =>
        {
            var (_, server, load) = servers.Single(server => server.Name == candidate.Name);
            var measured = load.Run(round);
            return measured.Failures == 0
                ? [measured.Throughput, measured.P50, measured.P99, measured.CpuMicroseconds, server.Memory.Own]
                : throw new InvalidOperationException($"{measured.Failures} requests failed. The first failure was: {measured.FirstFailure}");
        });
    }
}
