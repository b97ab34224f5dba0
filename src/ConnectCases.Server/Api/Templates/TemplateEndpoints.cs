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

        templates.MapPost("/templates", CreateTemplate).WithName(nameof(CreateTemplate)).WithBodyLimit(1024);
        templates.MapPost("/templates/{templateId}", GetTemplate).WithName(nameof(GetTemplate));
        templates.MapPut("/templates/{templateId}", UpdateTemplate).WithName(nameof(UpdateTemplate)).WithBodyLimit(1024);
        templates.MapDelete("/templates/{templateId}", DeleteTemplate).WithName(nameof(DeleteTemplate));
        templates.MapPost("/templates-list", ListTemplates).WithName(nameof(ListTemplates));
    }

    private static Task<CreateTemplateResponse> CreateTemplate(
        string domainId, CreateTemplateRequest request, TemplateService templates, CancellationToken cancellationToken) =>
        templates.CreateAsync(domainId, request, cancellationToken);

    private static GetTemplateResponse GetTemplate(string domainId, string templateId, TemplateService templates) =>
        templates.Get(domainId, templateId);

    private static Task<EmptyResponse> UpdateTemplate(
        string domainId,
        string templateId,
        UpdateTemplateRequest request,
        TemplateService templates,
        CancellationToken cancellationToken) =>
        templates.UpdateAsync(domainId, templateId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteTemplate(
        string domainId, string templateId, TemplateService templates, CancellationToken cancellationToken) =>
        templates.DeleteAsync(domainId, templateId, cancellationToken);

    private static ListTemplatesResponse ListTemplates(
        string domainId, ListTemplatesRequest request, TemplateService templates) =>
        templates.List(domainId, request);
}
