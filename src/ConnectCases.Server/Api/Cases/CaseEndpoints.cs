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

        cases.MapPost("/cases", CreateCase).WithName(nameof(CreateCase)).WithBodyLimit(6144);
        cases.MapPost("/cases/{caseId}", GetCase).WithName(nameof(GetCase)).WithBodyLimit(1024);
        cases.MapPut("/cases/{caseId}", UpdateCase).WithName(nameof(UpdateCase)).WithBodyLimit(6144);
        cases.MapDelete("/cases/{caseId}", DeleteCase).WithName(nameof(DeleteCase));
        cases.MapPost("/cases-search", SearchCases).WithName(nameof(SearchCases)).WithBodyLimit(2048);
        cases.MapPost("/list-cases-for-contact", ListCasesForContact).WithName(nameof(ListCasesForContact));
        api.MapPost(Inferred.BatchUpdateCaseUri, BatchUpdateCase).WithName(nameof(BatchUpdateCase)).WithBodyLimit(8192).WithTags("Cases");
    }

    private static Task<CreateCaseResponse> CreateCase(
        string domainId, CreateCaseRequest request, CaseService cases, CancellationToken cancellationToken) =>
        cases.CreateAsync(domainId, request, cancellationToken);

    private static GetCaseResponse GetCase(string domainId, string caseId, GetCaseRequest request, CaseService cases) =>
        cases.Get(domainId, caseId, request);

    private static Task<EmptyResponse> UpdateCase(
        string domainId, string caseId, UpdateCaseRequest request, CaseService cases, CancellationToken cancellationToken) =>
        cases.UpdateAsync(domainId, caseId, request, cancellationToken);

    private static Task<EmptyResponse> DeleteCase(
        string domainId, string caseId, CaseService cases, CancellationToken cancellationToken) =>
        cases.DeleteAsync(domainId, caseId, cancellationToken);

    private static Task<BatchUpdateCaseResponse> BatchUpdateCase(
        BatchUpdateCaseRequest request, BatchUpdate batch, CancellationToken cancellationToken) =>
        batch.RunAsync(request, cancellationToken);

    private static SearchCasesResponse SearchCases(
        string domainId, SearchCasesRequest request, CaseSearch search, CancellationToken cancellationToken) =>
        search.Search(domainId, request, cancellationToken);

    private static ListCasesForContactResponse ListCasesForContact(
        string domainId, ListCasesForContactRequest request, ContactCases cases) =>
        cases.List(domainId, request);
}
