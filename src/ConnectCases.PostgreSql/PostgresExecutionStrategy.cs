using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace ConnectCases.PostgreSql;

/// <summary>
/// Runs failed statements and units of work again after a transient failure, such as a deadlock, a restart of PostgreSQL or a row that
/// another unit removed. Stops when the request has waited for the time of the options.
/// </summary>
internal sealed class PostgresExecutionStrategy(ExecutionStrategyDependencies dependencies, PostgresWatch watch, TimeSpan timeout)
    : NpgsqlRetryingExecutionStrategy(dependencies)
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMilliseconds(500);

    private long started;

    // A cleanup can remove a row that a unit of work has read, such as an expired client token. The unit runs again without the row.
    protected override bool ShouldRetryOn(Exception? exception) =>
        exception is DbUpdateConcurrencyException || base.ShouldRetryOn(exception);

    protected override void OnFirstExecution()
    {
        base.OnFirstExecution();
        started = Stopwatch.GetTimestamp();
    }

    protected override TimeSpan? GetNextDelay(Exception lastException)
    {
        watch.Check();
        if (watch.Failure is not null)
        {
            // Another attempt would wait as long as this one. Requests that come now wait without a thread instead.
            return null;
        }

        var delay = TimeSpan.FromMilliseconds(Math.Min(MaxDelay.TotalMilliseconds, 10 * Math.Pow(2, ExceptionsEncountered.Count)));
        return Stopwatch.GetElapsedTime(started) + delay < timeout ? delay : null;
    }
}
