using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.CaseRules;

internal static class CaseRuleEndpoints
{
    public static void AddCaseRules(this IServiceCollection services)
    {
        services.AddScoped<CaseRuleService>();
        services.AddSingleton<IValidator<CreateCaseRuleRequest>, CreateCaseRuleValidator>();
        services.AddSingleton<IValidator<BatchGetCaseRuleRequest>, BatchGetCaseRuleValidator>();
        services.AddSingleton<IValidator<ListCaseRulesRequest>, ListCaseRulesValidator>();
        services.AddSingleton<IValidator<UpdateCaseRuleRequest>, UpdateCaseRuleValidator>();
    }

    public static void MapCaseRules(this IEndpointRouteBuilder api)
    {
        var caseRules = api.MapGroup("/domains/{domainId}").WithTags("CaseRules");

        caseRules.MapPost("/case-rules", CreateCaseRule).WithName(nameof(CreateCaseRule)).WithBodyLimit(8192);
        caseRules.MapPost("/rules-batch", BatchGetCaseRule).WithName(nameof(BatchGetCaseRule)).WithBodyLimit(192);
        caseRules.MapPost("/rules-list", ListCaseRules).WithName(nameof(ListCaseRules));
        caseRules.MapPut("/case-rules/{caseRuleId}", UpdateCaseRule).WithName(nameof(UpdateCaseRule)).WithBodyLimit(8192);
        caseRules.MapDelete("/case-rules/{caseRuleId}", DeleteCaseRule).WithName(nameof(DeleteCaseRule));
    }

    private static Task<CreateCaseRuleResponse> CreateCaseRule(
        string domainId, CreateCaseRuleRequest request, CaseRuleService caseRules, CancellationToken cancellationToken) =>
        caseRules.CreateAsync(domainId, request, cancellationToken);

    private static BatchGetCaseRuleResponse BatchGetCaseRule(
        string domainId, BatchGetCaseRuleRequest request, CaseRuleService caseRules) =>
        caseRules.BatchGet(domainId, request);

    private static ListCaseRulesResponse ListCaseRules(
        string domainId, ListCaseRulesRequest request, CaseRuleService caseRules) =>
        caseRules.List(domainId, request);

    private static Task<EmptyResponse> UpdateCaseRule(
        string domainId,
        string caseRuleId,
        UpdateCaseRuleRequest request,
        CaseRuleService caseRules,
        CancellationToken cancellationToken) =>
        caseRules.UpdateAsync(domainId, caseRuleId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteCaseRule(
        string domainId, string caseRuleId, CaseRuleService caseRules, CancellationToken cancellationToken) =>
        caseRules.DeleteAsync(domainId, caseRuleId, cancellationToken);
}
