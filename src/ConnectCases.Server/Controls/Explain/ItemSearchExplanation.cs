using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Explain;

/// <summary>Explains why SearchRelatedItems finds an item or does not find an item (controls.md 6).</summary>
internal sealed class ItemSearchExplanation(IStorage storage, IOptions<EmulatorOptions> options)
{
    /// <exception cref="ResourceNotFoundException">The domain, the case or the item does not exist.</exception>
    /// <exception cref="ValidationException">SearchRelatedItems would reject the request.</exception>
    public ExplainSearchRelatedItemsResponse Explain(ExplainSearchRelatedItemsRequest request)
    {
        using var read = storage.BeginRead();
        var db = read.Db;
        var world = WorldOfDomain.Find(db, request, request.DomainId!, options.Value);
        var (domain, @case) = db.GetCase(world, request.DomainId!, request.CaseId!);
        var item = db.GetRelatedItem(@case, request.RelatedItemId!);
        var search = ParsedItemSearch.Parse(db, domain, @case, request.ToSearch(), options.Value);

        var explanation = new ItemExplanation(db, domain, item, search.Filters);
        IReadOnlyList<ConditionExplanation> filters = [.. search.Filters.Select(explanation.ExplainFilter)];
        var matching = Matching(db, @case, search);
        var response = new ExplainSearchRelatedItemsResponse(
            Matches: false,
            domain.DomainId,
            @case.CaseId,
            item.RelatedItemId,
            item.Type,
            domain.Account,
            domain.Region,
            Position: null,
            Page: null,
            OnPage: null,
            filters,
            NotFound(filters));
        return matching.Any(row => row.Sequence == item.Sequence) ? Found(response, matching, search, item) : response;
    }

    private static IQueryable<RelatedItem> Matching(CasesDbContext db, Case @case, ParsedItemSearch search)
    {
        var key = @case.Key;
        var items = db.RelatedItems.Where(row => row.CaseKey == key);
        return search.Filters.Count == 0 ? items : items.Where(RelatedItemConditions.ToPredicate(search.Filters));
    }

    private static ExplainSearchRelatedItemsResponse Found(
        ExplainSearchRelatedItemsResponse response, IQueryable<RelatedItem> matching, ParsedItemSearch search, RelatedItem item)
    {
        var newer = matching.Where(row => row.Sequence > item.Sequence);
        var index = newer.Count();
        var onPage = item.Sequence < search.Before && newer.Count(row => row.Sequence < search.Before) < search.Size;
        var page = (index / search.Size) + 1;
        var met = response.Filters.FirstOrDefault(filter => filter.Met);
        var reason = met is null ? "The request has no filters, so every item of the case matches." : $"The item meets {met.Path}.";
        return response with
        {
            Matches = true,
            Position = index + 1,
            Page = page,
            OnPage = onPage,
            Explanation = $"{reason} The item is number {index + 1} of the matches, newest first, on page {page} "
                + $"({Counted.Of(search.Size, "item")} per page).{(onPage ? "" : " The requested page does not contain the item.")}",
        };
    }

    private static string NotFound(IReadOnlyList<ConditionExplanation> filters) => filters switch
    {
        [] => "",
        [var only] => $"SearchRelatedItems does not find the item, because the item does not meet {only.Path}. {only.Explanation}",
        _ => $"SearchRelatedItems does not find the item, because the item meets none of the {filters.Count} filters.",
    };
}
