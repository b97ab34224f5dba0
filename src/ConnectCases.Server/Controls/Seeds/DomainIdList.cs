using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Seeds;

/// <summary>Lists the ids of a domain by name, so that a test does not have to search for them.</summary>
internal sealed class DomainIdList(CasesDbContext db, IOptions<EmulatorOptions> options)
{
    private const string CasePrefix = "case/";

    /// <exception cref="ResourceNotFoundException">The world has no domain with the name.</exception>
    public IdsResponse Get(IdsRequest request)
    {
        var (account, region) = (request.Account ?? options.Value.Account, request.Region ?? options.Value.Region);
        var domain = db.Domains.AsNoTracking().FirstOrDefault(domain => domain.Account == account && domain.Region == region
                && domain.DeletedTime == null && domain.Name == request.Domain)
            ?? throw new ResourceNotFoundException(
                "Domain",
                request.Domain!,
                hint: $"Add account and region to the query if the domain is in another world. ListDomains shows the names.",
                message: $"Account {account}, Region {region} has no domain with the name '{request.Domain}'.");
        return new(
            new(domain.Name, domain.DomainId, domain.Arn),
            Ids<Field>(domain, field => field.FieldId),
            Ids<CaseRule>(domain, rule => rule.CaseRuleId),
            Ids<Layout>(domain, layout => layout.LayoutId),
            Ids<Template>(domain, template => template.TemplateId),
            CasesOf(domain));
    }

    private Dictionary<string, string> Ids<TResource>(Domain domain, Func<TResource, string> idOf)
        where TResource : DomainResource =>
        db.Set<TResource>().AsNoTracking().Of(domain).OrderBy(resource => resource.Key).AsEnumerable()
            .ToDictionary(resource => resource.Name, idOf);

    // A handle contains no slash. The paths of related items continue after the handle.
    private Dictionary<string, string> CasesOf(Domain domain) => db.SeedResources.AsNoTracking()
        .Where(resource => resource.DomainKey == domain.Key && resource.Path.StartsWith(CasePrefix))
        .AsEnumerable()
        .Where(resource => resource.Path.LastIndexOf('/') == CasePrefix.Length - 1)
        .OrderBy(resource => resource.Path, StringComparer.Ordinal)
        .ToDictionary(resource => resource.Path[CasePrefix.Length..], resource => resource.ResourceId);
}
