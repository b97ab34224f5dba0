using ConnectCases.Protocol;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using FluentValidation;

namespace ConnectCases.Api.Merges;

internal static class MergeEndpoints
{
    public static void AddMerges(this IServiceCollection services)
    {
        services.AddSingleton<MergeCompletion>();
        services.AddScheduledWork<RunningMerges>();
        services.AddScoped<MergeService>();
        services.AddSingleton<IValidator<StartMergeCasesRequest>, StartMergeCasesValidator>();
    }

    public static void MapMerges(this IEndpointRouteBuilder api)
    {
        var merges = api.MapGroup("/domains/{domainId}").WithTags("Merges");

        merges.MapOperation<StartMergeCasesRequest, EmptyResponse>(
            "POST", Inferred.StartMergeCasesUri, StartMergeCases).WithBodyLimit(2048);
        merges.MapOperation<GetMergeCasesStatusResponse>("POST", "/cases/{caseId}/merge-status", GetMergeCasesStatus);
    }

    private static Task<EmptyResponse> StartMergeCases(HttpContext context, StartMergeCasesRequest request) =>
        context.Service<MergeService>().StartAsync(
            context.Label("domainId"), context.Label("caseId"), request, context.RequestAborted);

    private static GetMergeCasesStatusResponse GetMergeCasesStatus(HttpContext context) =>
        context.Service<MergeService>().GetStatus(context.Label("domainId"), context.Label("caseId"));
}
