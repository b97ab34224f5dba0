using ConnectCases.Scheduling;
using ConnectCases.Storage;

namespace ConnectCases.Api.Domains;

/// <summary>Groups the domains by the clocks of their worlds.</summary>
internal sealed class ClockGroups(WorldClocks clocks)
{
    public IReadOnlyList<ClockGroup> Find(CasesDbContext unit)
    {
        var accounts = clocks.All.Where(clock => clock.Account.Length > 0).Select(clock => clock.Account).Distinct().ToArray();
        if (accounts.Length == 0)
        {
            return [new(clocks.FindDefault(), [], IsRest: true)];
        }

        var rest = clocks.FindDefault();
        var own = unit.Domains.Where(domain => accounts.Contains(domain.Account) && domain.DeletedTime == null)
            .Select(domain => new { domain.Key, domain.Account, domain.Region })
            .AsEnumerable()
            .GroupBy(domain => clocks.Find(domain.Account, domain.Region), domain => domain.Key)
            .Where(group => group.Key != rest)
            .Select(group => new ClockGroup(group.Key, [.. group], IsRest: false))
            .ToList();
        return [.. own, new(rest, [.. own.SelectMany(group => group.DomainKeys)], IsRest: true)];
    }
}
