using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Domains;

internal sealed class DomainService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    DomainSweeper sweeper,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 10;

    public Task<CreateDomainResponse> CreateAsync(CreateDomainRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, request), cancellationToken);

    public CreateDomainResponse Create(CasesDbContext db, CreateDomainRequest request)
    {
        db.Hold($"{caller.Account} {caller.Region}");
        var domains = Live(db);
        if (domains.Any(domain => domain.Name == request.Name))
        {
            throw new ConflictException($"A domain with the name '{request.Name}' exists already; domain names are unique.");
        }

        Quota.EnsureRoom(domains.Count(), options.Value.Quotas.Domains, "The account", "domains in this Region");

        var domain = Domain.Create(newId(), caller, request.Name!, clock.GetUtcNow());
        db.Add(domain);
        return new(domain.DomainId, domain.Arn, DomainStatus.CreationInProgress);
    }

    public GetDomainResponse Get(string domainId)
    {
        var domain = db.GetDomain(caller, domainId);
        return new(
            domain.DomainId, domain.Arn, domain.Name, domain.CreatedTime, Status(domain), domain.Tags);
    }

    public ListDomainsResponse List(ListDomainsRequest request)
    {
        var tokens = new PageTokens("ListDomains", $"{caller.Account}/{caller.Region}");
        var after = tokens.Read(request.NextToken) ?? 0;
        var size = options.Value.PageSize(request.MaxResults, LargestPage);

        var rows = Live(db).Where(domain => domain.Key > after).OrderBy(domain => domain.Key).Take(size + 1);

        var page = Page<Domain>.Of(rows, size, tokens, domain => domain.Key);
        return new(
            [.. page.Items.Select(domain => new DomainSummary(domain.DomainId, domain.Arn, domain.Name))], page.NextToken);
    }

    public async Task<EmptyResponse> DeleteAsync(string domainId, CancellationToken cancellationToken)
    {
        var response = await writes.RunAsync(db => Delete(db, domainId), cancellationToken);
        sweeper.Wake();
        return response;
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId)
    {
        var domain = db.GetDomain(caller, domainId);
        if (Status(domain) != DomainStatus.Active)
        {
            throw new ConflictException($"Domain '{domainId}' is still being created; delete it when it is Active.");
        }

        db.Attach(domain).Entity.DeletedTime = clock.GetUtcNow();
        return EmptyResponse.Instance;
    }

    private IQueryable<Domain> Live(CasesDbContext db) => db.Domains.Where(domain =>
        domain.Account == caller.Account && domain.Region == caller.Region && domain.DeletedTime == null);

    private DomainStatus Status(Domain domain) =>
        domain.StatusAt(clock.GetUtcNow(), options.Value.DomainCreationDelay);
}
