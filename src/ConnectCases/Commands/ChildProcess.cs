using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace ConnectCases.Commands;

/// <summary>Runs a program that uses the server: <c>connect-cases exec -- npm test</c>.</summary>
internal static class ChildProcess
{
    // The exit codes of a shell.
    private const int NotFound = 127;
    private const int Stopped = 130;

    // A child that received Ctrl-C too can end its own work.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a program with the endpoint of the server in its environment. Returns the exit code of the program. A stop of the server
    /// stops the program.
    /// </summary>
    public static async Task<int> RunAsync(WebApplication app, IReadOnlyList<string> command)
    {
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        var start = Start(command);
        start.Environment["AWS_ENDPOINT_URL_CONNECTCASES"] = ListenAddresses.ForClients(app.Urls.First());
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
        {
            try
            {
                await child.WaitForExitAsync(app.Lifetime.ApplicationStopping);
                return child.ExitCode;
            }
            catch (OperationCanceledException)
            {
                await EndAsync(child);
                return Stopped;
            }
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
        }
    }
}
