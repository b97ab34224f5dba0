using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Templates;

internal static class TemplateEndpoints
{
    public static void AddTemplates(this IServiceCollection services)
    {
        services.AddScoped<TemplateService>();
        services.AddSingleton<IValidator<CreateTemplateRequest>, CreateTemplateValidator>();
        services.AddSingleton<IValidator<ListTemplatesRequest>, ListTemplatesValidator>();
        services.AddSingleton<IValidator<UpdateTemplateRequest>, UpdateTemplateValidator>();
    }

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/domains/{domainId}").WithTags("Templates");

        templates.MapOperation<CreateTemplateRequest, CreateTemplateResponse>(
            "POST", "/templates", CreateTemplate).WithBodyLimit(1024);
        templates.MapOperation<GetTemplateResponse>("POST", "/templates/{templateId}", GetTemplate);
        templates.MapOperation<UpdateTemplateRequest, EmptyResponse>(
            "PUT", "/templates/{templateId}", UpdateTemplate).WithBodyLimit(1024);
        templates.MapOperation<EmptyResponse>("DELETE", "/templates/{templateId}", DeleteTemplate);
        templates.MapQueryOperation<ListTemplatesRequest, ListTemplatesResponse>("POST", "/templates-list", ListTemplates);
    }

    private static Task<CreateTemplateResponse> CreateTemplate(HttpContext context, CreateTemplateRequest request) =>
        context.Service<TemplateService>().CreateAsync(context.Label("domainId"), request, context.RequestAborted);

    private static GetTemplateResponse GetTemplate(HttpContext context) =>
        context.Service<TemplateService>().Get(context.Label("domainId"), context.Label("templateId"));

    private static Task<EmptyResponse> UpdateTemplate(HttpContext context, UpdateTemplateRequest request) =>
        context.Service<TemplateService>().UpdateAsync(
            context.Label("domainId"), context.Label("templateId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteTemplate(HttpContext context) =>
        context.Service<TemplateService>().DeleteAsync(context.Label("domainId"), context.Label("templateId"), context.RequestAborted);

    private static ListTemplatesResponse ListTemplates(HttpContext context, ListTemplatesRequest request) =>
        context.Service<TemplateService>().List(context.Label("domainId"), request);
}
