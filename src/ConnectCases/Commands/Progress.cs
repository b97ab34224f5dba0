using System.Diagnostics;
using System.Globalization;

namespace ConnectCases.Commands;

/// <summary>Shows how much of long work is done, how fast, and how long the rest takes.</summary>
/// <param name="unit">What is counted, such as <c>rows</c>.</param>
internal sealed class Progress(string unit) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly TerminalLine line = new();
    private readonly long started = Stopwatch.GetTimestamp();
    private TimeSpan shown;

    /// <summary>Shows how much is done.</summary>
    /// <param name="done">The number that is done.</param>
    /// <param name="total">The number at the end, or null if it is unknown.</param>
    public void Report(long done, long? total)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (elapsed - shown >= Interval)
        {
            shown = elapsed;
            line.Show(Describe(done, total, elapsed));
        }
    }

    public void Dispose() => line.Dispose();

    private string Describe(long done, long? total, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"{done:N0} {unit}, {rate:N0} per second");
        return total is { } all && rate > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, {Math.Max(0, all - done) / rate:N0} s remaining")
            : text;
    }
}
