using System.Data.Common;
using ConnectCases.Protocol.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ConnectCases.Storage;

/// <summary>
/// Runs units of work: the only way to change state. A unit reads entities and changes entities. A unit is saved completely or
/// not at all, is isolated from other units, and completes when it is committed.
/// </summary>
internal abstract partial class UnitOfWorkExecutor(ILogger<UnitOfWorkExecutor> logger) : IDisposable
{
    /// <summary>
    /// Runs <paramref name="work"/> and saves its changes. The task completes after the commit. If the work throws, nothing is
    /// saved and the task fails with the same exception.
    /// </summary>
    /// <param name="work">
    /// Works on the context that it receives and does not keep the context. The work may run more than once, so it must have no
    /// other effects. Use <see cref="CasesDbContext.OnCommitted"/> for other effects.
    /// </param>
    /// <param name="cancellationToken">Cancels the unit while it waits. Does not interrupt a running unit.</param>
    public abstract Task<T> RunAsync<T>(Func<CasesDbContext, T> work, CancellationToken cancellationToken);

    /// <summary>Determines whether the storage caused an exception. A retry can then succeed later.</summary>
    public static bool IsStorageFailure(Exception exception) =>
        exception is DbException or DbUpdateException or RetryLimitExceededException or StorageUnavailableException;

    public abstract void Dispose();

    /// <summary>Runs the actions of a committed unit. A failure is logged: the unit is committed, so its caller gets the result.</summary>
    protected void RunCommittedActions(IReadOnlyList<Action> actions)
    {
        foreach (var action in actions)
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // No failure of an action may change the result of a committed unit.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.ActionFailed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An action after the commit of a unit of work failed. The unit is committed.")]
        public static partial void ActionFailed(ILogger logger, Exception failure);
    }
}
