using System.Data.Common;
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

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await writes.RunAsync(SweepSome, stoppingToken))
            {
            }
        }
        catch (DbException failure)
        {
            // What is left is out of reach already; the next deletion or start tries again.
            Log.Failed(logger, failure);
        }
    }

    private bool SweepSome(CasesDbContext db)
    {
        var deleted = db.Domains.OrderBy(domain => domain.DeletedTime).FirstOrDefault(domain => domain.DeletedTime != null);
        if (deleted is null)
        {
            return false;
        }

        var cases = db.Cases.Where(@case => @case.DomainKey == deleted.Key).OrderBy(@case => @case.Key).Take(CasesAtOnce).Select(@case => @case.Key);
        if (db.Cases.Where(@case => cases.Contains(@case.Key)).ExecuteDelete() == 0)
        {
            db.Remove(deleted);
            Log.Swept(logger, deleted.DomainId);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The last of deleted domain {DomainId} is gone.")]
        public static partial void Swept(ILogger logger, string domainId);

        [LoggerMessage(LogLevel.Warning, "Sweeping deleted domains failed; it is tried again later.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
