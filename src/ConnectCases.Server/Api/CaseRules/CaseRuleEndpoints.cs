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

        caseRules.MapOperation<CreateCaseRuleRequest, CreateCaseRuleResponse>(
            "POST", "/case-rules", CreateCaseRule).WithBodyLimit(8192);
        caseRules.MapOperation<BatchGetCaseRuleRequest, BatchGetCaseRuleResponse>(
            "POST", "/rules-batch", BatchGetCaseRule).WithBodyLimit(192);
        caseRules.MapQueryOperation<ListCaseRulesRequest, ListCaseRulesResponse>("POST", "/rules-list", ListCaseRules);
        caseRules.MapOperation<UpdateCaseRuleRequest, EmptyResponse>(
            "PUT", "/case-rules/{caseRuleId}", UpdateCaseRule).WithBodyLimit(8192);
        caseRules.MapOperation<EmptyResponse>("DELETE", "/case-rules/{caseRuleId}", DeleteCaseRule);
    }

    private static Task<CreateCaseRuleResponse> CreateCaseRule(HttpContext context, CreateCaseRuleRequest request) =>
        context.Service<CaseRuleService>().CreateAsync(context.Label("domainId"), request, context.RequestAborted);

    private static BatchGetCaseRuleResponse BatchGetCaseRule(HttpContext context, BatchGetCaseRuleRequest request) =>
        context.Service<CaseRuleService>().BatchGet(context.Label("domainId"), request);

    private static ListCaseRulesResponse ListCaseRules(HttpContext context, ListCaseRulesRequest request) =>
        context.Service<CaseRuleService>().List(context.Label("domainId"), request);

    private static Task<EmptyResponse> UpdateCaseRule(HttpContext context, UpdateCaseRuleRequest request) =>
        context.Service<CaseRuleService>().UpdateAsync(
            context.Label("domainId"), context.Label("caseRuleId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteCaseRule(HttpContext context) =>
        context.Service<CaseRuleService>().DeleteAsync(context.Label("domainId"), context.Label("caseRuleId"), context.RequestAborted);
}
