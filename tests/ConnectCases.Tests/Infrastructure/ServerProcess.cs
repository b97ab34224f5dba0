using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>The server in a separate process, as a user starts it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private ServerProcess(Process process, int port)
    {
        this.process = process;
        Client = new CasesClient(new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") }, "test", "us-east-1");
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public CasesClient Client { get; }

    public string Output => Text(output);

    public string Errors => Text(errors);

    /// <summary>Starts the server in a directory and waits until it serves requests.</summary>
    public static async Task<ServerProcess> StartAsync(string directory, params string[] arguments)
    {
        var port = FreePort();
        var server = Launch(directory, port, [.. arguments, "--urls", $"http://127.0.0.1:{port}"], []);
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (server.process.HasExited)
            {
                await server.process.WaitForExitAsync();
                break;
            }

            try
            {
                using var ready = await server.Client.Http.GetAsync(new Uri("/_emulator/health/ready", UriKind.Relative));
                if (ready.StatusCode == HttpStatusCode.OK)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // The server does not accept connections yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The server did not start. {server.Output} {server.Errors}");
    }

    /// <summary>Runs the command until it exits. Used for command lines that must not start a server.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var server = Launch(directory, 1, arguments, environment);
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

    private static ServerProcess Launch(
        string directory, int port, string[] arguments, (string Name, string Value)[] environment)
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

        return new(Process.Start(start)!, port);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
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
