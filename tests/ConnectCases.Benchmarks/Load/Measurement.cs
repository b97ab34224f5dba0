using System.Diagnostics;

namespace ConnectCases.Benchmarks.Load;

/// <summary>The results of one round of load.</summary>
internal sealed record Measurement(
    double Throughput, double P50, double P99, double CpuMicroseconds, int Failures, string? FirstFailure)
{
    public static Measurement Of(TimeSpan elapsed, TimeSpan cpu, long[] latencies, IReadOnlyList<string> failures)
    {
        Array.Sort(latencies);
        return new(
            latencies.Length / elapsed.TotalSeconds,
            Percentile(latencies, 0.50),
            Percentile(latencies, 0.99),
            cpu.TotalMicroseconds / Math.Max(1, latencies.Length),
            failures.Count,
            failures is [var first, ..] ? first : null);
    }

    /// <summary>Returns the median of each number separately.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> rounds) => new(
        rounds.Median(round => round.Throughput),
        rounds.Median(round => round.P50),
        rounds.Median(round => round.P99),
        rounds.Median(round => round.CpuMicroseconds),
        rounds.Sum(round => round.Failures),
        rounds.Select(round => round.FirstFailure).FirstOrDefault(failure => failure is not null));

    private static double Percentile(long[] sorted, double part) => sorted.Length == 0
        ? double.NaN
        : Stopwatch.GetElapsedTime(0, sorted[(int)(part * (sorted.Length - 1))]).TotalMilliseconds;
}

internal static class Medians
{
    public static double Median<T>(this IEnumerable<T> values, Func<T, double> of)
    {
        double[] sorted = [.. values.Select(of).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
