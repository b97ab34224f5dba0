using ConnectCases.Api.Cases.History;
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

        auditEvents.MapPost("/cases/{caseId}/audit-history", GetCaseAuditEvents).WithName(nameof(GetCaseAuditEvents));
    }

    private static GetCaseAuditEventsResponse GetCaseAuditEvents(
        string domainId, string caseId, GetCaseAuditEventsRequest request, AuditEventService auditEvents) =>
        auditEvents.Get(domainId, caseId, request);
}
