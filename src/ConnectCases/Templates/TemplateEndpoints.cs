namespace ConnectCases.Templates;

internal static class TemplateEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/domains/{domainId}").WithTags("Templates");

        templates.MapPost("/templates", CreateTemplate).WithName(nameof(CreateTemplate));
        templates.MapPost("/templates/{templateId}", GetTemplate).WithName(nameof(GetTemplate));
        templates.MapPost("/templates-list", ListTemplates).WithName(nameof(ListTemplates));
    }

    private static Task<CreateTemplateResponse> CreateTemplate(
        string domainId, CreateTemplateRequest request, TemplateService templates, CancellationToken cancellationToken) =>
        templates.CreateAsync(domainId, request, cancellationToken);

    private static GetTemplateResponse GetTemplate(string domainId, string templateId, TemplateService templates) =>
        templates.Get(domainId, templateId);

    private static ListTemplatesResponse ListTemplates(
        string domainId, ListTemplatesRequest request, TemplateService templates) =>
        templates.List(domainId, request);
}
