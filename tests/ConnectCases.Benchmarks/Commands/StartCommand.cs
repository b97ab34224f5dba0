using System.CommandLine;
using System.Text.Json.Nodes;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures the time from process start to the first response, and the memory. The database already exists.</summary>
internal static class StartCommand
{
    private const int Connections = 8;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var against = new Option<string?>("--against")
        {
            Description = "A folder with a second published server. The starts of the two servers take turns",
            HelpName = "FOLDER",
        };
        var cases = CommonOptions.Cases(1_000);
        var rounds = CommonOptions.Rounds(9);
        var seconds = CommonOptions.Seconds(10);
        var command = new Command("start", "Measures the time to the first response, and the memory when idle and after load")
        {
            CommonOptions.Server, against, cases, rounds, seconds, CommonOptions.Files,
        };
        command.SetAction(async (options, _) =>
        {
            using var own = Workspace.Of(options);
            using var other = options.GetValue(against) is null ? null : Workspace.Of(options, against);
            var (count, load) = (options.GetValue(rounds), TimeSpan.FromSeconds(options.GetValue(seconds)));
            Report.Machine();
            Report.Method(
                $"Time from process start to the response of a GetCase request, median of {count} starts in turns. Memory: RSS / PSS / anonymous MiB,",
                $"idle {Idle.TotalSeconds} s after the last start, loaded after {load.TotalSeconds} s of mixed requests on {Connections} connections.");
            Report.Table("server", "cases", "first response ms", "min", "max", "idle", "loaded");
            foreach (var size in options.GetValue(cases)!)
            {
                List<Candidate> candidates = [new("server", await own.PrepareAsync(size))];
                if (other is not null)
                {
                    candidates.Add(new("against", await other.PrepareAsync(size)));
                }

                await MeasureAsync(candidates, count, load);
            }
        });
        return command;
    }

    private static async Task MeasureAsync(List<Candidate> candidates, int rounds, TimeSpan load)
    {
        for (var round = 1; round < rounds; round++)
        {
            candidates.ForEach(candidate => candidate.StartOnce().Dispose());
        }

        foreach (var candidate in candidates)
        {
            using var server = candidate.StartOnce();
            await Task.Delay(Idle);
            var idle = server.Memory;
            using var emulator = new EmulatorClient(server.Port);
            var requests = await ScenarioCatalog.Mixed.PrepareAsync(candidate.Database.Sample, emulator);
            var measured = new LoadGenerator(server, Connections, requests).Run(load);
            Report.Row(
                candidate.Name,
                Report.Number(candidate.Database.Sample.Data.Count),
                Report.Number(candidate.Milliseconds.Median(time => time)),
                Report.Number(candidate.Milliseconds.Min()),
                Report.Number(candidate.Milliseconds.Max()),
                Report.Memory(idle),
                measured.FirstFailure is null ? Report.Memory(server.Memory) : measured.FirstFailure);
        }
    }

    private sealed record Candidate(string Name, Database Database)
    {
        private readonly byte[] firstRequest = RequestBytes.Post(
            Database.Sample.PathOf(0), new JsonObject { ["fields"] = CaseQueries.Ids(["title", "status"]) });

        public List<double> Milliseconds { get; } = [];

        public ServerProcess StartOnce()
        {
            var server = Database.Launch();
            Milliseconds.Add(server.WaitForResponse(firstRequest).TotalMilliseconds);
            return server;
        }
    }
}
