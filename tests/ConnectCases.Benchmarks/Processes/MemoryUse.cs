using System.Globalization;

namespace ConnectCases.Benchmarks.Processes;

/// <summary>
/// The memory of a process in MiB: resident (RSS), proportional (PSS) and anonymous. RSS and PSS include mapped pages of the
/// database file. RSS counts these pages once for each connection. The system can release them at any time.
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
