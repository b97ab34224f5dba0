using System.Threading.Channels;

namespace ConnectCases.Scheduling;

/// <summary>
/// Runs a task in the background, at an interval and after each call of <see cref="Wake"/>. Runs never overlap.
/// </summary>
internal abstract class BackgroundLoop : BackgroundService
{
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TimeSpan interval;

    /// <param name="clock">The clock of the interval.</param>
    /// <param name="interval">The time between two runs.</param>
    /// <param name="runsAtStart">True to run at the start of the server. False to run first after one interval.</param>
    protected BackgroundLoop(TimeProvider clock, TimeSpan interval, bool runsAtStart = false)
    {
        Clock = clock;
        this.interval = interval;
        if (runsAtStart)
        {
            Wake();
        }
    }

    protected TimeProvider Clock { get; }

    /// <summary>Requests a run. Several requests during one run lead to one more run.</summary>
    public void Wake() => signal.Writer.TryWrite(true);

    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = Clock.CreateTimer(_ => Wake(), state: null, interval, interval);
        try
        {
            while (true)
            {
                await signal.Reader.ReadAsync(stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the loop. A host that is disposed without a stop would otherwise log a failed background service.
        }
    }
}
