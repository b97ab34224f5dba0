using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using FluentValidation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Http;

/// <summary>Runs the handler of an operation. The request is already valid. The response is written later.</summary>
/// <param name="context">The request.</param>
/// <param name="handle">Runs the handler.</param>
internal delegate Task OperationFilter(HttpContext context, Func<Task> handle);

/// <summary>
/// Reads and validates a request, runs the handler of the operation, and writes the response as JSON. The first request of an
/// operation creates the JSON metadata and the validator, because most programs use few of the operations (docs/adr/0017).
/// </summary>
/// <param name="services">The services of the application.</param>
/// <param name="read">Reads the request, or null if the operation has no request.</param>
/// <param name="handle">The handler.</param>
internal sealed class Operation<TRequest, TResponse>(
    IServiceProvider services,
    Func<HttpContext, Operation<TRequest, TResponse>, ValueTask<TRequest>>? read,
    Func<HttpContext, TRequest, Task<TResponse>> handle)
    where TRequest : class
{
    private readonly Lazy<RequestValidation<TRequest>> validation =
        new(() => new(services.GetService<IValidator<TRequest>>(), services.GetRequiredService<IOptions<EmulatorOptions>>().Value));

    private readonly Lazy<JsonTypeInfo<TRequest>> requestJson = new(() => JsonOf<TRequest>(services));
    private readonly Lazy<MemberNames> members = new(() => new(JsonOf<TRequest>(services)));
    private readonly Lazy<IgnoredInput> ignored = new(() => new(ParameterNames, readsBody: read is not null && !ReadsQuery));
    private readonly Lazy<JsonTypeInfo<TResponse>> responseJson = new(() => JsonOf<TResponse>(services));

    public async Task InvokeAsync(HttpContext context)
    {
        var request = read is null ? null! : await read(context, this);
        var recorded = RequestContext.Of(context);
        await ignored.Value.WarnAsync(context, recorded, members);
        validation.Value.EnsureValid(recorded.Operation ?? "", context.Request.RouteValues, request, recorded.UnknownMembers);

        TResponse response = default!;
        if (context.GetEndpoint()!.Metadata.GetMetadata<OperationFilter>() is { } filter)
        {
            await filter(context, async () => response = await handle(context, request));
        }
        else
        {
            response = await handle(context, request);
        }

        if (response is IStreamedResponse streamed)
        {
            await streamed.WriteAsync(context);
            return;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(response, responseJson.Value);
        recorded.ResponseBody = BodyExcerpt.Of(json);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }

    private static bool ReadsQuery => typeof(TRequest).GetInterfaces()
        .Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IQueryRequest<>));

    private static IReadOnlyList<string> ParameterNames => ReadsQuery
        ? [.. typeof(TRequest).GetProperties().Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name))]
        : [];

    /// <summary>Reads the request from the body.</summary>
    public static ValueTask<TRequest> ReadBody(HttpContext context, Operation<TRequest, TResponse> operation) =>
        RequestBody.ReadAsync(context, operation.requestJson.Value, operation.members.Value);

    private static JsonTypeInfo<T> JsonOf<T>(IServiceProvider services) =>
        (JsonTypeInfo<T>)services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.GetTypeInfo(typeof(T));
}
