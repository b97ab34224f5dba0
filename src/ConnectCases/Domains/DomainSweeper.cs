using ConnectCases.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Domains;

/// <summary>
/// Removes what deleted domains held, a few cases at a time between other writes, so that deleting a domain costs the same
/// however many cases it has. Goes on where it was after a restart.
/// </summary>
internal sealed partial class DomainSweeper(WritePath writes, ILogger<DomainSweeper> logger) : BackgroundService
{
    private const int CasesAtOnce = 100;
    private const int TokensAtOnce = 1_000;

    private readonly SemaphoreSlim awake = new(1);

    public void Wake() => awake.Release();

    public override void Dispose()
    {
        awake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await awake.WaitAsync(stoppingToken);
            await SweepAsync(stoppingToken);
        }
    }

    /// <summary>Goes on until nothing is left of any deleted domain.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await writes.RunAsync(SweepSome, cancellationToken))
            {
            }
        }
        catch (Exception failure) when (WritePath.IsFailureOfStorage(failure))
        {
            // What is left is out of reach already; the next deletion or start tries again.
            Log.Failed(logger, failure);
        }
    }

    private bool SweepSome(CasesDbContext db)
    {
        db.Hold("sweeper");
        var deleted = db.Domains.OrderBy(domain => domain.DeletedTime).FirstOrDefault(domain => domain.DeletedTime != null);
        if (deleted is null)
        {
            return false;
        }

        if (SweepCases(db, deleted.Key) + SweepTokens(db, deleted.Key) == 0)
        {
            db.Remove(deleted);
            Log.Swept(logger, deleted.DomainId);
        }

        return true;
    }

    private static int SweepCases(CasesDbContext db, long domainKey)
    {
        var some = db.Cases.Where(@case => @case.DomainKey == domainKey)
            .OrderBy(@case => @case.Key).Take(CasesAtOnce).Select(@case => @case.Key);
        return db.Cases.Where(@case => some.Contains(@case.Key)).ExecuteDelete();
    }

    private static int SweepTokens(CasesDbContext db, long domainKey)
    {
        var tokens = db.ClientTokens.Where(token => token.DomainKey == domainKey);
        var some = tokens.OrderBy(token => token.Token).Take(TokensAtOnce).Select(token => token.Token);
        return tokens.Where(token => some.Contains(token.Token)).ExecuteDelete();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The last of deleted domain {DomainId} is gone.")]
        public static partial void Swept(ILogger logger, string domainId);

        [LoggerMessage(LogLevel.Warning, "Sweeping deleted domains failed; it is tried again later.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
