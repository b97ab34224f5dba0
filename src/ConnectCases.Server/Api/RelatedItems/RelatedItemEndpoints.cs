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

        relatedItems.MapOperation<CreateRelatedItemRequest, CreateRelatedItemResponse>(
            "POST", "/cases/{caseId}/related-items", CreateRelatedItem).WithBodyLimit(1536);
        relatedItems.MapOperation<UpdateRelatedItemRequest, UpdateRelatedItemResponse>(
            "PUT", "/cases/{caseId}/related-items/{relatedItemId}", UpdateRelatedItem).WithBodyLimit(1536);
        relatedItems.MapOperation<EmptyResponse>("DELETE", "/cases/{caseId}/related-items/{relatedItemId}", DeleteRelatedItem);
        relatedItems.MapOperation<SearchAllRelatedItemsRequest, SearchAllRelatedItemsResponse>(
            "POST", "/related-items-search", SearchAllRelatedItems).WithBodyLimit(1024);
        relatedItems.MapOperation<SearchRelatedItemsRequest, SearchRelatedItemsResponse>(
            "POST", "/cases/{caseId}/related-items-search", SearchRelatedItems).WithBodyLimit(1024);
        api.MapOperation<BatchCreateRelatedItemRequest, BatchCreateRelatedItemResponse>(
            "POST", "/cases:batchCreateRelatedItem", BatchCreateRelatedItem).WithBodyLimit(2048).WithTags("RelatedItems");
    }

    private static Task<CreateRelatedItemResponse> CreateRelatedItem(HttpContext context, CreateRelatedItemRequest request) =>
        context.Service<RelatedItemService>().CreateAsync(
            context.Label("domainId"), context.Label("caseId"), request, context.RequestAborted);

    private static Task<BatchCreateRelatedItemResponse> BatchCreateRelatedItem(HttpContext context, BatchCreateRelatedItemRequest request) =>
        context.Service<BatchCreate>().RunAsync(request, context.RequestAborted);

    private static SearchRelatedItemsResponse SearchRelatedItems(HttpContext context, SearchRelatedItemsRequest request) =>
        context.Service<RelatedItemSearch>().Search(context.Label("domainId"), context.Label("caseId"), request);

    private static SearchAllRelatedItemsResponse SearchAllRelatedItems(HttpContext context, SearchAllRelatedItemsRequest request) =>
        context.Service<RelatedItemSearch>().SearchAll(context.Label("domainId"), request, context.RequestAborted);

    private static Task<UpdateRelatedItemResponse> UpdateRelatedItem(HttpContext context, UpdateRelatedItemRequest request) =>
        context.Service<RelatedItemService>().UpdateAsync(
            context.Label("domainId"), context.Label("caseId"), context.Label("relatedItemId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteRelatedItem(HttpContext context) =>
        context.Service<RelatedItemService>().DeleteAsync(
            context.Label("domainId"), context.Label("caseId"), context.Label("relatedItemId"), context.RequestAborted);
}
