using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>
/// Measures what a test suite waits for: a new server on an empty database, and requests that follow each other.
/// </summary>
internal static class SuiteCommand
{
    private static readonly Metric[] Metrics =
    [
        new("ready s", Report.Milliseconds),
        new($"{TestSuite.EarlyRequests} requests s", Report.Milliseconds),
        new($"{TestSuite.Requests} requests s", Report.Milliseconds),
        new("CPU s", Report.Milliseconds),
    ];

    public static Command Create()
    {
        var rounds = CommonOptions.Rounds(5);
        var command = new Command("suite", "Measures the requests of a test suite from the start of a server on a new database")
        {
            CommonOptions.Server, CommonOptions.Against, rounds, CommonOptions.Files,
        };
        command.SetAction(options =>
        {
            using var candidates = new Candidates(options);
            var count = options.GetValue(rounds);
            Report.Machine();
            Report.Method(
                $"Seconds from process start, medians of {count} starts on new databases. One connection sends {TestSuite.Requests} requests in sequence. CPU: user and system time of the server at the end.",
                Comparison.RatioNote);
            Comparison.Header("requests", Metrics);
            new Comparison(candidates.OnEmptyDatabases(), Metrics, count, Measure).Print(Report.Number(TestSuite.Requests));
        });
        return command;
    }

    private static double[] Measure(Candidate candidate)
    {
        using var server = candidate.Launch();
        var ready = server.WaitForResponse(RequestBytes.Ready);
        using var connection = new RawConnection(server.Port);
        var early = TimeSpan.Zero;
        var sent = 0;
        foreach (var _ in new TestSuite(connection).Send())
        {
            if (++sent == TestSuite.EarlyRequests)
            {
                early = server.Elapsed;
            }
        }

        return sent == TestSuite.Requests
            ? [ready.TotalSeconds, early.TotalSeconds, server.Elapsed.TotalSeconds, server.CpuTime.TotalSeconds]
            : throw new InvalidOperationException($"The suite must have {TestSuite.Requests} requests. It had {sent}.");
    }
}
