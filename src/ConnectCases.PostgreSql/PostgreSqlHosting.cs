using ConnectCases.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConnectCases.PostgreSql;

/// <summary>Adds PostgreSQL as a storage of the emulator.</summary>
public static class PostgreSqlHosting
{
    /// <summary>The number of threads that a server with many concurrent callers needs.</summary>
    public const int MinThreads = PostgresStorage.MaxConcurrentRequests + 16;

    /// <summary>
    /// Lets the emulator keep its state in PostgreSQL when <see cref="EmulatorOptions.Postgres"/> is set. Call this method in
    /// addition to <c>AddConnectCases</c>. Each statement blocks a thread. A server with many concurrent callers therefore needs
    /// more threads than the thread pool starts with: call <see cref="ThreadPool.SetMinThreads"/> with at least
    /// <see cref="MinThreads"/>.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddConnectCasesPostgreSql(this IServiceCollection services) =>
        services.AddSingleton<StorageFactory>((options, loggers) =>
            options.Postgres is null ? null : new PostgresStorage(options, loggers.CreateLogger<PostgresStorage>()));
}
