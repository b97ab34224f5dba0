using System.Diagnostics;
using System.Text;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>The server in a separate process, as a user starts it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // A server under load writes a log line per request. Only the end of the log is kept.
    private const int LongestText = 1_000_000;

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private ServerProcess(Process process, string readyFile)
    {
        this.process = process;
        ReadyFile = readyFile;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        Client = ClientOf(new Uri("http://127.0.0.1"));
    }

    public CasesClient Client { get; private set; }

    /// <summary>The file that the server writes when it is ready.</summary>
    public string ReadyFile { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Starts the server in a directory and waits until it is ready.</summary>
    public static Task<ServerProcess> StartAsync(string directory, params string[] arguments) =>
        StartAsync(directory, readsOutput: true, arguments, []);

    /// <summary>Starts the server in a directory and waits until it is ready. Its output stays in the pipe if nobody reads it.</summary>
    public static async Task<ServerProcess> StartAsync(
        string directory, bool readsOutput, string[] arguments, params (string Name, string Value)[] environment)
    {
        var readyFile = Path.Combine(Path.GetTempPath(), $"connect-cases-tests-{Guid.NewGuid():N}");
        var server = Launch(directory, [.. DefaultUrls(arguments), "--ready-file", readyFile, .. arguments], environment, readyFile);
        if (readsOutput)
        {
            server.ReadOutput();
        }

        for (var attempt = 0; attempt < 3_000 && !server.process.HasExited; attempt++)
        {
            if (File.Exists(readyFile))
            {
                var endpoint = (await File.ReadAllTextAsync(readyFile)).Trim();
                server.Client = ClientOf(new Uri(endpoint));
                await server.UntilAnnouncedAsync(readsOutput, endpoint);
                return server;
            }

            await Task.Delay(20);
        }

        await server.KillAsync();
        throw new InvalidOperationException($"The server did not start. {server.Output} {server.Errors}");
    }

    /// <summary>Runs the command until it exits. Used for command lines that must not start a server.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var server = Launch(directory, arguments, environment);
        server.ReadOutput();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await server.process.WaitForExitAsync(patience.Token);
        return (server.process.ExitCode, server.Output, server.Errors);
    }

    /// <summary>Sends SIGKILL. No handler runs and nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, like a container runtime.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", $"-TERM {process.Id}");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        Client.Http.Dispose();
        process.Dispose();
    }

    // The announcement is written before the file, but it arrives through a pipe.
    private async Task UntilAnnouncedAsync(bool readsOutput, string endpoint)
    {
        for (var attempt = 0; attempt < 500 && readsOutput && !Output.Contains(endpoint, StringComparison.Ordinal); attempt++)
        {
            await Task.Delay(20);
        }
    }

    private static string[] DefaultUrls(string[] arguments) =>
        arguments.Contains("--urls") ? [] : ["--urls", "http://127.0.0.1:0"];

    private static ServerProcess Launch(
        string directory, string[] arguments, (string Name, string Value)[] environment, string readyFile = "")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, readyFile);
    }

    private static CasesClient ClientOf(Uri endpoint) => new(new HttpClient { BaseAddress = endpoint }, "test", "us-east-1");

    /// <summary>Begins to read the output.</summary>
    public void ReadOutput()
    {
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
            if (text.Length > LongestText)
            {
                text.Remove(0, text.Length / 2);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString().Trim();
        }
    }
}
