using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Domains;

internal sealed class DomainService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    DomainDeletions deletions,
    IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 10;

    private static readonly Func<CasesDbContext, string, string, string, bool> IsNameTaken = CompiledQuery.Of(
        (CasesDbContext db, string account, string region, string name) => db.Set<Domain>().Any(domain =>
            domain.Account == account && domain.Region == region && domain.DeletedTime == null && domain.Name == name));

    private static readonly Func<CasesDbContext, string, string, int> CountLive = CompiledQuery.Of(
        (CasesDbContext db, string account, string region) => db.Set<Domain>().Count(domain =>
            domain.Account == account && domain.Region == region && domain.DeletedTime == null));

    public Task<CreateDomainResponse> CreateAsync(CreateDomainRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, request), cancellationToken);

    public CreateDomainResponse Create(CasesDbContext unit, CreateDomainRequest request)
    {
        EnsureCanCreate(unit, caller, request.Name!, options.Value.Quotas);
        var domain = Domain.Create(newId(IdKind.Domain), caller, request.Name!, clock.GetUtcNow());
        unit.Add(domain);
        return new(domain.DomainId, domain.Arn, DomainStatus.CreationInProgress);
    }

    /// <param name="unit">The unit of work.</param>
    /// <param name="caller">The owner of the domain.</param>
    /// <param name="name">The name of the domain.</param>
    /// <param name="quotas">The quotas of the account.</param>
    /// <param name="others">The number of domains that the unit adds before this domain.</param>
    /// <exception cref="ServiceException">The name is in use, or the quota of the account is reached.</exception>
    public static void EnsureCanCreate(
        CasesDbContext unit, Caller caller, string name, QuotaOptions quotas, int others = 0)
    {
        unit.LockExclusive($"{caller.Account} {caller.Region}");
        if (IsNameTaken(unit, caller.Account, caller.Region, name))
        {
            throw new ConflictException(
                Refusal.NameInUse,
                $"A domain with the name '{name}' already exists in this account and Region. Domain names are unique.",
                hint: $"Use another name, another account for each test, or POST /_emulator/reset before the test. ListDomains shows the existing domain.")
            {
                Member = "name",
                Actual = name,
            };
        }

        var live = CountLive(unit, caller.Account, caller.Region);
        Quota.EnsureRoom(live + others, quotas.Domains, "The account", "domain", " in this Region");
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
        var size = options.Value.PageSize(request.MaxResults, MaxPageSize);

        var rows = db.Domains
            .Where(domain => domain.Account == caller.Account && domain.Region == caller.Region && domain.DeletedTime == null)
            .Where(domain => domain.Key > after)
            .OrderBy(domain => domain.Key)
            .Take(size + 1);

        var page = Page<Domain>.Of(rows, size, tokens, domain => domain.Key);
        return new(
            [.. page.Items.Select(domain => new DomainSummary(domain.DomainId, domain.Arn, domain.Name))], page.NextToken);
    }

    public Task<EmptyResponse> DeleteAsync(string domainId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId), cancellationToken);

    private EmptyResponse Delete(CasesDbContext unit, string domainId)
    {
        var domain = unit.GetDomain(caller, domainId);
        var now = clock.GetUtcNow();
        unit.Attach(domain).Entity.DeletedTime = now;
        unit.RecordDeletion(caller, domainId, now);
        unit.OnCommitted(deletions.Announce);
        return EmptyResponse.Instance;
    }

    private DomainStatus Status(Domain domain) =>
        domain.StatusAt(clock.GetUtcNow(), options.Value.DomainCreationDelay);
}
