using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.State;
using ConnectCases.Storage;

namespace ConnectCases.Controls;

/// <summary>Finds the world of a domain, so that a control needs only the id of the domain.</summary>
internal static class WorldOfDomain
{
    /// <summary>
    /// Returns a caller in the world that has the domain. Returns a caller in the requested or in the default world if no world has the
    /// domain, so that the API explains that the domain does not exist.
    /// </summary>
    /// <exception cref="ValidationException">Several of the worlds have a domain with this id.</exception>
    public static Caller Find(CasesDbContext db, IWorldRequest request, string domainId, EmulatorOptions options)
    {
        var domains = db.Domains.Where(domain => domain.DomainId == domainId && domain.DeletedTime == null);
        var worlds = request.Of(domains, domain => domain.Account, domain => domain.Region)
            .OrderBy(domain => domain.Account).ThenBy(domain => domain.Region)
            .Select(domain => new { domain.Account, domain.Region }).ToList();
        return worlds switch
        {
            [] => new(request.Account ?? options.Account, request.Region ?? options.Region),
            [var world] => new(world.Account, world.Region),
            _ => throw new ValidationException(
                Refusal.ControlScope,
                $"Domain '{domainId}' exists in {worlds.Count} worlds.",
                hint: $"Send account and region to choose one of: "
                    + $"{ErrorText.Whole(Excerpt.List(worlds.Select(world => $"{world.Account} {world.Region}")))}.",
                hintInMessage: true),
        };
    }
}
