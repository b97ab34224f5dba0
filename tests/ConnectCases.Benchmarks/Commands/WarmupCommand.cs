using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures how long a server needs after its start to reach its full speed.</summary>
internal sealed class WarmupCommand() : FreshStarts(connections: 32, seconds: 20, ScenarioCatalog.AuditEvents)
{
    private const int FinalWindows = 5;
    private const double FullSpeed = 0.9;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    public static Command Create() =>
        new WarmupCommand().CreateCommand("warmup", "Measures the rate of each second after a start, until the rate is stable");

    protected override string Describe(TimeSpan load) =>
        $"Closed-loop load after the first response of the readiness probe. Final rate: median of the last {FinalWindows} s. Full speed: the second after which the rate stays at or above {FullSpeed} of the final rate.";

    protected override IReadOnlyList<Metric> MetricsOf(TimeSpan load) =>
    [
        new("full speed after s", Report.Number),
        new("final req/s", Report.Number),
        new($"req/s in each window of {Window.TotalSeconds} s", Report.Number, WindowsIn(load)),
    ];

    protected override double[] Measure(TimeSpan ready, LoadGenerator generator, TimeSpan load)
    {
        var rates = generator.RunWindows(Window, WindowsIn(load));
        var final = rates.TakeLast(FinalWindows).Median(rate => rate);
        return [Array.FindLastIndex(rates, rate => rate < FullSpeed * final) + 1, final, .. rates];
    }

    private static int WindowsIn(TimeSpan load) => Math.Max(1, (int)(load / Window));
}
