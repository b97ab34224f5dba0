namespace ConnectCases.RelatedItems;

internal static class RelatedItemEndpoints
{
    public static void MapRelatedItems(this IEndpointRouteBuilder api)
    {
        var relatedItems = api.MapGroup("/domains/{domainId}").WithTags("RelatedItems");

        relatedItems.MapPost("/cases/{caseId}/related-items", CreateRelatedItem).WithName(nameof(CreateRelatedItem));
        relatedItems.MapPost("/cases/{caseId}/related-items-search", SearchRelatedItems)
            .WithName(nameof(SearchRelatedItems));
    }

    private static Task<CreateRelatedItemResponse> CreateRelatedItem(
        string domainId,
        string caseId,
        CreateRelatedItemRequest request,
        RelatedItemService relatedItems,
        CancellationToken cancellationToken) =>
        relatedItems.CreateAsync(domainId, caseId, request, cancellationToken);

    private static SearchRelatedItemsResponse SearchRelatedItems(
        string domainId, string caseId, SearchRelatedItemsRequest request, RelatedItemService relatedItems) =>
        relatedItems.Search(domainId, caseId, request);
}
