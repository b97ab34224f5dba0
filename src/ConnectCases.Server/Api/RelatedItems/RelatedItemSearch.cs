using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.RelatedItems;

/// <summary>Finds the related items of one case or of all cases of a domain.</summary>
internal sealed class RelatedItemSearch(
    CasesDbContext db, Caller caller, Clock clock, IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 25;

    private static readonly Func<CasesDbContext, long, long, int, IEnumerable<RelatedItem>> NewestFirst = CompiledQuery.Rows(
        (CasesDbContext db, long caseKey, long before, int count) => db.Set<RelatedItem>().AsNoTracking()
            .Where(item => item.CaseKey == caseKey && item.Sequence < before)
            .OrderByDescending(item => item.Sequence)
            .Take(count));

    private static readonly Column<RelatedItem> AssociationTime = Column<RelatedItem>.Of(item => item.AssociationTime);
    private static readonly Column<RelatedItem> CaseId =
        Column<RelatedItem>.Of(item => item.Case!.CaseId, canBeMissing: false);
    private static readonly Column<RelatedItem> Sequence = Column<RelatedItem>.Of(item => item.Sequence);

    public SearchRelatedItemsResponse Search(string domainId, string caseId, SearchRelatedItemsRequest request)
    {
        var (domain, @case) = db.GetCase(caller, domainId, caseId);
        var (filters, tokens, before, size) = ParsedItemSearch.Parse(db, domain, @case, request, options.Value);

        var rows = filters.Count == 0
            ? NewestFirst(db, @case.Key, before, size + 1)
            : db.RelatedItems
                .Where(item => item.CaseKey == @case.Key && item.Sequence < before)
                .Where(RelatedItemConditions.ToPredicate(filters))
                .OrderByDescending(item => item.Sequence)
                .Take(size + 1);

        var page = Page<RelatedItem>.Of(rows, size, tokens, item => item.Sequence);
        return new([.. page.Items.Select(item => item.ToSearchResult())], page.NextToken);
    }

    public SearchAllRelatedItemsResponse SearchAll(
        string domainId, SearchAllRelatedItemsRequest request, CancellationToken cancellationToken)
    {
        using var interruption = db.InterruptWhen(cancellationToken);
        var domain = db.GetDomain(caller, domainId);
        var order = OrderOf(request.Sorts ?? []);
        var items = Matching(domain, request);
        var listing = StoredJson.From(request with { MaxResults = null, NextToken = null }, RelatedItemJson.Wire.SearchAllRelatedItemsRequest);
        var tokens = new PageTokens("SearchAllRelatedItems", domain.DomainId, listing.Json);
        var position = tokens.ReadPosition(request.NextToken);
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var rows = order.From(items, position).Include(item => item.Case).Take(size + 1);

        var page = Page<RelatedItem>.Of(rows, size, tokens, order.PositionOf);
        return new(page.NextToken, [.. page.Items.Select(ToResult)]);
    }

    private IQueryable<RelatedItem> Matching(Domain domain, SearchAllRelatedItemsRequest request)
    {
        var visible = options.Value.SearchableUntil(clock.GetUtcNow());

        // Uses the index with the requested order. A sort by CaseId needs the domain of the case. Other sorts need the domain of
        // the item.
        var items = request.Sorts is [{ SortProperty: SearchAllRelatedItemsSortProperty.CaseId }, ..]
            ? db.RelatedItems.Where(item => item.Case!.DomainKey == domain.Key && item.AssociationTime <= visible)
            : db.RelatedItems.Where(item => item.DomainKey == domain.Key && item.AssociationTime <= visible);
        return request.Filters is { Count: > 0 } filters
            ? items.Where(RelatedItemConditions.ToPredicate(RelatedItemConditions.Parse(db, domain, filters, options.Value)))
            : items;
    }

    private static Keyset<RelatedItem> OrderOf(IReadOnlyList<SearchAllRelatedItemsSort> sorts)
    {
        if (sorts.DistinctBy(sort => sort.SortProperty).Count() < sorts.Count)
        {
            throw new ValidationException(
                Refusal.RepeatedSort,
                $"sorts contains the property {sorts[0].SortProperty} twice.",
                hint: $"Send each property once. The first entry is the first sort key.")
            {
                Member = "sorts",
            };
        }

        var columns = sorts.Select(sort => (
            sort.SortProperty == SearchAllRelatedItemsSortProperty.CaseId ? CaseId : AssociationTime,
            sort.SortOrder == Order.Desc)).ToList();
        if (columns.Count == 0)
        {
            columns.Add((AssociationTime, true));
        }

        return new([.. columns, (Sequence, columns[0].Item2)]);
    }

    private static SearchAllRelatedItemsResponseItem ToResult(RelatedItem item) => new(
        item.RelatedItemId,
        item.Case!.CaseId,
        item.Type,
        item.AssociationTime,
        item.Content,
        item.PerformedBy,
        item.Tags);
}
