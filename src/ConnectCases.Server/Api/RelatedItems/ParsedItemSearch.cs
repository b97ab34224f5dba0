using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Storage;

namespace ConnectCases.Api.RelatedItems;

/// <summary>A SearchRelatedItems request after all checks.</summary>
/// <param name="Filters">One condition per filter. Without filters, every item matches.</param>
/// <param name="Tokens">The tokens of this listing.</param>
/// <param name="Before">The items of the page are older than the item with this position on the timeline.</param>
/// <param name="Size">The page size.</param>
internal sealed record ParsedItemSearch(IReadOnlyList<AllItemCondition> Filters, PageTokens Tokens, long Before, int Size)
{
    /// <exception cref="ValidationException">A field, an operator, an operand or the token is invalid.</exception>
    public static ParsedItemSearch Parse(
        CasesDbContext db, Domain domain, Case @case, SearchRelatedItemsRequest request, EmulatorOptions options)
    {
        var filters = request.Filters ?? [];
        var conditions = RelatedItemConditions.Parse(db, domain, filters, options);
        var tokens = new PageTokens(
            "SearchRelatedItems",
            $"{domain.DomainId}/{@case.CaseId}",
            StoredJson.From(filters, RelatedItemJson.Wire.IReadOnlyListRelatedItemTypeFilter).Json);
        var before = tokens.Read(request.NextToken) ?? long.MaxValue;
        return new(conditions, tokens, before, options.PageSize(request.MaxResults, RelatedItemSearch.MaxPageSize));
    }
}
