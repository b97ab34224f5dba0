using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using Microsoft.Extensions.Options;

namespace ConnectCases.Cases;

/// <summary>Finds cases: by their values, and by a contact that they are about.</summary>
internal sealed class CaseSearch(CasesDbContext db, Caller caller, TimeProvider clock, IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;
    public const int LargestContactPage = 10;

    private const int DefaultPage = 25;

    public SearchCasesResponse Search(string domainId, SearchCasesRequest request, CancellationToken cancellationToken)
    {
        using var interruption = db.InterruptWhen(cancellationToken);
        var domain = db.GetDomain(caller, domainId);
        var matching = Matching(domain, request);
        var listing = request with { MaxResults = null, NextToken = null, Fields = null };
        var tokens = new PageTokens("SearchCases", domain.DomainId, StoredJson<SearchCasesRequest>.From(listing).Json);
        var position = tokens.ReadPosition(request.NextToken);
        var size = options.Value.PageSize(request.MaxResults, DefaultPage);

        var fieldIds = (request.Fields ?? []).Select(field => field.Id!).Distinct().ToArray();
        FieldReferences.Find(db, domain, "fields", fieldIds);
        var order = CaseOrder.Of(db, domain, request.Sorts ?? []);

        var page = Page<SortedCase>.Of(order.From(db, matching, position, size + 1), size, tokens, order.PositionOf);
        return new(page.NextToken, WithValues(page.Items, fieldIds), matching.LongCount());
    }

    public ListCasesForContactResponse ListForContact(string domainId, ListCasesForContactRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListCasesForContact", domain.DomainId, request.ContactArn!);
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        var size = options.Value.PageSize(request.MaxResults, LargestContactPage);
        var visible = options.Value.SearchableUntil(clock);

        var rows = db.RelatedItems
            .Where(item => item.DomainKey == domain.Key && item.Target == request.ContactArn && item.Sequence < before)
            .Where(item => item.Type == RelatedItemType.Contact && item.AssociationTime <= visible)
            .OrderByDescending(item => item.Sequence)
            .Take(size + 1)
            .Select(item => new { item.Sequence, item.Case!.CaseId, item.Case.TemplateId })
            .AsEnumerable()
            .Select(row => (row.Sequence, Summary: new CaseSummary(row.CaseId, row.TemplateId)));

        var page = Page<(long Sequence, CaseSummary Summary)>.Of(rows, size, tokens, row => row.Sequence);
        return new([.. page.Items.Select(row => row.Summary)], page.NextToken);
    }

    private IQueryable<Case> Matching(Domain domain, SearchCasesRequest request)
    {
        var matching = db.Cases.Where(@case => @case.DomainKey == domain.Key);
        if (request.Filter is { } filter)
        {
            matching = matching.Where(CaseFilters.ToCondition(db, domain, filter, options.Value));
        }

        if (!string.IsNullOrWhiteSpace(request.SearchTerm))
        {
            matching = matching.Where(CaseFilters.ToCondition(request.SearchTerm));
        }

        if (options.Value.SearchDelay > TimeSpan.Zero)
        {
            var visible = TimestampConverter.Format8601(options.Value.SearchableUntil(clock));
            matching = matching.Where(@case => @case.Values.Any(value =>
                value.FieldId == SystemFields.CreatedDateTime && string.Compare(value.Text, visible) <= 0));
        }

        return matching;
    }

    private IReadOnlyList<SearchCasesResponseItem> WithValues(IReadOnlyList<SortedCase> cases, string[] fieldIds)
    {
        var keys = cases.Select(@case => @case.Key).ToArray();
        var values = fieldIds.Length == 0
            ? []
            : db.CaseValues.Where(value => keys.Contains(value.CaseKey) && fieldIds.Contains(value.FieldId))
                .ToDictionary(value => (value.CaseKey, value.FieldId), value => value.ToContract());
        return
        [
            .. cases.Select(@case => new SearchCasesResponseItem(
                @case.CaseId,
                @case.TemplateId,
                [.. fieldIds.Select(id => values.GetValueOrDefault((@case.Key, id))).OfType<FieldValue>()],
                @case.Tags)),
        ];
    }
}
