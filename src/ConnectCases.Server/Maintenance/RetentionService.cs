using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Api.Domains;
using ConnectCases.Events;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Maintenance;

/// <summary>
/// Removes rows that would otherwise accumulate: expired client tokens, old records of deleted domains and cases, and the oldest events
/// above <see cref="EmulatorOptions.EventsKept"/>.
/// </summary>
internal sealed class RetentionService(
    UnitOfWorkExecutor units,
    TimeProvider clock,
    FindClockGroups findGroups,
    WorldClocks clocks,
    IOptions<EmulatorOptions> options,
    ILogger<BatchedCleanup> logger)
    : BatchedCleanup(units, clock, Interval, runsAtStart: false, logger)
{
    private const int RowsPerBatch = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override string Name => "expired rows";

    protected override bool RemoveBatch(CasesDbContext unit)
    {
        var isLeft = RemoveEvents(unit) | RemoveDeletedDomains(unit);
        foreach (var group in findGroups(unit))
        {
            var now = group.Clock.Now(Clock.GetUtcNow());
            isLeft |= RemoveTokens(group.Of(unit.IdempotencyRecords, record => record.DomainKey), now);
            isLeft |= RemoveDeletedCases(group.Of(unit.DeletedCases, row => row.DomainKey), now);
        }

        return isLeft;
    }

    private static bool RemoveTokens(IQueryable<IdempotencyRecord> records, DateTimeOffset now)
    {
        // The extra hour protects requests that found a token just before it expired.
        var expired = IdempotencyRecord.ExpiredAt(now) - TimeSpan.FromHours(1);
        return RemoveOldest(
            records.Select(record => record.CreatedTime), expired, time => records.Where(record => record.CreatedTime <= time));
    }

    private static bool RemoveDeletedCases(IQueryable<DeletedCase> rows, DateTimeOffset now) => RemoveOldest(
        rows.Select(row => row.DeletedTime), now - DeletedCase.Retention, time => rows.Where(row => row.DeletedTime <= time));

    // Each world can have a clock of its own, and a deleted domain has no key that leads to a group of clocks.
    private bool RemoveDeletedDomains(CasesDbContext unit)
    {
        var expired = unit.DeletedDomains.AsNoTracking().OrderBy(row => row.DeletedTime).Take(RowsPerBatch).AsEnumerable()
            .Where(row => row.DeletedTime <= clocks.Now(row.Account, row.Region) - DeletedDomain.Retention).ToList();
        foreach (var domain in expired)
        {
            unit.DeletedDomains.Where(row =>
                row.Account == domain.Account && row.Region == domain.Region && row.DomainId == domain.DomainId).ExecuteDelete();
        }

        return expired.Count == RowsPerBatch;
    }

    /// <summary>Removes a batch of the oldest rows. Returns whether more rows can be expired.</summary>
    /// <param name="times">The times of all rows.</param>
    /// <param name="expired">The time of the newest row to remove.</param>
    /// <param name="until">Returns the rows up to a time.</param>
    private static bool RemoveOldest<TRow>(
        IQueryable<DateTimeOffset> times, DateTimeOffset expired, Func<DateTimeOffset, IQueryable<TRow>> until)
    {
        var oldest = times.Where(time => time <= expired).Order().Take(RowsPerBatch).ToList();
        if (oldest.Count > 0)
        {
            until(oldest[^1]).ExecuteDelete();
        }

        return oldest.Count == RowsPerBatch;
    }

    private bool RemoveEvents(CasesDbContext unit)
    {
        var last = unit.Events.OrderByDescending(row => row.Sequence).Select(row => row.Sequence).FirstOrDefault();
        var surplus = unit.Events.Where(row => row.Sequence <= last - options.Value.EventsKept)
            .OrderBy(row => row.Sequence).Take(RowsPerBatch).Select(row => row.Sequence).ToArray();
        unit.Events.Where(row => surplus.Contains(row.Sequence)).ExecuteDelete();
        return surplus.Length == RowsPerBatch;
    }
}
