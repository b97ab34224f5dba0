using ConnectCases.Cases;
using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Emulator;

/// <summary>
/// Removes what would grow for ever: client tokens that no longer answer, and the oldest events where more are kept than
/// <see cref="EmulatorOptions.EventsKept"/>. A few at a time, between other writes.
/// </summary>
internal sealed partial class Housekeeper(
    WritePath writes, TimeProvider clock, IOptions<EmulatorOptions> options, ILogger<Housekeeper> logger) : BackgroundService
{
    private const int RowsAtOnce = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TidyAsync(stoppingToken);
        }
    }

    private async Task TidyAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await writes.RunAsync(RemoveSome, cancellationToken))
            {
            }
        }
        catch (Exception failure) when (WritePath.IsFailureOfStorage(failure))
        {
            Log.Failed(logger, failure);
        }
    }

    /// <summary>Whether there may be more.</summary>
    private bool RemoveSome(CasesDbContext db)
    {
        db.Hold("housekeeper");
        return RemoveTokens(db) | RemoveEvents(db);
    }

    private bool RemoveTokens(CasesDbContext db)
    {
        // An hour later no request can be at work on one of them that is from before.
        var expired = ClientToken.ExpiredAt(clock.GetUtcNow()) - TimeSpan.FromHours(1);
        var tokens = db.ClientTokens.Where(token => token.CreatedTime <= expired);
        var some = tokens.OrderBy(token => token.CreatedTime).Take(RowsAtOnce).Select(token => token.CreatedTime).ToList();
        if (some.Count > 0)
        {
            var last = some[^1];
            tokens.Where(token => token.CreatedTime <= last).ExecuteDelete();
        }

        return some.Count == RowsAtOnce;
    }

    private bool RemoveEvents(CasesDbContext db)
    {
        var last = db.Events.OrderByDescending(row => row.Sequence).Select(row => row.Sequence).FirstOrDefault();
        var surplus = db.Events.Where(row => row.Sequence <= last - options.Value.EventsKept)
            .OrderBy(row => row.Sequence).Take(RowsAtOnce).Select(row => row.Sequence).ToArray();
        db.Events.Where(row => surplus.Contains(row.Sequence)).ExecuteDelete();
        return surplus.Length == RowsAtOnce;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Tidying up failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
