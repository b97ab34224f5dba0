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
            using var workspace = Workspace.Of(options);
            await RunAsync(
                workspace, options.GetValue(connections)!, TimeSpan.FromSeconds(options.GetValue(seconds)), options.GetValue(rounds));
        });
        return command;
    }

    private static async Task RunAsync(Workspace workspace, int[] connections, TimeSpan round, int rounds)
    {
        Report.Machine();
        Report.Method(
            $"Closed-loop load; medians of {rounds} rounds of {round.TotalSeconds} s after {WarmUp.TotalSeconds} s of warm-up. Both servers run during all rounds. Nobody reads the journal.",
            Comparison.RatioNote);
        Comparison.Header("scenario, connections", Metrics);
        foreach (var scenario in (Scenario[])[ScenarioCatalog.Items, ScenarioCatalog.AuditEvents, ScenarioCatalog.Comments])
        {
            using var on = await StartAsync(workspace, scenario);
            using var off = await StartAsync(workspace, scenario, "--ConnectCases:RequestsKept=0");
            foreach (var count in connections)
            {
                Measure(scenario, count, round, rounds, on, off);
            }
        }
    }

    private static async Task<Loaded> StartAsync(Workspace workspace, Scenario scenario, params string[] options)
    {
        var database = await workspace.PrepareAsync(CaseCount);
        var server = workspace.Start([.. database.Options, .. options]);
        using var emulator = new EmulatorClient(server.Port);
        var requests = await scenario.PrepareAsync(database.Sample, emulator);
        return new(server, count => new LoadGenerator(server, count, requests));
    }

    private static void Measure(Scenario scenario, int count, TimeSpan round, int rounds, Loaded on, Loaded off)
    {
        var loads = new Dictionary<string, (Loaded Server, LoadGenerator Load)>
        {
            ["journal"] = (on, on.CreateLoad(count)),
            ["no journal"] = (off, off.CreateLoad(count)),
        };
        foreach (var (_, load) in loads.Values)
        {
            load.Run(WarmUp);
        }

        new Comparison([.. loads.Keys.Select(name => new Candidate(name, () => loads[name].Server.Process))], Metrics, rounds, candidate =>
        {
            var (server, load) = loads[candidate.Name];
            var measured = load.Run(round);
            return measured.Failures == 0
                ? [measured.Throughput, measured.P50, measured.P99, measured.CpuMicroseconds, server.Process.Memory.Own]
                : throw new InvalidOperationException($"{measured.Failures} requests failed. The first failure was: {measured.FirstFailure}");
        }).Print($"{scenario.Name}, {count}");
    }

    private sealed record Loaded(ServerProcess Process, Func<int, LoadGenerator> CreateLoad) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
