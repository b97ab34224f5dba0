using System.Data;
using System.Diagnostics;
using System.Globalization;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>A PostgreSQL database that several servers can share. The first server that starts migrates the schema.</summary>
internal sealed partial class PostgresStorage : IStorage, IDisposable
{
    /// <summary>
    /// How many requests run at the same time. Their statements block threads. More requests wait without a thread, so that the server
    /// still responds to health checks while PostgreSQL does not respond.
    /// </summary>
    public const int MaxConcurrentRequests = 64;

    // Timers and cleanups use connections too.
    private const int BackgroundConnections = 8;

    private static readonly TimeSpan StartInterval = TimeSpan.FromSeconds(1);

    // The key of the advisory lock, the same number as the default port. Other programs are unlikely to use this key.
    private const long MigrationLock = 22737;

    private readonly EmulatorOptions options;
    private readonly ILogger<PostgresStorage> logger;
    private readonly NpgsqlConnectionStringBuilder connection;
    private readonly NpgsqlDataSource source;
    private readonly PooledDbContextFactory<PostgresCasesDbContext> contexts;
    private readonly PostgresWatch watch;
    private readonly SemaphoreSlim admissions;

    /// <exception cref="StartupException">The connection string cannot be read.</exception>
    public PostgresStorage(EmulatorOptions options, ILogger<PostgresStorage> logger)
    {
        this.options = options;
        this.logger = logger;
        connection = Read(options);
        Description = $"PostgreSQL, {connection.Database} on {connection.Host}";
        source = NpgsqlDataSource.Create(connection);
        watch = new(connection, source);
        admissions = new(Concurrency);
        contexts = new(new DbContextOptionsBuilder<PostgresCasesDbContext>()
            .UseNpgsql(source, postgres => postgres.ExecutionStrategy(
                dependencies => new PostgresExecutionStrategy(dependencies, watch, options.StorageTimeout)))
            .AddInterceptors(new BoundedOpening(TimeSpan.FromSeconds(connection.Timeout)))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options);
    }

    public string Description { get; }

    public bool IsShared => true;

    /// <summary>
    /// How many requests run at the same time. Each needs one connection of the pool. Npgsql can wait without a limit for a connection
    /// that becomes free when the timeout of the caller has just passed. Therefore the requests never exhaust the pool.
    /// </summary>
    public int Concurrency => Math.Clamp(connection.MaxPoolSize - BackgroundConnections, 1, MaxConcurrentRequests);

    /// <summary>How long a request waits for PostgreSQL.</summary>
    public TimeSpan Timeout => options.StorageTimeout;

    public void Open(CancellationToken cancellationToken)
    {
        try
        {
            WaitForServer(cancellationToken);
            using var db = contexts.CreateDbContext();

            // A migration of a large database can take long.
            db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
            PostgresSchema.CreateIfMissing(db);
            using var lockConnection = source.OpenConnection();
            Execute(lockConnection, $"SELECT pg_advisory_lock({MigrationLock})");
            PostgresSchema.Migrate(db, Description);
            PostgresSchema.FillWords(db);
            Execute(lockConnection, $"SELECT pg_advisory_unlock({MigrationLock})");
            watch.Start();
        }
        catch (PostgresException exception) when (exception.MessageText.Contains("pg_trgm", StringComparison.Ordinal))
        {
            throw new StartupException(
                $"{Description} needs the extension pg_trgm: {exception.MessageText}. Install the contrib extensions of PostgreSQL, or let an "
                + "administrator run CREATE EXTENSION pg_trgm.",
                exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or RetryLimitExceededException)
        {
            var reason = exception.InnerException ?? exception;
            throw new StartupException($"{Description} cannot be used: {reason.Message}", exception);
        }
    }

    public CasesDbContext CreateDbContext() => contexts.CreateDbContext();

    public PostgresCasesDbContext CreateContext() => contexts.CreateDbContext();

#pragma warning disable CA2000 // The transaction disposes the context.
    // The strategy of the other contexts would repeat a failed query on another connection, and so in another state of the database.
    public ReadTransaction BeginRead()
    {
        var db = new PostgresCasesDbContext(new DbContextOptionsBuilder<PostgresCasesDbContext>()
            .UseNpgsql(source)
            .AddInterceptors(new BoundedOpening(TimeSpan.FromSeconds(connection.Timeout)))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options);
        db.Database.BeginTransaction(IsolationLevel.RepeatableRead);
        return new(db, db.Dispose);
    }
#pragma warning restore CA2000

    public UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger) => new PostgresUnitOfWorkExecutor(this, logger);

