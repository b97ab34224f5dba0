using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>
/// Puts load on servers that have just started. Every measurement is a new start on an existing database. The load begins
/// after the first response of the readiness probe.
/// </summary>
internal abstract class FreshStarts(int connections, double seconds, params Scenario[] scenarios)
{
    private readonly Option<IReadOnlyList<Scenario>> scenarios = CommonOptions.Scenarios(scenarios);
    private readonly Option<int[]> cases = CommonOptions.Cases(1_000);
    private readonly Option<int[]> connections = CommonOptions.Connections(connections);
    private readonly Option<double> seconds = CommonOptions.Seconds(seconds);
    private readonly Option<int> rounds = CommonOptions.Rounds(5);

    protected Command CreateCommand(string name, string description)
    {
        var command = new Command(name, description)
        {
            CommonOptions.Server, CommonOptions.Against, scenarios, cases, connections, seconds, rounds, CommonOptions.Files,
        };
        command.SetAction((options, _) => RunAsync(options));
        return command;
    }

    protected abstract string Describe(TimeSpan load);

    protected abstract IReadOnlyList<Metric> MetricsOf(TimeSpan load);

    /// <summary>Measures one start. The time is the time from process start to the first response.</summary>
    protected abstract double[] Measure(TimeSpan ready, LoadGenerator generator, TimeSpan load);

    private async Task RunAsync(ParseResult options)
    {
        using var candidates = new Candidates(options);
        var load = TimeSpan.FromSeconds(options.GetValue(seconds));
        var metrics = MetricsOf(load);
        Report.Machine();
        Report.Method(
            $"{Describe(load)} Medians of {options.GetValue(rounds)} starts on existing databases.", Comparison.RatioNote);
        Comparison.Header("scenario, cases, connections", metrics);
        var floors = candidates.Floors();
        foreach (var size in options.GetValue(cases)!)
        {
            IReadOnlyList<Candidate> all = [.. await candidates.OnDatabasesAsync(size), .. floors];
            foreach (var scenario in options.GetValue(scenarios)!)
            {
                var requests = await RequestsOfAsync(all, scenario);
                foreach (var count in options.GetValue(connections)!)
                {
                    new Comparison([.. requests.Keys], metrics, options.GetValue(rounds), Start)
                        .Print($"{scenario.Name}, {Report.Number(size)}, {count}");

                    double[] Start(Candidate candidate)
                    {
                        using var server = candidate.Launch();
                        return Measure(
                            server.WaitForResponse(RequestBytes.Ready), new(server, count, requests[candidate]), load);
                    }
                }
            }
        }
    }

    private static async Task<OrderedDictionary<Candidate, byte[][]>> RequestsOfAsync(
        IReadOnlyList<Candidate> candidates, Scenario scenario)
    {
        var result = new OrderedDictionary<Candidate, byte[][]>();
        foreach (var candidate in candidates)
        {
            if (await candidate.PrepareAsync(scenario) is { } requests)
            {
                result.Add(candidate, requests);
            }
        }

        return result;
    }
}
