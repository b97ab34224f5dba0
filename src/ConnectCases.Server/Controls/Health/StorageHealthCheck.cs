using ConnectCases.Api.Domains;
using ConnectCases.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConnectCases.Controls.Health;

/// <summary>Reports healthy if the database completes a unit of work and the server is not shutting down.</summary>
internal sealed class StorageHealthCheck(UnitOfWorkExecutor units, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The server is shutting down.");
        }

        await units.RunAsync(db => db.Domains.Any(), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
