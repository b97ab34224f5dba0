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

        layouts.MapPost("/layouts", CreateLayout).WithName(nameof(CreateLayout)).WithBodyLimit(1536);
        layouts.MapPost("/layouts/{layoutId}", GetLayout).WithName(nameof(GetLayout));
        layouts.MapPost("/layouts-list", ListLayouts).WithName(nameof(ListLayouts));
        layouts.MapPut("/layouts/{layoutId}", UpdateLayout).WithName(nameof(UpdateLayout)).WithBodyLimit(1536);
        layouts.MapDelete("/layouts/{layoutId}", DeleteLayout).WithName(nameof(DeleteLayout));
    }

    private static Task<CreateLayoutResponse> CreateLayout(
        string domainId, CreateLayoutRequest request, LayoutService layouts, CancellationToken cancellationToken) =>
        layouts.CreateAsync(domainId, request, cancellationToken);

    private static GetLayoutResponse GetLayout(string domainId, string layoutId, LayoutService layouts) =>
        layouts.Get(domainId, layoutId);

    private static ListLayoutsResponse ListLayouts(string domainId, ListLayoutsRequest request, LayoutService layouts) =>
        layouts.List(domainId, request);

    private static Task<EmptyResponse> UpdateLayout(
        string domainId,
        string layoutId,
        UpdateLayoutRequest request,
        LayoutService layouts,
        CancellationToken cancellationToken) =>
        layouts.UpdateAsync(domainId, layoutId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteLayout(
        string domainId, string layoutId, LayoutService layouts, CancellationToken cancellationToken) =>
        layouts.DeleteAsync(domainId, layoutId, cancellationToken);
}
