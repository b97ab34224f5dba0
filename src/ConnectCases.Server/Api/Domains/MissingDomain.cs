using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Domains;

/// <summary>
/// Explains why a domain is not found: the domain belongs to another account or Region, was deleted, or the request contains a name or an ARN.
/// </summary>
internal static class MissingDomain
{
    private const int MaxListed = 5;

    private static readonly Func<CasesDbContext, string, Domain?> InAnyAccount = CompiledQuery.Of(
        (CasesDbContext db, string domainId) => db.Set<Domain>().AsNoTracking()
            .FirstOrDefault(domain => domain.DomainId == domainId && domain.DeletedTime == null));

    public static ResourceNotFoundException Explain(CasesDbContext db, Caller caller, string domainId)
    {
        if (db.DeletedDomains.FirstOrDefault(row => row.Account == caller.Account && row.Region == caller.Region && row.DomainId == domainId)
            is { } deleted)
        {
            return Error($"It was deleted at {TimestampConverter.Format8601(deleted.DeletedTime)} by request {deleted.RequestId}.");
        }

        if (InAnyAccount(db, domainId) is { } other)
        {
            return Error($"It exists in account {other.Account}, Region {other.Region}.");
        }

        var own = db.Domains.AsNoTracking()
            .Where(domain => domain.Account == caller.Account && domain.Region == caller.Region && domain.DeletedTime == null)
            .OrderBy(domain => domain.Key).ToList();
        return new("Domain", domainId, ErrorText.Whole(FindMeant(own, domainId) ?? Describe(own, caller)));

        ResourceNotFoundException Error(ErrorText reason) => new(
            "Domain",
            domainId,
            reason,
            $"Domain '{domainId}' does not exist in account {caller.Account}, Region {caller.Region}.",
            hintInMessage: true);
    }

    private static string? FindMeant(List<Domain> own, string text)
    {
        if (own.Find(domain => domain.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return $"'{Excerpt.Of(text)}' is the name of the domain '{named.DomainId}'; use its id.";
        }

        if (own.Find(domain => domain.DomainId.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } lower)
        {
            return $"Ids are in lower case: '{lower.DomainId}'.";
        }

        return text.Split("domain/") is [_, var id] && own.Find(domain => domain.DomainId == id) is { } identified
            ? $"Send only the last part of the ARN: '{identified.DomainId}'."
            : null;
    }

    private static string Describe(List<Domain> own, Caller caller)
    {
        var place = $"Account {caller.Account} has ";
        return own.Count == 0
            ? $"{place}no domains in Region {caller.Region}. The account is the access key id if that has 12 digits. CreateDomain creates a domain."
            : $"{place}these domains in Region {caller.Region}: {string.Join(", ", own.Take(MaxListed).Select(domain => $"{domain.Name} ({domain.DomainId})"))}.";
    }
}
