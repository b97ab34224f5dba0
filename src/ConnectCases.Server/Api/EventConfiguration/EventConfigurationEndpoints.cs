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

        configuration.MapPut("", PutCaseEventConfiguration).WithName(nameof(PutCaseEventConfiguration)).WithBodyLimit(1536);
        configuration.MapPost("", GetCaseEventConfiguration).WithName(nameof(GetCaseEventConfiguration));
    }

    private static Task<EmptyResponse> PutCaseEventConfiguration(
        string domainId,
        PutCaseEventConfigurationRequest request,
        EventConfigurationService configurations,
        CancellationToken cancellationToken) =>
        configurations.PutAsync(domainId, request, cancellationToken);

    private static GetCaseEventConfigurationResponse GetCaseEventConfiguration(
        string domainId, EventConfigurationService configurations) =>
        configurations.Get(domainId);
}
