using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using FluentValidation;

namespace ConnectCases.Api.Domains;

internal static class DomainEndpoints
{
    public static void AddDomains(this IServiceCollection services)
    {
        services.AddSingleton<DomainDeletions>();
        services.AddSingleton<ClockGroups>();
        services.AddSingleton<FindClockGroups>(provider => provider.GetRequiredService<ClockGroups>().Find);
        services.AddScoped<DomainService>();
        services.AddSingleton<IValidator<CreateDomainRequest>, CreateDomainValidator>();
        services.AddSingleton<IValidator<ListDomainsRequest>, ListDomainsValidator>();
    }

    public static void MapDomains(this IEndpointRouteBuilder api)
    {
        var domains = api.MapGroup("").WithTags("Domains");

        domains.MapOperation<CreateDomainRequest, CreateDomainResponse>("POST", "/domains", CreateDomain);
        domains.MapOperation<GetDomainResponse>("POST", "/domains/{domainId}", GetDomain);
        domains.MapQueryOperation<ListDomainsRequest, ListDomainsResponse>("POST", "/domains-list", ListDomains);
        domains.MapOperation<EmptyResponse>("DELETE", "/domains/{domainId}", DeleteDomain);
    }

    private static Task<CreateDomainResponse> CreateDomain(HttpContext context, CreateDomainRequest request) =>
        context.Service<DomainService>().CreateAsync(request, context.RequestAborted);

    private static GetDomainResponse GetDomain(HttpContext context) =>
        context.Service<DomainService>().Get(context.Label("domainId"));

    private static ListDomainsResponse ListDomains(HttpContext context, ListDomainsRequest request) =>
        context.Service<DomainService>().List(request);

    private static Task<EmptyResponse> DeleteDomain(HttpContext context) =>
        context.Service<DomainService>().DeleteAsync(context.Label("domainId"), context.RequestAborted);
}
