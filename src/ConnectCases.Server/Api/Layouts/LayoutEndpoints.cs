using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Layouts;

internal static class LayoutEndpoints
{
    public static void AddLayouts(this IServiceCollection services)
    {
        services.AddScoped<LayoutService>();
        services.AddSingleton<IValidator<CreateLayoutRequest>, CreateLayoutValidator>();
        services.AddSingleton<IValidator<ListLayoutsRequest>, ListLayoutsValidator>();
        services.AddSingleton<IValidator<UpdateLayoutRequest>, UpdateLayoutValidator>();
    }

    public static void MapLayouts(this IEndpointRouteBuilder api)
    {
        var layouts = api.MapGroup("/domains/{domainId}").WithTags("Layouts");

        layouts.MapOperation<CreateLayoutRequest, CreateLayoutResponse>("POST", "/layouts", CreateLayout).WithBodyLimit(1536);
        layouts.MapOperation<GetLayoutResponse>("POST", "/layouts/{layoutId}", GetLayout);
        layouts.MapQueryOperation<ListLayoutsRequest, ListLayoutsResponse>("POST", "/layouts-list", ListLayouts);
        layouts.MapOperation<UpdateLayoutRequest, EmptyResponse>("PUT", "/layouts/{layoutId}", UpdateLayout).WithBodyLimit(1536);
        layouts.MapOperation<EmptyResponse>("DELETE", "/layouts/{layoutId}", DeleteLayout);
    }

    private static Task<CreateLayoutResponse> CreateLayout(HttpContext context, CreateLayoutRequest request) =>
        context.Service<LayoutService>().CreateAsync(context.Label("domainId"), request, context.RequestAborted);

    private static GetLayoutResponse GetLayout(HttpContext context) =>
        context.Service<LayoutService>().Get(context.Label("domainId"), context.Label("layoutId"));

    private static ListLayoutsResponse ListLayouts(HttpContext context, ListLayoutsRequest request) =>
        context.Service<LayoutService>().List(context.Label("domainId"), request);

    private static Task<EmptyResponse> UpdateLayout(HttpContext context, UpdateLayoutRequest request) =>
        context.Service<LayoutService>().UpdateAsync(
            context.Label("domainId"), context.Label("layoutId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteLayout(HttpContext context) =>
        context.Service<LayoutService>().DeleteAsync(context.Label("domainId"), context.Label("layoutId"), context.RequestAborted);
}
