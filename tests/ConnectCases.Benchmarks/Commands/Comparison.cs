using System.Globalization;
using ConnectCases.Benchmarks.Load;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>A measured number and its format in a report. A series has more than one value in its cell.</summary>
internal sealed record Metric(string Name, Func<double, string> Format, int Count = 1);

/// <summary>
/// The results of several candidates, measured in turns. The report has the medians of each candidate. Then it compares the
/// first candidate with each other candidate. Each ratio is the median of the ratios of all rounds.
/// </summary>
internal sealed class Comparison
{
    public const string RatioNote =
        "The candidates take turns, round by round. The row \"server / x\" has the ratios of server to x: medians of the ratios of all rounds.";

    private readonly IReadOnlyList<Metric> metrics;
    private readonly List<(Candidate Candidate, List<double[]> Rounds)> results;

    /// <summary>Measures every candidate once in each round. The order is reversed after each round.</summary>
    public Comparison(
        IReadOnlyList<Candidate> candidates, IReadOnlyList<Metric> metrics, int rounds, Func<Candidate, double[]> measure)
    {
        this.metrics = metrics;
        results = [.. candidates.Select(candidate => (candidate, new List<double[]>()))];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (candidate, measured) in round % 2 == 0 ? results : Enumerable.Reverse(results))
            {
                Console.Error.WriteLine($"round {round + 1}: {candidate.Name}");
                measured.Add(measure(candidate));
            }
        }
    }

    public static void Header(string label, IReadOnlyList<Metric> metrics, params string[] more) =>
        Report.Table([label, "candidate", .. metrics.Select(metric => metric.Name), .. more]);

    /// <summary>Returns the results of one metric in all rounds.</summary>
    public IEnumerable<double> Values(Candidate candidate, int metric) =>
        results.Single(result => result.Candidate == candidate).Rounds.Select(round => round[metric]);

    /// <summary>Prints the rows. The callback returns further cells of a candidate.</summary>
    public void Print(string label, Func<Candidate, string[]>? more = null)
    {
        string[] last = [];
        foreach (var (candidate, rounds) in results)
        {
            last = more?.Invoke(candidate) ?? [];
            Report.Row(
                [label, candidate.Name, .. Cells(index => rounds.Median(round => round[index]), metric => metric.Format), .. last]);
        }

        var (own, measured) = results[0];
        foreach (var (other, rounds) in results.Skip(1))
        {
            var cells = Cells(
                index => measured.Zip(rounds).Median(pair => pair.First[index] / pair.Second[index]), _ => Ratio);
            Report.Row([label, $"{own.Name} / {other.Name}", .. cells, .. last.Select(_ => "")]);
        }
    }

    private IEnumerable<string> Cells(Func<int, double> value, Func<Metric, Func<double, string>> format)
    {
        var first = 0;
        foreach (var metric in metrics)
        {
            yield return string.Join(' ', Enumerable.Range(first, metric.Count).Select(index => format(metric)(value(index))));
            first += metric.Count;
        }
    }

    // Zero divided by zero has no ratio.
    private static string Ratio(double ratio) =>
        double.IsFinite(ratio) ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "–";
}
