using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ConnectCases.Benchmarks.Load;

namespace ConnectCases.Benchmarks.Processes;

/// <summary>A server under load: the published emulator or a floor.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly long started;

    private ServerProcess(int port, string[] command, string directory, params (string Name, string Value)[] environment)
    {
        // Discards the log: reading one line per request would distort the measurement. exec keeps the process id.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > /dev/null", .. command])
        {
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        Port = port;
        AppDomain.CurrentDomain.ProcessExit += End;
        started = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
    }

    public int Port { get; }

    /// <summary>The time since the process started.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <summary>The user and system time of the process from /proc. Threads that have ended are included.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public MemoryUse Memory => MemoryUse.Of(process.Id);

    /// <summary>Starts the emulator in a folder that contains a published ConnectCases.</summary>
    public static ServerProcess StartEmulator(string folder, string directory, params string[] options)
    {
        var port = FreePort();
        var library = Path.Combine(folder, "ConnectCases.dll");
        string[] command = File.Exists(library) ? ["dotnet", library] : [Path.Combine(folder, "ConnectCases")];
        return new(
            port,
            [.. command, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), .. options],
            directory,
            ("ConnectCases__Quotas__RelatedItemsPerCase", "1000000000"),
            ("ConnectCases__Quotas__Domains", "1000000000"));
    }

    /// <summary>Starts this program with the command "floor".</summary>
    public static ServerProcess StartFloor(string directory, string name, string data)
    {
        var port = FreePort();
        var self = Environment.ProcessPath!;
        var library = typeof(ServerProcess).Assembly.Location;
        string[] command = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, library] : [self];

        // Server garbage collection is the default of web applications. The emulator uses it too.
        return new(
            port,
            [.. command, "floor", name, "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data],
            directory,
            ("DOTNET_gcServer", "1"));
    }

    /// <summary>Waits for the first response and returns the time since the process started.</summary>
    public TimeSpan WaitForResponse(byte[] request)
    {
        while (Elapsed < TimeSpan.FromMinutes(15))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server exited with code {process.ExitCode} before the first response.");
            }

            try
            {
                using var connection = new RawConnection(Port);
                var status = connection.Exchange(request);
                return status == 200
                    ? Elapsed
                    : throw new InvalidOperationException($"The first response must have status 200. It was {status} {connection.Body}");
            }
            catch (SocketException)
            {
                Thread.Sleep(1);
            }
        }

        throw new InvalidOperationException("The server sent no response within 15 minutes.");
    }

    /// <summary>Sends SIGTERM, so that the server closes its database file correctly.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            {
                process.Kill();
                process.WaitForExit();
            }
        }

        process.Dispose();
    }

    // An interrupted benchmark must not leave running servers.
    private void End(object? sender, EventArgs arguments) => process.Kill();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
