using System.Runtime.InteropServices;

namespace ConnectCases;

/// <summary>Stops the server when its parent process ends, so that a killed test run leaves no server behind.</summary>
internal sealed partial class ParentProcess(IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // The system gives an orphan a new parent.
    private readonly int parent = GetParentId();

    /// <exception cref="StartupException">The operating system is Windows, which has no such call.</exception>
    public static void EnsureSupported()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StartupException("--exit-with-parent is not available on Windows.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (GetParentId() != parent)
            {
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetParentId();
}
