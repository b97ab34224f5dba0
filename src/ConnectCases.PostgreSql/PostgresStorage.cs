using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConnectCases.PostgreSql;

/// <summary>A PostgreSQL database that several servers can share. The first server that starts migrates the schema.</summary>
internal sealed class PostgresStorage : IStorage, IDisposable
{
    // The key of the advisory lock, the same number as the default port. Other programs are unlikely to use this key.
    private const long MigrationLock = 22737;

    private readonly NpgsqlDataSource source;
    private readonly PooledDbContextFactory<PostgresCasesDbContext> contexts;

    /// <exception cref="StartupException">The connection string cannot be read.</exception>
    public PostgresStorage(EmulatorOptions options)
    {
        var connection = Read(options);
        Description = $"PostgreSQL, {connection.Database} on {connection.Host}";
        source = NpgsqlDataSource.Create(connection);
        contexts = new(new DbContextOptionsBuilder<PostgresCasesDbContext>()
            .UseNpgsql(source, postgres => postgres.EnableRetryOnFailure())
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options);
    }

    public string Description { get; }

    public bool IsShared => true;

    public void Open()
    {
        try
        {
            using var db = contexts.CreateDbContext();
            CreateIfMissing(db);
            using var lockConnection = source.OpenConnection();
            Execute(lockConnection, $"SELECT pg_advisory_lock({MigrationLock})");
            MigrateSchema(db);
            Execute(lockConnection, $"SELECT pg_advisory_unlock({MigrationLock})");
        }
        catch (Exception exception) when (exception is NpgsqlException or RetryLimitExceededException)
        {
            var reason = exception.InnerException ?? exception;
            throw new StartupException($"{Description} cannot be used: {reason.Message}", exception);
        }
    }

    public CasesDbContext CreateDbContext() => contexts.CreateDbContext();

    public PostgresCasesDbContext CreateContext() => contexts.CreateDbContext();

    public UnitOfWorkExecutor CreateExecutor(ILogger<UnitOfWorkExecutor> logger) => new PostgresUnitOfWorkExecutor(this, logger);

    public void Dispose() => source.Dispose();

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

    private static void CreateIfMissing(PostgresCasesDbContext db)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        try
        {
            if (!creator.Exists())
            {
                creator.Create();
            }
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another server created the database at the same time.
        }
    }

    private void MigrateSchema(PostgresCasesDbContext db)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = db.Database.GetAppliedMigrations().ToList();
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"{Description} was written by a newer version of the emulator (migration {unknown}). "
                + "The database was not changed.");
        }

        if (applied.Count == known.Count)
        {
            return;
        }

        if (applied.Count == 0 && HasTables(db))
        {
            throw new StartupException(
                $"{Description} has tables but no migrations of this emulator. The database was not changed.");
        }

        db.Database.Migrate();
    }

    private static bool HasTables(PostgresCasesDbContext db) => db.Database
        .SqlQuery<bool>(
            $"""
            SELECT EXISTS (
                SELECT 1 FROM pg_tables
                WHERE schemaname = current_schema() AND tablename <> '__EFMigrationsHistory') AS "Value"
            """)
        .Single();

    private static void Execute(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // The text is a constant of this class.
        using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
