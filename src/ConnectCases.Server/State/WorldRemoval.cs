using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Events;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.State;

/// <summary>
/// Removes the state of worlds in a unit of work: domains, records of deleted domains, events and clocks. The rows of the domains are removed later, in the background.
/// A removal only counts the cases.
/// </summary>
internal sealed class WorldRemoval(DomainDeletions deletions, TimeProvider real)
{
    /// <summary>Removes the state. Returns the number of domains and cases.</summary>
    public (int Domains, int Cases) Remove(CasesDbContext unit, IWorldRequest world)
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
        world.Of(unit.DeletedDomains, row => row.Account, row => row.Region).ExecuteDelete();
        world.Of(unit.Events, row => row.Account, row => row.Region).ExecuteDelete();
        world.Of(unit.Clocks, clock => clock.Account, clock => clock.Region).ExecuteDelete();
        unit.OnCommitted(deletions.Announce);
        return (keys.Length, cases);
    }
}
