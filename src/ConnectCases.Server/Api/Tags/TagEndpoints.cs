using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Tags;

internal static class TagEndpoints
{
    public static void AddTags(this IServiceCollection services)
    {
        services.AddScoped<TagService>();
        services.AddSingleton<IValidator<TagResourceRequest>, TagResourceValidator>();
        services.AddSingleton<IValidator<UntagResourceRequest>, UntagResourceValidator>();
    }

    public static void MapTags(this IEndpointRouteBuilder api)
    {
        // SDKs encode the slashes of an ARN. Requests written by hand often do not, so the route accepts both forms.
        var tags = api.MapGroup("/tags/{**arn}").WithTags("Tags");

        tags.MapOperation<TagResourceRequest, EmptyResponse>("POST", "", TagResource).WithBodyLimit(512);
        tags.MapQueryOperation<UntagResourceRequest, EmptyResponse>("DELETE", "", UntagResource);
        tags.MapOperation<ListTagsForResourceResponse>("GET", "", ListTagsForResource);
    }

    private static Task<EmptyResponse> TagResource(HttpContext context, TagResourceRequest request) =>
        context.Service<TagService>().TagAsync((string?)context.Request.RouteValues["arn"], request, context.RequestAborted);

    private static Task<EmptyResponse> UntagResource(HttpContext context, UntagResourceRequest request) =>
        context.Service<TagService>().UntagAsync((string?)context.Request.RouteValues["arn"], request, context.RequestAborted);

    private static ListTagsForResourceResponse ListTagsForResource(HttpContext context) =>
        context.Service<TagService>().List((string?)context.Request.RouteValues["arn"]);
}
