using System.CommandLine;
using System.Globalization;
using ConnectCases.Benchmarks.Floors;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures scenarios and their floors. This is the default command.</summary>
internal sealed class LoadCommand(Workspace workspace, string floorName, int[] connections, TimeSpan round, int rounds)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly List<string> failures = [];

    public static void AddTo(Command command)
    {
        var cases = CommonOptions.Cases(1_000);
        var connections = CommonOptions.Connections(1, 8, 32);
        var seconds = CommonOptions.Seconds(5);
        var rounds = CommonOptions.Rounds(5);
        var scenarios = CommonOptions.Scenarios();
        var floor = new Option<string>("--floor")
        {
            Description = "The floor for scenarios that both floors have",
            DefaultValueFactory = _ => FloorApplication.Sqlite,
        };
        floor.AcceptOnlyFromAmong(FloorApplication.Ef, FloorApplication.Sqlite);
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Keep the state in this PostgreSQL database. The command fills it with API calls",
            HelpName = "CONNECTION STRING",
        };
        Array.ForEach<Option>(
            [scenarios, cases, connections, seconds, rounds, floor, postgres, CommonOptions.Server, CommonOptions.Files],
            command.Options.Add);
        command.SetAction(async (options, _) =>
        {
            using var workspace = Workspace.Of(options);
            var load = new LoadCommand(
                workspace,
                options.GetValue(floor)!,
                options.GetValue(connections)!,
                TimeSpan.FromSeconds(options.GetValue(seconds)),
                options.GetValue(rounds));
            return await load.RunAsync(
                options.GetValue(scenarios) ?? ScenarioCatalog.All, options.GetValue(cases)!, options.GetValue(postgres));
        });
    }

    private async Task<int> RunAsync(IReadOnlyList<Scenario> scenarios, int[] sizes, string? postgres)
    {
        Report.Machine();
        Report.Method(
            $"Closed-loop load over keep-alive connections from the same machine; medians of {rounds} rounds of {round.TotalSeconds} s after {WarmUp.TotalSeconds} s of warm-up.",
            $"Server and floor take turns, round by round. The ratio is the median of the ratios of all rounds. Memory: RSS / PSS / anonymous MiB at the end. Floor: {floorName} if it has the scenario.");
        Report.Table("scenario", "cases", "conn.", "req/s", "p50 ms", "p99 ms", "CPU µs/req", "memory", "floor req/s", "floor p99 ms", "ratio");
        foreach (var cases in sizes)
        {
            var database = postgres is null
                ? await workspace.PrepareAsync(cases)
                : await workspace.PrepareAsync(cases, postgres);
            foreach (var scenario in scenarios)
            {
                await MeasureAsync(scenario, database);
            }
        }

        failures.ForEach(Report.Line);
        return failures.Count == 0 ? 0 : 1;
    }

    private async Task MeasureAsync(Scenario scenario, Database database)
    {
        using var server = database.Start();
        using var emulator = new EmulatorClient(server.Port);
        var requests = await scenario.PrepareAsync(database.Sample, emulator);
        var chosen = scenario.FloorNamed(floorName) ?? scenario.Floor;
        using var floor = chosen is null ? null : workspace.StartFloor(chosen);

        // The JIT optimizes code only after many calls. One connection alone needs too long for that.
        new LoadGenerator(server, connections.Max(), requests).Run(WarmUp);
        foreach (var count in connections)
        {
            var load = new LoadGenerator(server, count, requests);
            var floorLoad = floor is null ? null : new LoadGenerator(floor, count, chosen!.Requests);
            List<(Measurement Own, Measurement? Floor)> pairs = [(load.Run(WarmUp), floorLoad?.Run(WarmUp))];
            if (pairs[0].Own.Failures == 0)
            {
                pairs = [.. Enumerable.Range(0, rounds).Select(_ => (load.Run(round), floorLoad?.Run(round)))];
            }

            Print(scenario, database.Sample.Data.Count, count, pairs, server.Memory);
        }
    }

    private void Print(
        Scenario scenario, int cases, int count, List<(Measurement Own, Measurement? Floor)> pairs, MemoryUse memory)
    {
        var own = Measurement.Median([.. pairs.Select(pair => pair.Own)]);
        var floor = pairs[0].Floor is null ? null : Measurement.Median([.. pairs.Select(pair => pair.Floor!)]);
        Report.Row(
            own.Failures > 0 || floor?.Failures > 0 ? $"**FAILED** {scenario.Name}" : scenario.Name,
            Report.Number(cases),
            Report.Number(count),
            Report.Number(own.Throughput),
            Report.Milliseconds(own.P50),
            Report.Milliseconds(own.P99),
            Report.Number(own.CpuMicroseconds),
            Report.Memory(memory),
            floor is null ? "" : Report.Number(floor.Throughput),
            floor is null ? "" : Report.Milliseconds(floor.P99),
            floor is null
                ? ""
                : pairs.Median(pair => pair.Own.Throughput / pair.Floor!.Throughput).ToString("0.00", CultureInfo.InvariantCulture));
        foreach (var failure in new[] { own, floor }.OfType<Measurement>().Where(measurement => measurement.Failures > 0))
        {
            failures.Add($"\n**{scenario.Name}, {count} connections: {failure.Failures} failed, first: {failure.FirstFailure}**");
        }
    }
}
