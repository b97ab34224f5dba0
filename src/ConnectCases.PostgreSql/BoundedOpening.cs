using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>
/// Opens connections with a time limit. Npgsql 10 applies its timeout to the first attempt only: after a failed attempt with encryption,
/// a synchronous Open waits without a limit for a server that does not respond. OpenAsync with a cancellation token does not.
/// </summary>
internal sealed class BoundedOpening(TimeSpan timeout) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Open(connection, timeout);
        return InterceptionResult.Suppress();
    }

    /// <exception cref="NpgsqlException">PostgreSQL refuses the connection, or does not respond in time.</exception>
    public static void Open(DbConnection connection, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            connection.OpenAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException exception)
        {
            throw new NpgsqlException("PostgreSQL did not respond to a new connection in time.", new TimeoutException(exception.Message));
        }
    }
}
