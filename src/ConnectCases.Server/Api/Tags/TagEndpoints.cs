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

        tags.MapPost("", TagResource).WithName(nameof(TagResource)).WithBodyLimit(512);
        tags.MapDelete("", UntagResource).WithName(nameof(UntagResource));
        tags.MapGet("", ListTagsForResource).WithName(nameof(ListTagsForResource));
    }

    private static Task<EmptyResponse> TagResource(
        string? arn, TagResourceRequest request, TagService tags, CancellationToken cancellationToken) =>
        tags.TagAsync(arn, request, cancellationToken);

    private static Task<EmptyResponse> UntagResource(
        string? arn, UntagResourceRequest request, TagService tags, CancellationToken cancellationToken) =>
        tags.UntagAsync(arn, request, cancellationToken);

    private static ListTagsForResourceResponse ListTagsForResource(string? arn, TagService tags) => tags.List(arn);
}
