using ConnectCases.Api.Cases.Batches;
using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Cases.Search;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Cases;

internal static class CaseEndpoints
{
    public static void AddCases(this IServiceCollection services)
    {
        // Seeds can name every profile. The controls replace this check for requests.
        services.AddSingleton<CheckCustomerProfile>((_, _, _) => { });
        services.AddScoped<CaseService>();
        services.AddScoped<CaseSearch>();
        services.AddScoped<ContactCases>();
        services.AddSingleton<CaseHistory>();
        services.AddScoped<CaseBatch>();
        services.AddScoped<BatchUpdate>();
        services.AddSingleton<IValidator<CreateCaseRequest>, CreateCaseValidator>();
        services.AddSingleton<IValidator<GetCaseRequest>, GetCaseValidator>();
        services.AddSingleton<IValidator<UpdateCaseRequest>, UpdateCaseValidator>();
        services.AddSingleton<IValidator<SearchCasesRequest>, SearchCasesValidator>();
        services.AddSingleton<IValidator<BatchUpdateCaseRequest>, BatchUpdateCaseValidator>();
        services.AddSingleton<IValidator<ListCasesForContactRequest>, ListCasesForContactValidator>();
    }

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/domains/{domainId}").WithTags("Cases");

        cases.MapOperation<CreateCaseRequest, CreateCaseResponse>("POST", "/cases", CreateCase).WithBodyLimit(6144);
        cases.MapOperation<GetCaseRequest, GetCaseResponse>("POST", "/cases/{caseId}", GetCase).WithBodyLimit(1024);
        cases.MapOperation<UpdateCaseRequest, EmptyResponse>("PUT", "/cases/{caseId}", UpdateCase).WithBodyLimit(6144);
        cases.MapOperation<EmptyResponse>("DELETE", "/cases/{caseId}", DeleteCase);
        cases.MapOperation<SearchCasesRequest, SearchCasesResponse>("POST", "/cases-search", SearchCases).WithBodyLimit(2048);
        cases.MapOperation<ListCasesForContactRequest, ListCasesForContactResponse>(
            "POST", "/list-cases-for-contact", ListCasesForContact);
        api.MapOperation<BatchUpdateCaseRequest, BatchUpdateCaseResponse>(
            "POST", Inferred.BatchUpdateCaseUri, BatchUpdateCase).WithBodyLimit(8192).WithTags("Cases");
    }

    private static Task<CreateCaseResponse> CreateCase(HttpContext context, CreateCaseRequest request) =>
        context.Service<CaseService>().CreateAsync(context.Label("domainId"), request, context.RequestAborted);

    private static GetCaseResponse GetCase(HttpContext context, GetCaseRequest request) =>
        context.Service<CaseService>().Get(context.Label("domainId"), context.Label("caseId"), request);

    private static Task<EmptyResponse> UpdateCase(HttpContext context, UpdateCaseRequest request) =>
        context.Service<CaseService>().UpdateAsync(
            context.Label("domainId"), context.Label("caseId"), request, context.RequestAborted);

    private static Task<EmptyResponse> DeleteCase(HttpContext context) =>
        context.Service<CaseService>().DeleteAsync(context.Label("domainId"), context.Label("caseId"), context.RequestAborted);

    private static Task<BatchUpdateCaseResponse> BatchUpdateCase(HttpContext context, BatchUpdateCaseRequest request) =>
        context.Service<BatchUpdate>().RunAsync(request, context.RequestAborted);

    private static SearchCasesResponse SearchCases(HttpContext context, SearchCasesRequest request) =>
        context.Service<CaseSearch>().Search(context.Label("domainId"), request, context.RequestAborted);

    private static ListCasesForContactResponse ListCasesForContact(HttpContext context, ListCasesForContactRequest request) =>
        context.Service<ContactCases>().List(context.Label("domainId"), request);
}
