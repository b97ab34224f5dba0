using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.Idempotency;
using ConnectCases.Events;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Maintenance;

/// <summary>
/// Removes rows that would otherwise accumulate: expired client tokens, old records of deleted cases, and the oldest events
/// above <see cref="EmulatorOptions.EventsKept"/>.
/// </summary>
internal sealed class RetentionService(
    UnitOfWorkExecutor units, TimeProvider clock, IOptions<EmulatorOptions> options, ILogger<BatchedCleanup> logger)
    : BatchedCleanup(units, clock, Interval, runsAtStart: false, logger)
{
    private const int RowsPerBatch = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override string Name => "expired rows";

    protected override bool RemoveBatch(CasesDbContext unit)
    {
        var tokensLeft = RemoveTokens(unit);
        var eventsLeft = RemoveEvents(unit);
        var casesLeft = RemoveDeletedCases(unit);
        return tokensLeft || eventsLeft || casesLeft;
    }

    private bool RemoveTokens(CasesDbContext unit)
    {
        // The extra hour protects requests that found a token just before it expired.
        var expired = IdempotencyRecord.ExpiredAt(Clock.GetUtcNow()) - TimeSpan.FromHours(1);
        var tokens = unit.IdempotencyRecords.Where(record => record.CreatedTime <= expired);
        var times = tokens.OrderBy(record => record.CreatedTime).Take(RowsPerBatch).Select(record => record.CreatedTime).ToList();
        if (times.Count > 0)
        {
            var last = times[^1];
            tokens.Where(record => record.CreatedTime <= last).ExecuteDelete();
        }

        return times.Count == RowsPerBatch;
    }

    private bool RemoveDeletedCases(CasesDbContext unit)
    {
        var before = Clock.GetUtcNow() - DeletedCase.Retention;
        var old = unit.DeletedCases.Where(row => row.DeletedTime <= before);
        var times = old.OrderBy(row => row.DeletedTime).Take(RowsPerBatch).Select(row => row.DeletedTime).ToList();
        if (times.Count > 0)
        {
            var last = times[^1];
            old.Where(row => row.DeletedTime <= last).ExecuteDelete();
        }

        return times.Count == RowsPerBatch;
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
