using System.Collections.Concurrent;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace ConnectCases;

/// <summary>
/// Writes log events to standard output on a thread of its own, so that an output that nobody reads never blocks a request. Events that
/// do not fit into the queue are dropped and counted.
/// </summary>
/// <remarks>
/// The thread collects the events of some milliseconds and writes them at once. Serilog.Sinks.Async wakes its thread for each event,
/// which costs a fifth of the throughput of a page.
/// </remarks>
internal sealed class BackgroundOutput : ILogEventSink, IDisposable
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Collecting = TimeSpan.FromMilliseconds(10);

    // How long the end of the server waits for an output that nobody reads.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly MessageTemplate DroppedTemplate = new MessageTemplateParser().Parse(
        "{Dropped} log lines were dropped since the start, because the output was not read in time.");

    private readonly ConcurrentQueue<LogEvent> waiting = [];
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly ITextFormatter formatter;
    private readonly Thread thread;
    private int count;
    private int sleeping;
    private long dropped;
    private long reported;
    private volatile bool stopped;

    public BackgroundOutput(ITextFormatter formatter)
    {
        this.formatter = formatter;
        thread = new(WriteUntilStopped) { Name = "Log output", IsBackground = true };
        thread.Start();
    }

    public void Emit(LogEvent logEvent)
    {
        if (Interlocked.Increment(ref count) > Capacity)
        {
            Interlocked.Decrement(ref count);
            Interlocked.Increment(ref dropped);
            return;
        }

        // ASP.NET Core adds the whole path of the request to each event.
        logEvent.RemovePropertyIfPresent("RequestPath");
        waiting.Enqueue(logEvent);
        if (Volatile.Read(ref sleeping) == 1 && Interlocked.Exchange(ref sleeping, 0) == 1)
        {
            wake.Set();
        }
    }

    public void Dispose()
    {
        stopped = true;
        wake.Set();
        if (thread.Join(Patience))
        {
            wake.Dispose();
        }
    }

    private void WriteUntilStopped()
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024);
        while (!stopped)
        {
            Volatile.Write(ref sleeping, 1);
            if (waiting.IsEmpty)
            {
                wake.WaitOne();
            }

            Volatile.Write(ref sleeping, 0);
            Thread.Sleep(Collecting);
            WriteWaiting(output);
        }

        WriteWaiting(output);
    }

    private void WriteWaiting(StreamWriter output)
    {
        while (waiting.TryDequeue(out var logEvent))
        {
            Interlocked.Decrement(ref count);
            formatter.Format(logEvent, output);
        }

        if (Interlocked.Read(ref dropped) is var total && total > reported)
        {
            reported = total;
            formatter.Format(
                new LogEvent(DateTimeOffset.Now, LogEventLevel.Warning, null, DroppedTemplate, [new("Dropped", new ScalarValue(total))]), output);
        }

        output.Flush();
    }
}
