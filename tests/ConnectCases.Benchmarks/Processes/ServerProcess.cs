using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ConnectCases.Benchmarks.Load;

namespace ConnectCases.Benchmarks.Processes;

/// <summary>A server under load: the emulator as it is published, or a floor.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly long started;

    private ServerProcess(int port, string[] command, string directory, params (string Name, string Value)[] environment)
    {
        // Into nothing, because reading a line a request here would cost what is to be measured; exec keeps the process id.
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

    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public MemoryUse Memory => MemoryUse.Of(process.Id);

    /// <summary>Starts the emulator that was published to a folder, on a database file or with other options.</summary>
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

    /// <summary>Starts this program as a floor.</summary>
    public static ServerProcess StartFloor(string directory, params string[] arguments)
    {
        var port = FreePort();
        var self = Environment.ProcessPath!;
        var library = typeof(ServerProcess).Assembly.Location;
        string[] command = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [self, library] : [self];

        // Web applications collect garbage like this by default, and so does the emulator.
        return new(
            port,
            [.. command, "floor", .. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)],
            directory,
            ("DOTNET_gcServer", "1"));
    }

    /// <summary>Waits until a request succeeds; the time from the start of the process to that answer.</summary>
    public TimeSpan WaitForAnswer(byte[] request)
    {
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(15))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with exit code {process.ExitCode} instead of answering.");
            }

            try
            {
                using var connection = new RawConnection(Port);
                var status = connection.Exchange(request);
                return status == 200
                    ? Stopwatch.GetElapsedTime(started)
                    : throw new InvalidOperationException($"The first answer was {status} {connection.Body}");
            }
            catch (SocketException)
            {
                Thread.Sleep(1);
            }
        }

        throw new InvalidOperationException("The server did not answer within five minutes.");
    }

    /// <summary>SIGTERM, so that a database file is closed in order.</summary>
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

    // When this program is interrupted, nothing that it started stays.
    private void End(object? sender, EventArgs arguments) => process.Kill();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
