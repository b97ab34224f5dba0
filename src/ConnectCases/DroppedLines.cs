using Serilog.Sinks.Async;

namespace ConnectCases;

/// <summary>Reports the number of log lines that did not fit into the queue of the log.</summary>
internal sealed partial class DroppedLines(LogQueue queue, ILogger<DroppedLines> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reported = 0L;
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // A full queue would drop the report too.
            if (queue.Dropped > reported && queue.HasRoom)
            {
                reported = queue.Dropped;
                Log.Dropped(logger, reported);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Dropped} log lines were dropped since the start, because the output was not read in time.")]
        public static partial void Dropped(ILogger logger, long dropped);
    }
}

/// <summary>The state of the queue between the log and its output.</summary>
internal sealed class LogQueue : IAsyncLogEventSinkMonitor
{
    private IAsyncLogEventSinkInspector? inspector;

    /// <summary>The number of lines that did not fit into the queue since the start.</summary>
    public long Dropped => inspector?.DroppedMessagesCount ?? 0;

    /// <summary>Whether the queue is at most half full.</summary>
    public bool HasRoom => inspector is { } queue && queue.Count <= queue.BufferSize / 2;

    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => this.inspector = inspector;

    public void StopMonitoring(IAsyncLogEventSinkInspector inspector)
    {
        // The numbers of a stopped queue can still be read.
    }
}