    public async ValueTask<IDisposable?> AdmitAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await watch.WaitAsync(options.StorageTimeout, cancellationToken);
            var remaining = options.StorageTimeout - Stopwatch.GetElapsedTime(started);
            if (remaining > TimeSpan.Zero && await admissions.WaitAsync(remaining, cancellationToken))
            {
                return new Admission(admissions);
            }
        }
        catch (TimeoutException)
        {
            // Reported below.
        }

        throw Unavailable(watch.Failure ?? "too many requests wait");
    }

    public void Dispose()
    {
        watch.Dispose();
        source.Dispose();
        admissions.Dispose();
    }

    public StorageUnavailableException? FindOutage(Exception exception) =>
        exception is RetryLimitExceededException or NpgsqlException { IsTransient: true }
            ? Unavailable((exception.InnerException ?? exception).Message)
            : null;

    /// <summary>Throws immediately if PostgreSQL is known to be unavailable.</summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not respond.</exception>
    public void EnsureAvailable()
    {
        if (watch.Failure is { } failure)
        {
            throw Unavailable(failure);
        }
    }

    public StorageUnavailableException Unavailable(string reason) => new($"{Description} does not respond: {reason}");

    private static NpgsqlConnectionStringBuilder Read(EmulatorOptions options)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new(options.Postgres);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartupException($"The PostgreSQL connection string cannot be read: {exception.Message}", exception);
        }

        if (string.IsNullOrEmpty(connection.Host))
        {
            throw new StartupException("The PostgreSQL connection string has no Host.");
        }

        // A statement that gets no response ends before the request has waited too long.
        var timeout = Math.Max(1, (int)options.StorageTimeout.TotalSeconds - 1);
        connection.Timeout = Math.Min(connection.Timeout, timeout);
        connection.CommandTimeout = Math.Min(connection.CommandTimeout, timeout);

        // Closes the connection of a statement that timed out. To cancel the statement first, Npgsql would wait without a limit for a
        // server that does not respond.
        connection.CancellationTimeout = -1;
        connection.ApplicationName ??= "connect-cases";
        connection.Database ??= "cases";
        if (connection.MaxAutoPrepare == 0)
        {
            connection.MaxAutoPrepare = 200;
        }

        if (options.Synchronous == SynchronousMode.Normal)
        {
            connection.Options = $"{connection.Options} -c synchronous_commit=off".Trim();
        }

        return connection;
    }

    // A server that starts together with its database must wait for the database.
    private void WaitForServer(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var probe = new NpgsqlConnection(PostgresWatch.Limited(connection).ConnectionString);
        while (Unreachable(probe) is { } reason)
        {
            if (Stopwatch.GetElapsedTime(started) > options.StorageStartTimeout)
            {
                throw new StartupException(
                    $"{Description} cannot be reached within {Seconds(options.StorageStartTimeout)} seconds (setting StorageStartTimeout): {reason}");
            }

            Log.Waiting(logger, Description, reason);
            cancellationToken.WaitHandle.WaitOne(StartInterval);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // An error response shows that the server is reachable, except while the server starts. The database may not exist yet.
    private static string? Unreachable(NpgsqlConnection probe)
    {
        try
        {
            BoundedOpening.Open(probe, PostgresWatch.Patience);
            probe.Close();
            return null;
        }
        catch (PostgresException exception) when (exception.SqlState != PostgresErrorCodes.CannotConnectNow)
        {
            return null;
        }
        catch (NpgsqlException exception)
        {
            return (exception.InnerException ?? exception).Message;
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Execute(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // The text is a constant of this class.
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed class Admission(SemaphoreSlim admissions) : IDisposable
    {
        public void Dispose() => admissions.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Waiting for {Storage}: {Reason}")]
        public static partial void Waiting(ILogger logger, string storage, string reason);
    }
}
