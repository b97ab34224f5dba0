using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Cases.Search;

/// <summary>Runs ListCasesForContact: lists the cases of a contact. The latest association comes first.</summary>
internal sealed class ContactCases(CasesDbContext db, Caller caller, Clock clock, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 10;

    public ListCasesForContactResponse List(string domainId, ListCasesForContactRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListCasesForContact", domain.DomainId, request.ContactArn!);
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);
        var visibleUntil = options.Value.SearchableUntil(clock.GetUtcNow());

        var rows = db.RelatedItems
            .Where(item => item.DomainKey == domain.Key && item.Target == request.ContactArn && item.Sequence < before)
            .Where(item => item.Type == RelatedItemType.Contact && item.AssociationTime <= visibleUntil)
            .OrderByDescending(item => item.Sequence)
            .Take(size + 1)
            .Select(item => new { item.Sequence, item.Case!.CaseId, item.Case.TemplateId })
            .AsEnumerable()
            .Select(row => (row.Sequence, Summary: new CaseSummary(row.CaseId, row.TemplateId)));

        var page = Page<(long Sequence, CaseSummary Summary)>.Of(rows, size, tokens, row => row.Sequence);
        return new([.. page.Items.Select(row => row.Summary)], page.NextToken);
    }
}
