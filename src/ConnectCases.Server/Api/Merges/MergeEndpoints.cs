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

        merges.MapPost(Inferred.StartMergeCasesUri, StartMergeCases).WithName(nameof(StartMergeCases)).WithBodyLimit(2048);
        merges.MapPost("/cases/{caseId}/merge-status", GetMergeCasesStatus).WithName(nameof(GetMergeCasesStatus));
    }

    private static Task<EmptyResponse> StartMergeCases(
        string domainId,
        string caseId,
        StartMergeCasesRequest request,
        MergeService merges,
        CancellationToken cancellationToken) =>
        merges.StartAsync(domainId, caseId, request, cancellationToken);

    private static GetMergeCasesStatusResponse GetMergeCasesStatus(string domainId, string caseId, MergeService merges) =>
        merges.GetStatus(domainId, caseId);
}
