using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>The repository that this program was built from, and the machine that it runs on.</summary>
internal static class Machine
{
    public static string Repository { get; } = FindRepository();

    public static string Description =>
        $"{Environment.ProcessorCount} cores, Linux {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}, "
        + $"commit {Run("git", "describe", "--always", "--dirty")}";

    /// <summary>Runs a program in the repository and returns its output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {output}");
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Cases.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Cases.sln was not found. Run the benchmarks from a clone of the repository.");
    }
}
