using ConnectCases.Protocol.Shapes;
using FluentValidation;

namespace ConnectCases.Api.Domains;

internal static class DomainEndpoints
{
    public static void AddDomains(this IServiceCollection services)
    {
        services.AddSingleton<DomainDeletions>();
        services.AddScoped<DomainService>();
        services.AddSingleton<IValidator<CreateDomainRequest>, CreateDomainValidator>();
        services.AddSingleton<IValidator<ListDomainsRequest>, ListDomainsValidator>();
    }

    public static void MapDomains(this IEndpointRouteBuilder api)
    {
        var domains = api.MapGroup("").WithTags("Domains");

        domains.MapPost("/domains", CreateDomain).WithName(nameof(CreateDomain));
        domains.MapPost("/domains/{domainId}", GetDomain).WithName(nameof(GetDomain));
        domains.MapPost("/domains-list", ListDomains).WithName(nameof(ListDomains));
        domains.MapDelete("/domains/{domainId}", DeleteDomain).WithName(nameof(DeleteDomain));
    }

    private static Task<CreateDomainResponse> CreateDomain(
        CreateDomainRequest request, DomainService domains, CancellationToken cancellationToken) =>
        domains.CreateAsync(request, cancellationToken);

    private static GetDomainResponse GetDomain(string domainId, DomainService domains) => domains.Get(domainId);

    private static ListDomainsResponse ListDomains(ListDomainsRequest request, DomainService domains) =>
        domains.List(request);

    private static Task<EmptyResponse> DeleteDomain(
        string domainId, DomainService domains, CancellationToken cancellationToken) =>
        domains.DeleteAsync(domainId, cancellationToken);
}
