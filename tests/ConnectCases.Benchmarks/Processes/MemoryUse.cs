using System.Globalization;

namespace ConnectCases.Benchmarks.Processes;

/// <summary>
/// The memory of a process in MiB: resident, and what of that is its own. The first includes pages of the database file
/// that are mapped to read them, which the system takes back when it likes.
/// </summary>
internal sealed record MemoryUse(double Resident, double Own)
{
    public static MemoryUse Of(int processId)
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/smaps_rollup"));
        return new(Read(lines, "Rss:"), Read(lines, "Anonymous:"));
    }

    private static double Read(string[] lines, string name) =>
        double.Parse(
            Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))![name.Length..^"kB".Length],
            CultureInfo.InvariantCulture) / 1024;
}
