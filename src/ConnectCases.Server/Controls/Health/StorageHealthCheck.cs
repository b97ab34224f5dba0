using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConnectCases.Controls.Health;

/// <summary>Reports healthy if the database completes a unit of work and the server is not shutting down.</summary>
internal sealed class StorageHealthCheck(UnitOfWorkExecutor units, IHostApplicationLifetime lifetime) : IHealthCheck
{
    private static readonly Func<CasesDbContext, bool> AnyDomain =
        CompiledQuery.Of((CasesDbContext db) => db.Set<Domain>().Any());

    // A probe must learn within a second that the storage does not respond.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The server is shutting down.");
        }

        try
        {
            await units.RunAsync(AnyDomain, cancellationToken).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is TimeoutException || UnitOfWorkExecutor.IsStorageFailure(failure))
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}
