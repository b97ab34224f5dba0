using System.Globalization;

namespace ConnectCases.Benchmarks.Processes;

/// <summary>
/// The memory of a process in MiB: resident, its share of it, and what is its own alone. The first two include pages of the
/// database file that are mapped to read them, once for each connection in the first; the system takes them back at will.
/// </summary>
internal sealed record MemoryUse(double Resident, double Proportional, double Own)
{
    public static MemoryUse Of(int processId)
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/smaps_rollup"));
        return new(Read(lines, "Rss:"), Read(lines, "Pss:"), Read(lines, "Anonymous:"));
    }

    private static double Read(string[] lines, string name) =>
        double.Parse(
            Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))![name.Length..^"kB".Length],
            CultureInfo.InvariantCulture) / 1024;
}
