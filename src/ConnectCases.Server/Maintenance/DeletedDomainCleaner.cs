using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Maintenance;

/// <summary>
/// Removes the rows of deleted domains, a batch of cases at a time. Therefore DeleteDomain takes the same time for any number of
/// cases. After a restart, the cleanup continues.
/// </summary>
internal sealed partial class DeletedDomainCleaner : BatchedCleanup
{
    private const int CasesPerBatch = 100;
    private const int RowsPerBatch = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly IStorage storage;
    private readonly ILogger<BatchedCleanup> logger;
    private volatile bool deletedDomain;

    public DeletedDomainCleaner(
        UnitOfWorkExecutor units, IStorage storage, TimeProvider clock, DomainDeletions deletions, ILogger<BatchedCleanup> logger)
        : base(units, clock, Interval, runsAtStart: true, logger)
    {
        this.storage = storage;
        this.logger = logger;
        deletions.Deleted += () =>
        {
            deletedDomain = true;
            Wake();
        };
    }

    protected override string Name => "deleted domains";

    protected override Task RunAsync(CancellationToken cancellationToken) =>
        storage.IsNew && !deletedDomain ? Task.CompletedTask : base.RunAsync(cancellationToken);

    protected override bool RemoveBatch(CasesDbContext unit)
    {
        var deleted = unit.Domains.OrderBy(domain => domain.DeletedTime).FirstOrDefault(domain => domain.DeletedTime != null);
        if (deleted is null)
        {
            return false;
        }

        if (RemoveCases(unit, deleted.Key) + RemoveTokens(unit, deleted.Key) + RemoveDeletedCases(unit, deleted.Key) == 0)
        {
            unit.Remove(deleted);
            Log.Removed(logger, deleted.DomainId);
        }

        return true;
    }

    private static int RemoveCases(CasesDbContext unit, long domainKey)
    {
        var batch = unit.Cases.Where(@case => @case.DomainKey == domainKey)
            .OrderBy(@case => @case.Key).Take(CasesPerBatch).Select(@case => @case.Key);
        return unit.Cases.Where(@case => batch.Contains(@case.Key)).ExecuteDelete();
    }

    private static int RemoveTokens(CasesDbContext unit, long domainKey)
    {
        var tokens = unit.IdempotencyRecords.Where(record => record.DomainKey == domainKey);
        var batch = tokens.OrderBy(record => record.Token).Take(RowsPerBatch).Select(record => record.Token);
        return tokens.Where(record => batch.Contains(record.Token)).ExecuteDelete();
    }

    private static int RemoveDeletedCases(CasesDbContext unit, long domainKey)
    {
        var records = unit.DeletedCases.Where(record => record.DomainKey == domainKey);
        var batch = records.OrderBy(record => record.CaseId).Take(RowsPerBatch).Select(record => record.CaseId);
        return records.Where(record => batch.Contains(record.CaseId)).ExecuteDelete();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The last rows of the deleted domain {DomainId} were removed.")]
        public static partial void Removed(ILogger logger, string domainId);
    }
}
