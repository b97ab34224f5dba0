using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ConnectCases.Persistence;

/// <summary>
/// The only way to change state. A unit of work (load, decide, record) runs as if it were alone, is saved whole or not at
/// all, and is answered only when it is committed. How units come to share the database is the engine's business.
/// </summary>
internal abstract class WritePath : IDisposable
{
    /// <summary>
    /// Runs <paramref name="work"/> and saves what it recorded. The task completes when the result is committed, or with the
    /// exception of the work, which then has changed nothing.
    /// </summary>
    /// <param name="work">
    /// Loads, decides and records on the context it is given; it must not keep the context, nor do anything that cannot be
    /// done again.
    /// </param>
    /// <param name="cancellationToken">Takes a unit that still waits out of the queue; one that has begun is finished.</param>
    public abstract Task<T> RunAsync<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken);

    /// <summary>Whether the storage failed, and not what was asked of it: worth another try, later.</summary>
    public static bool IsFailureOfStorage(Exception exception) =>
        exception is DbException or DbUpdateException or RetryLimitExceededException;

    public abstract void Dispose();
}
