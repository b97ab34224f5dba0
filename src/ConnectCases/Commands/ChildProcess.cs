using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace ConnectCases.Commands;

/// <summary>Runs a program that uses the server: <c>ConnectCases exec -- npm test</c>.</summary>
internal static partial class ChildProcess
{
    // The exit code of a shell.
    private const int NotFound = 127;

    private const int HangUp = 1;
    private const int Terminate = 15;

    // How long a program can take to end after a signal.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a program with the endpoint of the server in its environment. Returns the exit code of the program. A signal that stops the
    /// server also stops the program.
    /// </summary>
    public static async Task<int> RunAsync(WebApplication app, IReadOnlyList<string> command)
    {
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var start = Start(command);
        start.Environment[ServerClient.EndpointVariable] = ListenAddresses.ForClients(app.Urls.First());
        start.Environment.Remove("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
        AddCredentials(start.Environment);
        AddRegion(start.Environment, options.Region);

        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            await Console.Error.WriteLineAsync($"The program '{command[0]}' cannot be started: {failure.Message}");
            return NotFound;
        }

        using (child)
        using (Forward(PosixSignal.SIGTERM, Terminate, child, app))
        using (Forward(PosixSignal.SIGHUP, HangUp, child, app))
        {
            try
            {
                await child.WaitForExitAsync(app.Lifetime.ApplicationStopping);
            }
            catch (OperationCanceledException)
            {
                await EndAsync(child);
            }

            return child.ExitCode;
        }
    }

    // On Windows, programs such as npm are scripts, which only the shell can start.
    private static ProcessStartInfo Start(IReadOnlyList<string> command) => OperatingSystem.IsWindows()
        ? new("cmd.exe", ["/c", .. command])
        : new(command[0], command.Skip(1));

    private static void AddCredentials(IDictionary<string, string?> environment)
    {
        if (!environment.ContainsKey("AWS_ACCESS_KEY_ID") && !environment.ContainsKey("AWS_PROFILE"))
        {
            environment["AWS_ACCESS_KEY_ID"] = "test";
            environment["AWS_SECRET_ACCESS_KEY"] = "test";
        }
    }

    // Some SDKs read only one of the two variables.
    private static void AddRegion(IDictionary<string, string?> environment, string region)
    {
        if (!environment.ContainsKey("AWS_REGION") && !environment.ContainsKey("AWS_DEFAULT_REGION"))
        {
            environment["AWS_REGION"] = region;
            environment["AWS_DEFAULT_REGION"] = region;
        }
    }

    // The terminal sends Ctrl-C to the program too. Other signals reach only this process.
    private static PosixSignalRegistration? Forward(PosixSignal signal, int number, Process child, WebApplication app) =>
        OperatingSystem.IsWindows()
            ? null
            : PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = Kill(child.Id, number);
                app.Lifetime.StopApplication();
            });

    private static async Task EndAsync(Process child)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
