using System.Globalization;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Reads the memory of a process in MiB. The figures are 0 on systems other than Linux.</summary>
internal static class ServerMemory
{
    /// <summary>Returns the largest amount of resident memory that the process has had.</summary>
    public static long Peak(int processId) => Read(processId, "VmHWM:");

    public static long Current(int processId) => Read(processId, "VmRSS:");

    private static long Read(int processId, string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"));
        var line = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))!;
        return long.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
    }
}
