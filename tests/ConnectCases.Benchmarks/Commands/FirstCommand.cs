using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures the first seconds of load after a start. The load has no warm-up.</summary>
internal sealed class FirstCommand()
    : FreshStarts(connections: 8, seconds: 6, ScenarioCatalog.AuditEvents, ScenarioCatalog.Comments)
{
    public static Command Create() =>
        new FirstCommand().CreateCommand("first", "Measures the first seconds of load after a start, without warm-up");

    protected override string Describe(TimeSpan load) =>
        $"Closed-loop load in the first {load.TotalSeconds} s after the first response of the readiness probe, without warm-up.";

    protected override IReadOnlyList<Metric> MetricsOf(TimeSpan load) =>
    [
        new("ready s", Report.Milliseconds),
        new("req/s", Report.Number),
        new("p50 ms", Report.Milliseconds),
        new("p99 ms", Report.Milliseconds),
        new("CPU µs/req", Report.Number),
    ];

    protected override double[] Measure(TimeSpan ready, LoadGenerator generator, TimeSpan load)
    {
        var measured = generator.Run(load);
        LoadGenerator.RequireSuccess(measured.FirstFailure);
        return [ready.TotalSeconds, measured.Throughput, measured.P50, measured.P99, measured.CpuMicroseconds];
    }
}
