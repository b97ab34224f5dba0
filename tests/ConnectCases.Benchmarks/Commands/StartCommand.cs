using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures the time from process start to the first response, and the memory. The database already exists.</summary>
internal static class StartCommand
{
    private const int Connections = 8;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private static readonly Metric[] Metrics =
    [
        new("first response ms", Report.Number),
        new("CPU s", Report.Milliseconds),
    ];

    public static Command Create()
    {
        var cases = CommonOptions.Cases(1_000);
        var rounds = CommonOptions.Rounds(9);
        var seconds = CommonOptions.Seconds(10);
        var command = new Command("start", "Measures the time to the first response, and the memory when idle and after load")
        {
            CommonOptions.Server, CommonOptions.Against, cases, rounds, seconds, CommonOptions.Files,
        };
        command.SetAction(async (options, _) =>
        {
            using var candidates = new Candidates(options);
            var (count, load) = (options.GetValue(rounds), TimeSpan.FromSeconds(options.GetValue(seconds)));
            Report.Machine();
            Report.Method(
                $"Time from process start to the first response of the API (GetCase; sqlite: a page of items), and CPU time until then. Medians of {count} starts. {Comparison.RatioNote}",
                $"Memory: RSS / PSS / anonymous MiB, idle {Idle.TotalSeconds} s after another start, loaded after {load.TotalSeconds} s of mixed requests on {Connections} connections. The floors always have the same small database.");
            Comparison.Header("cases", Metrics, "min ms", "max ms", "idle", "loaded");
            var floors = candidates.Floors();
            foreach (var size in options.GetValue(cases)!)
            {
                IReadOnlyList<Candidate> all = [.. await candidates.OnDatabasesAsync(size), .. floors];
                var starts = new Comparison(all, Metrics, count, Start);
                var memory = new Dictionary<Candidate, string[]>();
                foreach (var candidate in all)
                {
                    memory[candidate] = await MeasureMemoryAsync(candidate, load);
                }

                starts.Print(Report.Number(size), candidate =>
                [
                    Report.Number(starts.Values(candidate, 0).Min()),
                    Report.Number(starts.Values(candidate, 0).Max()),
                    .. memory[candidate],
                ]);
            }
        });
        return command;
    }

    private static double[] Start(Candidate candidate)
    {
        using var server = candidate.Launch();
        return [server.WaitForResponse(candidate.FirstRequest).TotalMilliseconds, server.CpuTime.TotalSeconds];
    }

    private static async Task<string[]> MeasureMemoryAsync(Candidate candidate, TimeSpan load)
    {
        if (await candidate.PrepareAsync(ScenarioCatalog.Mixed) is not { } requests)
        {
            return ["", ""];
        }

        using var server = candidate.Launch();
        server.WaitForResponse(candidate.FirstRequest);
        await Task.Delay(Idle);
        var idle = server.Memory;
        var measured = new LoadGenerator(server, Connections, requests).Run(load);
        return [Report.Memory(idle), measured.FirstFailure ?? Report.Memory(server.Memory)];
    }
}
