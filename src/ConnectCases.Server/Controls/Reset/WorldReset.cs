using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Events;
using ConnectCases.Protocol.Identity;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Reset;

/// <summary>
/// Removes the state of worlds in one unit of work (controls.md 1). The rows of the domains are removed later, in the background. A reset
/// only counts the cases.
/// </summary>
internal sealed class WorldReset(
    DueWork dueWork, DomainDeletions deletions, LoadSeed loadSeed, TimeProvider real, IOptions<EmulatorOptions> options)
{
    public async Task<ResetResponse> ResetAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var seed = request.Seed is { } name ? loadSeed(name) : null;
        ResetResponse? removed = null;
        await dueWork.RunAfterAsync(
            unit =>
            {
                removed = Reset(unit, request);
                seed?.Invoke(unit, new Caller(request.Account ?? options.Value.Account, request.Region ?? options.Value.Region));
            },
            request.Account,
            cancellationToken);
        return removed!;
    }

    private ResetResponse Reset(CasesDbContext unit, IWorldRequest world)
    {
        var domains = world.Of(unit.Domains, domain => domain.Account, domain => domain.Region);
        var live = domains.Where(domain => domain.DeletedTime == null)
            .Select(domain => new { domain.Key, domain.Account, domain.Region, domain.DomainId }).ToList();

        // Requests that use a domain finish first. The locks keep the order of all units: accounts before domains.
        unit.LockExclusive(live.Select(domain => $"{domain.Account} {domain.Region}").Distinct());
        unit.LockExclusive(live.Select(domain => domain.DomainId).Distinct());
        var keys = live.Select(domain => domain.Key).ToArray();
        var cases = unit.Cases.Count(@case => keys.Contains(@case.DomainKey));

        // A new domain can have the id of a removed domain.
        var now = real.GetUtcNow();
        domains.ExecuteUpdate(removed => removed
            .SetProperty(domain => domain.DeletedTime, domain => domain.DeletedTime ?? now)
            .SetProperty(domain => domain.DomainId, domain => "removed " + domain.Key.ToString()));
        world.Of(unit.Events, row => row.Account, row => row.Region).ExecuteDelete();
        world.Of(unit.Clocks, clock => clock.Account, clock => clock.Region).ExecuteDelete();
        unit.OnCommitted(deletions.Announce);
        return new("ok", keys.Length, cases);
    }
}
