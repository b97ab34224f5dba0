using System.Diagnostics;
using System.Net.Sockets;
using ConnectCases.Benchmarks.Processes;

namespace ConnectCases.Benchmarks.Load;

/// <summary>
/// Closed-loop load on one server. Each connection is a thread that sends a request when it has received the last response.
/// </summary>
internal sealed class LoadGenerator(ServerProcess server, int connections, byte[][] requests)
{
    private const int StackSize = 256 * 1024;

    // The connections start at distant requests, so that two connections rarely use the same case at the same time.
    private readonly Client[] clients = [.. Enumerable.Range(0, connections).Select(connection =>
        new Client(server.Port, requests, (long)connection * requests.Length / connections))];

    /// <summary>Sends requests for the given time. The next run continues after the last request of this run.</summary>
    public Measurement Run(TimeSpan duration)
    {
        var cpu = server.CpuTime;
        var started = Send(duration);
        return Measurement.Of(
            Stopwatch.GetElapsedTime(started),
            server.CpuTime - cpu,
            [.. clients.SelectMany(client => client.Latencies)],
            [.. clients.SelectMany(client => client.Failures)]);
    }

    /// <summary>Sends requests without a pause and returns the responses per second in each window.</summary>
    public double[] RunWindows(TimeSpan window, int count)
    {
        var started = Send(window * count);
        RequireSuccess(clients.SelectMany(client => client.Failures).FirstOrDefault());
        var rates = new double[count];
        foreach (var received in clients.SelectMany(client => client.Received))
        {
            // The last responses arrive after the last window.
            if ((int)(Stopwatch.GetElapsedTime(started, received) / window) is var number && number < count)
            {
                rates[number] += 1 / window.TotalSeconds;
            }
        }

        return rates;
    }

    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static void RequireSuccess(string? firstFailure)
    {
        if (firstFailure is not null)
        {
            throw new InvalidOperationException($"Every request must succeed. The first failure was {firstFailure}");
        }
    }

    private long Send(TimeSpan duration)
    {
        var threads = Array.ConvertAll(clients, client => new Thread(() => client.Run(duration), StackSize));
        var started = Stopwatch.GetTimestamp();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return started;
    }

    private sealed class Client(int port, byte[][] requests, long first)
    {
        private long iteration = first;
        private long connected;

        public List<long> Latencies { get; } = new(64 * 1024);

        public List<string> Failures { get; } = [];

        /// <summary>The time of each response. A request starts when the last response has arrived.</summary>
        public IEnumerable<long> Received
        {
            get
            {
                var time = connected;
                return Latencies.Select(latency => time += latency);
            }
        }

        public void Run(TimeSpan duration)
        {
            Latencies.Clear();
            Failures.Clear();
            try
            {
                using var connection = new RawConnection(port);
                Send(connection, Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency));
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                Failures.Add(exception.Message);
            }
        }

        private void Send(RawConnection connection, long end)
        {
            connected = Stopwatch.GetTimestamp();
            var sent = connected;
            while (sent < end)
            {
                var status = connection.Exchange(requests[iteration++ % requests.Length]);
                var received = Stopwatch.GetTimestamp();
                Latencies.Add(received - sent);
                if (status is < 200 or > 299)
                {
                    Failures.Add($"{status} {connection.Body}");
                }

                sent = received;
            }
        }
    }
}
