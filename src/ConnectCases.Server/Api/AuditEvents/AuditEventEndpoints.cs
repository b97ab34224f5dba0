using ConnectCases.Api.Cases.History;
using ConnectCases.Protocol.Http;
using FluentValidation;

namespace ConnectCases.Api.AuditEvents;

internal static class AuditEventEndpoints
{
    public static void AddAuditEvents(this IServiceCollection services)
    {
        services.AddScoped<AuditEventService>();
        services.AddSingleton<ICaseChangeSink, AuditTrail>();
        services.AddSingleton<IValidator<GetCaseAuditEventsRequest>, GetCaseAuditEventsValidator>();
    }

    public static void MapAuditEvents(this IEndpointRouteBuilder api)
    {
        var auditEvents = api.MapGroup("/domains/{domainId}").WithTags("AuditEvents");

        auditEvents.MapOperation<GetCaseAuditEventsRequest, GetCaseAuditEventsResponse>(
            "POST", "/cases/{caseId}/audit-history", GetCaseAuditEvents);
    }

    private static GetCaseAuditEventsResponse GetCaseAuditEvents(HttpContext context, GetCaseAuditEventsRequest request) =>
        context.Service<AuditEventService>().Get(context.Label("domainId"), context.Label("caseId"), request);
}
