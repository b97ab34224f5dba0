using System.Data;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>
/// Watches whether PostgreSQL responds. The watch has its own connection and its own thread, so that it also works while all threads
/// of the thread pool wait for PostgreSQL.
/// </summary>
internal sealed class PostgresWatch : IDisposable
{
    /// <summary>How long an attempt to connect can take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalOfRetries = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlDataSource pool;
    private readonly AutoResetEvent wake = new(initialState: false);
    private readonly Thread thread;
    private volatile TaskCompletionSource available = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? failure;
    private volatile bool stopped;

    /// <param name="storage">The connection string of the storage.</param>
    /// <param name="pool">The connections of the storage. The watch closes them when PostgreSQL fails.</param>
    public PostgresWatch(NpgsqlConnectionStringBuilder storage, NpgsqlDataSource pool)
    {
        this.pool = pool;
        available.SetResult();
        connection = new(Limited(storage).ConnectionString);
        thread = new(WatchUntilStopped) { Name = "PostgreSQL watch", IsBackground = true };
    }

    /// <summary>The reason why PostgreSQL is not available, or null if it is available.</summary>
    public string? Failure => failure;

    public void Start() => thread.Start();

    /// <summary>Completes when PostgreSQL is available.</summary>
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        available.Task.WaitAsync(timeout, cancellationToken);

    /// <summary>Checks PostgreSQL immediately, because a statement failed.</summary>
    public void Check()
    {
        if (!stopped)
        {
            wake.Set();
        }
    }

    public void Dispose()
    {
        stopped = true;
        wake.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        connection.Dispose();
        wake.Dispose();
    }

    /// <summary>Returns a connection string whose attempts and statements end after a second.</summary>
    public static NpgsqlConnectionStringBuilder Limited(NpgsqlConnectionStringBuilder storage) => new(storage.ConnectionString)
    {
        Pooling = false,
        MaxAutoPrepare = 0,
        Timeout = 1,
        CommandTimeout = 1,
        CancellationTimeout = -1,
    };

    // Returns the reason why PostgreSQL does not respond, or null if it responds. PostgreSQL can have closed the connection of the watch
    // and still respond on a new one.
    private string? Probe() =>
        connection.State == ConnectionState.Open && Try() is null ? null : Try();

    private string? Try()
    {
        try
        {
            if (connection.State != ConnectionState.Open)
            {
                connection.Close();
                BoundedOpening.Open(connection, Patience);
            }

            using var command = new NpgsqlCommand("SELECT 1", connection);
            command.ExecuteNonQuery();
            return null;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            connection.Close();
            return (exception.InnerException ?? exception).Message;
        }
    }

    private void WatchUntilStopped()
    {
        while (!stopped)
        {
            Publish(Probe());
            wake.WaitOne(failure is null ? Interval : IntervalOfRetries);
        }
    }

    private void Publish(string? found)
    {
        if (found is not null && failure is null)
        {
            available = new(TaskCreationOptions.RunContinuationsAsynchronously);

            // PostgreSQL may never respond on these connections, even after it has returned.
            pool.Clear();
        }

        failure = found;
        if (found is null)
        {
            available.TrySetResult();
        }
    }
}
