using ConnectCases.Api.RelatedItems.Slas;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using FluentValidation;

namespace ConnectCases.Api.RelatedItems;

internal static class RelatedItemEndpoints
{
    public static void AddRelatedItems(this IServiceCollection services)
    {
        services.AddScheduledWork<SlaDeadlines>();
        services.AddScoped<RelatedItemService>();
        services.AddScoped<RelatedItemSearch>();
        services.AddScoped<BatchCreate>();
        services.AddSingleton<IValidator<CreateRelatedItemRequest>, CreateRelatedItemValidator>();
        services.AddSingleton<IValidator<BatchCreateRelatedItemRequest>, BatchCreateRelatedItemValidator>();
        services.AddSingleton<IValidator<UpdateRelatedItemRequest>, UpdateRelatedItemValidator>();
        services.AddSingleton<IValidator<SearchRelatedItemsRequest>, SearchRelatedItemsValidator>();
        services.AddSingleton<IValidator<SearchAllRelatedItemsRequest>, SearchAllRelatedItemsValidator>();
    }

    public static void MapRelatedItems(this IEndpointRouteBuilder api)
    {
        var relatedItems = api.MapGroup("/domains/{domainId}").WithTags("RelatedItems");

        relatedItems.MapPost("/cases/{caseId}/related-items", CreateRelatedItem).WithName(nameof(CreateRelatedItem)).WithBodyLimit(1536);
        relatedItems.MapPut("/cases/{caseId}/related-items/{relatedItemId}", UpdateRelatedItem)
            .WithName(nameof(UpdateRelatedItem)).WithBodyLimit(1536);
        relatedItems.MapDelete("/cases/{caseId}/related-items/{relatedItemId}", DeleteRelatedItem)
            .WithName(nameof(DeleteRelatedItem));
        relatedItems.MapPost("/related-items-search", SearchAllRelatedItems).WithName(nameof(SearchAllRelatedItems)).WithBodyLimit(1024);
        relatedItems.MapPost("/cases/{caseId}/related-items-search", SearchRelatedItems)
            .WithName(nameof(SearchRelatedItems)).WithBodyLimit(1024);
        api.MapPost("/cases:batchCreateRelatedItem", BatchCreateRelatedItem)
            .WithName(nameof(BatchCreateRelatedItem)).WithBodyLimit(2048).WithTags("RelatedItems");
    }

    private static Task<CreateRelatedItemResponse> CreateRelatedItem(
        string domainId,
        string caseId,
        CreateRelatedItemRequest request,
        RelatedItemService relatedItems,
        CancellationToken cancellationToken) =>
        relatedItems.CreateAsync(domainId, caseId, request, cancellationToken);

    private static Task<BatchCreateRelatedItemResponse> BatchCreateRelatedItem(
        BatchCreateRelatedItemRequest request, BatchCreate batch, CancellationToken cancellationToken) =>
        batch.RunAsync(request, cancellationToken);

    private static SearchRelatedItemsResponse SearchRelatedItems(
        string domainId, string caseId, SearchRelatedItemsRequest request, RelatedItemSearch search) =>
        search.Search(domainId, caseId, request);

    private static SearchAllRelatedItemsResponse SearchAllRelatedItems(
        string domainId,
        SearchAllRelatedItemsRequest request,
        RelatedItemSearch search,
        CancellationToken cancellationToken) =>
        search.SearchAll(domainId, request, cancellationToken);

    private static Task<UpdateRelatedItemResponse> UpdateRelatedItem(
        string domainId,
        string caseId,
        string relatedItemId,
        UpdateRelatedItemRequest request,
        RelatedItemService relatedItems,
        CancellationToken cancellationToken) =>
        relatedItems.UpdateAsync(domainId, caseId, relatedItemId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteRelatedItem(
        string domainId,
        string caseId,
        string relatedItemId,
        RelatedItemService relatedItems,
        CancellationToken cancellationToken) =>
        relatedItems.DeleteAsync(domainId, caseId, relatedItemId, cancellationToken);
}
