using ConnectCases.Persistence;
using ConnectCases.Protocol;
using FluentValidation;

namespace ConnectCases.Merges;

internal static class MergeEndpoints
{
    public static void AddMerges(this IServiceCollection services)
    {
        services.AddDueWork<RunningMerges>();
        services.AddScoped<MergeService>();
        services.AddSingleton<IValidator<StartMergeCasesRequest>, StartMergeCasesValidator>();
    }

    public static void MapMerges(this IEndpointRouteBuilder api)
    {
        var merges = api.MapGroup("/domains/{domainId}").WithTags("Merges");

        merges.MapPost(Inferred.StartMergeCasesUri, StartMergeCases).WithName(nameof(StartMergeCases));
        merges.MapPost("/cases/{caseId}/merge-status", GetMergeCasesStatus).WithName(nameof(GetMergeCasesStatus));
    }

    /// <summary>The controls of merges, which AWS does not have.</summary>
    public static void MapMergeControls(this IEndpointRouteBuilder app)
    {
        var merges = app.MapGroup("/_emulator/merges").WithTags("Emulator");

        merges.MapPost("/hold", HoldMerges).WithName(nameof(HoldMerges));
        merges.MapPost("/release", ReleaseMerges).WithName(nameof(ReleaseMerges));
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

    private static Task<MergesHeld> HoldMerges(RunningMerges merges, CancellationToken cancellationToken) =>
        merges.HoldAsync(cancellationToken);

    private static Task<MergesHeld> ReleaseMerges(RunningMerges merges, CancellationToken cancellationToken) =>
        merges.ReleaseAsync(cancellationToken);
}
