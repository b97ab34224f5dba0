using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.EventConfiguration;

internal static class EventConfigurationEndpoints
{
    public static void AddEventConfiguration(this IServiceCollection services)
    {
        services.AddScoped<EventConfigurationService>();
        services.AddSingleton<IValidator<PutCaseEventConfigurationRequest>, PutCaseEventConfigurationValidator>();
    }

    public static void MapEventConfiguration(this IEndpointRouteBuilder api)
    {
        var configuration = api.MapGroup("/domains/{domainId}/case-event-configuration").WithTags("EventConfiguration");

        configuration.MapOperation<PutCaseEventConfigurationRequest, EmptyResponse>(
            "PUT", "", PutCaseEventConfiguration).WithBodyLimit(1536);
        configuration.MapOperation<GetCaseEventConfigurationResponse>("POST", "", GetCaseEventConfiguration);
    }

    private static Task<EmptyResponse> PutCaseEventConfiguration(HttpContext context, PutCaseEventConfigurationRequest request) =>
        context.Service<EventConfigurationService>().PutAsync(context.Label("domainId"), request, context.RequestAborted);

    private static GetCaseEventConfigurationResponse GetCaseEventConfiguration(HttpContext context) =>
        context.Service<EventConfigurationService>().Get(context.Label("domainId"));
}
