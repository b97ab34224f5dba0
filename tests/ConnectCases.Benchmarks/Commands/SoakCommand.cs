using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Runs mixed load for a long time and checks whether the memory or the WAL keeps growing.</summary>
internal static class SoakCommand
{
    private const double Mebibyte = 1024 * 1024;
    private const double Tolerance = 1.1;
    private const int MinSamples = 12;

    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "The duration in minutes", DefaultValueFactory = _ => 10 };
        var cases = CommonOptions.Cases(100_000);
        var connections = CommonOptions.Connections(8);
        var command = new Command("soak", "Runs mixed load and fails if the WAL or the memory keeps growing")
        {
            minutes, cases, connections, CommonOptions.Server, CommonOptions.Files,
        };
        command.SetAction(async (options, _) =>
        {
            using var workspace = Workspace.Of(options);
            var database = await workspace.PrepareAsync(options.GetValue(cases)![0]);
            return await RunAsync(
                database, options.GetValue(connections)![0], TimeSpan.FromMinutes(options.GetValue(minutes)));
        });
        return command;
    }

    private static async Task<int> RunAsync(Database database, int connections, TimeSpan duration)
    {
        using var server = database.Start();
        using var emulator = new EmulatorClient(server.Port);
        var requests = await ScenarioCatalog.Mixed.PrepareAsync(database.Sample, emulator);
        var load = new LoadGenerator(server, connections, requests);
        var interval = TimeSpan.FromSeconds(Math.Min(MaxInterval.TotalSeconds, duration.TotalSeconds / MinSamples));
        var (memory, wal, failures) = (new List<double>(), new List<double>(), 0);

        Report.Machine();
        Report.Table("s", "req/s", "p99 ms", "RSS MiB", "anonymous MiB", "database MiB", "WAL MiB", "failures");
        for (var elapsed = interval; elapsed <= duration; elapsed += interval)
        {
            var measured = load.Run(interval);
            memory.Add(server.Memory.Own);
            wal.Add(SizeOf(database.Path + "-wal"));
            failures += measured.Failures;
            Report.Row(
                Report.Number(elapsed.TotalSeconds),
                Report.Number(measured.Throughput),
                Report.Milliseconds(measured.P99),
                Report.Number(server.Memory.Resident),
                Report.Number(memory[^1]),
                Report.Number(SizeOf(database.Path!)),
                Report.Number(wal[^1]),
                measured.FirstFailure ?? "0");
        }

        (string Name, bool Grows)[] verdicts = [("The server's own memory", KeepsGrowing(memory)), ("The WAL", KeepsGrowing(wal))];
        foreach (var (name, grows) in verdicts)
        {
            Report.Line($"{(name == verdicts[0].Name ? "\n" : "")}{name} {(grows ? "keeps growing: **failed**" : "does not keep growing")}.");
        }

        return failures > 0 || Array.Exists(verdicts, verdict => verdict.Grows) ? 1 : 0;
    }

    // The first third of the samples is warm-up. Sizes keep growing if the smallest size of the last third is clearly above
    // the largest size of the middle third. Sizes that only go up and down do not meet this condition.
    private static bool KeepsGrowing(List<double> sizes)
    {
        var third = sizes.Count / 3;
        return sizes[^third..].Min() > Tolerance * sizes[third..^third].Max();
    }

    private static double SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length / Mebibyte : 0;
}
