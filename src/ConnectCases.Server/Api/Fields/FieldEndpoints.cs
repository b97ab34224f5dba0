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

        fields.MapPost("/fields", CreateField).WithName(nameof(CreateField));
        fields.MapPut("/fields/{fieldId}", UpdateField).WithName(nameof(UpdateField));
        fields.MapDelete("/fields/{fieldId}", DeleteField).WithName(nameof(DeleteField));
        fields.MapPost("/fields-list", ListFields).WithName(nameof(ListFields));
        fields.MapPost("/fields-batch", BatchGetField).WithName(nameof(BatchGetField)).WithBodyLimit(192);
        fields.MapPut("/fields/{fieldId}/options", BatchPutFieldOptions).WithName(nameof(BatchPutFieldOptions));
        fields.MapPost("/fields/{fieldId}/options-list", ListFieldOptions).WithName(nameof(ListFieldOptions));
    }

    private static Task<CreateFieldResponse> CreateField(
        string domainId, CreateFieldRequest request, FieldService fields, CancellationToken cancellationToken) =>
        fields.CreateAsync(domainId, request, cancellationToken);

    private static Task<EmptyResponse> UpdateField(
        string domainId, string fieldId, UpdateFieldRequest request, FieldService fields, CancellationToken cancellationToken) =>
        fields.UpdateAsync(domainId, fieldId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteField(
        string domainId, string fieldId, FieldService fields, CancellationToken cancellationToken) =>
        fields.DeleteAsync(domainId, fieldId, cancellationToken);

    private static ListFieldsResponse ListFields(string domainId, ListFieldsRequest request, FieldService fields) =>
        fields.List(domainId, request);

    private static BatchGetFieldResponse BatchGetField(
        string domainId, BatchGetFieldRequest request, FieldService fields) =>
        fields.BatchGet(domainId, request);

    private static Task<BatchPutFieldOptionsResponse> BatchPutFieldOptions(
        string domainId,
        string fieldId,
        BatchPutFieldOptionsRequest request,
        FieldService fields,
        CancellationToken cancellationToken) =>
        fields.BatchPutOptionsAsync(domainId, fieldId, request, cancellationToken);

    private static ListFieldOptionsResponse ListFieldOptions(
        string domainId, string fieldId, ListFieldOptionsRequest request, FieldService fields) =>
        fields.ListOptions(domainId, fieldId, request);
}
