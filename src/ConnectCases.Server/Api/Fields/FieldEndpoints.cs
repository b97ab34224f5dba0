using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Fields;

internal static class FieldEndpoints
{
    public static void AddFields(this IServiceCollection services)
    {
        services.AddScoped<FieldService>();
        services.AddSingleton<IValidator<CreateFieldRequest>, CreateFieldValidator>();
        services.AddSingleton<IValidator<UpdateFieldRequest>, UpdateFieldValidator>();
        services.AddSingleton<IValidator<ListFieldsRequest>, ListFieldsValidator>();
        services.AddSingleton<IValidator<BatchGetFieldRequest>, BatchGetFieldValidator>();
        services.AddSingleton<IValidator<BatchPutFieldOptionsRequest>, BatchPutFieldOptionsValidator>();
        services.AddSingleton<IValidator<ListFieldOptionsRequest>, ListFieldOptionsValidator>();
    }

    public static void MapFields(this IEndpointRouteBuilder api)
    {
        var fields = api.MapGroup("/domains/{domainId}").WithTags("Fields");

        fields.MapOperation<CreateFieldRequest, CreateFieldResponse>("POST", "/fields", CreateField);
        fields.MapOperation<UpdateFieldRequest, EmptyResponse>("PUT", "/fields/{fieldId}", UpdateField);
        fields.MapOperation<EmptyResponse>("DELETE", "/fields/{fieldId}", DeleteField);
        fields.MapQueryOperation<ListFieldsRequest, ListFieldsResponse>("POST", "/fields-list", ListFields);
        fields.MapOperation<BatchGetFieldRequest, BatchGetFieldResponse>("POST", "/fields-batch", BatchGetField).WithBodyLimit(192);
        fields.MapOperation<BatchPutFieldOptionsRequest, BatchPutFieldOptionsResponse>(
            "PUT", "/fields/{fieldId}/options", BatchPutFieldOptions);
        fields.MapQueryOperation<ListFieldOptionsRequest, ListFieldOptionsResponse>(
            "POST", "/fields/{fieldId}/options-list", ListFieldOptions);
    }

    private static Task<CreateFieldResponse> CreateField(HttpContext context, CreateFieldRequest request) =>
        context.Service<FieldService>().CreateAsync(context.Label("domainId"), request, context.RequestAborted);

    private static Task<EmptyResponse> UpdateField(HttpContext context, UpdateFieldRequest request) =>
        context.Service<FieldService>().UpdateAsync(
            context.Label("domainId"), context.Label("fieldId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteField(HttpContext context) =>
        context.Service<FieldService>().DeleteAsync(context.Label("domainId"), context.Label("fieldId"), context.RequestAborted);

    private static ListFieldsResponse ListFields(HttpContext context, ListFieldsRequest request) =>
        context.Service<FieldService>().List(context.Label("domainId"), request);

    private static BatchGetFieldResponse BatchGetField(HttpContext context, BatchGetFieldRequest request) =>
        context.Service<FieldService>().BatchGet(context.Label("domainId"), request);

    private static Task<BatchPutFieldOptionsResponse> BatchPutFieldOptions(HttpContext context, BatchPutFieldOptionsRequest request) =>
        context.Service<FieldService>().BatchPutOptionsAsync(
            context.Label("domainId"), context.Label("fieldId"), request, context.RequestAborted);

    private static ListFieldOptionsResponse ListFieldOptions(HttpContext context, ListFieldOptionsRequest request) =>
        context.Service<FieldService>().ListOptions(context.Label("domainId"), context.Label("fieldId"), request);
}
