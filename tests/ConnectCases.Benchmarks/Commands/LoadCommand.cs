using System.CommandLine;
using System.Globalization;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures scenarios and their floors; what is done when no command is named.</summary>
internal sealed class LoadCommand(Workspace workspace, int[] connections, TimeSpan round, int rounds)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private bool failed;

    public static void AddTo(Command command)
    {
        var cases = CommonOptions.Cases("1000");
        var connections = CommonOptions.Connections("1,8,32");
        var seconds = CommonOptions.Seconds(5);
        var rounds = CommonOptions.Rounds(5);
        var scenarios = new Option<string?>("--scenarios")
        {
            Description = $"Some of: {string.Join(", ", ScenarioCatalog.All.Select(scenario => scenario.Name))}",
            HelpName = "A,B",
        };
        var postgres = new Option<string?>("--postgres")
        {
            Description = "Let the server keep its state in this PostgreSQL database, which is filled by calls (1,000 cases)",
            HelpName = "CONNECTION STRING",
        };
        Array.ForEach<Option>(
            [scenarios, cases, connections, seconds, rounds, postgres, CommonOptions.Server, CommonOptions.Files],
            command.Options.Add);
        command.SetAction(async (options, _) =>
        {
            using var workspace = Workspace.Of(options);
            var load = new LoadCommand(
                workspace,
                options.GetValue(connections)!,
                TimeSpan.FromSeconds(options.GetValue(seconds)),
                options.GetValue(rounds));
            return await load.RunAsync(Chosen(options.GetValue(scenarios)), options.GetValue(cases)!, options.GetValue(postgres));
        });
    }

    private static IReadOnlyList<Scenario> Chosen(string? names) => names is null
        ? ScenarioCatalog.All
        : [.. ScenarioCatalog.All.Where(scenario => Array.Exists(names.Split(','), scenario.IsNamed))];

    private async Task<int> RunAsync(IReadOnlyList<Scenario> scenarios, int[] sizes, string? postgres)
    {
        Report.Machine();
        Report.Method(
            $"Closed-loop load over keep-alive connections from the same machine; medians of {rounds} rounds of {round.TotalSeconds} s after {WarmUp.TotalSeconds} s of warm-up.",
            "Server and floor take turns, round by round; the ratio is the median of those of the rounds. Memory is resident / own, in MiB, at the end.");
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

        return failed ? 1 : 0;
    }

    private async Task MeasureAsync(Scenario scenario, Database database)
    {
        using var server = database.Start();
        using var emulator = new EmulatorClient(server.Port);
        var requests = await scenario.PrepareAsync(database.Sample, emulator);
        using var floor = scenario.Floor is null ? null : workspace.StartFloor(scenario.Floor.Name);
        foreach (var count in connections)
        {
            var load = new LoadGenerator(server, count, requests);
            var floorLoad = floor is null ? null : new LoadGenerator(floor, count, scenario.Floor!.Requests);
            load.Run(WarmUp);
            floorLoad?.Run(WarmUp);
            var pairs = Enumerable.Range(0, rounds).Select(_ => (Own: load.Run(round), Floor: floorLoad?.Run(round))).ToList();
            Print(scenario, database.Sample.Data.Count, count, pairs, server.Memory);
        }
    }

    private void Print(
        Scenario scenario, int cases, int count, List<(Measurement Own, Measurement? Floor)> pairs, MemoryUse memory)
    {
        var own = Measurement.Median([.. pairs.Select(pair => pair.Own)]);
        var floor = pairs[0].Floor is null ? null : Measurement.Median([.. pairs.Select(pair => pair.Floor!)]);
        Report.Row(
            scenario.Name,
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
            failed = true;
            Report.Line($"**{scenario.Name}: {failure.Failures} requests failed, first: {failure.FirstFailure}**");
        }
    }
}
