using ConnectCases.Api.Domains;
using ConnectCases.Api.Merges;
using ConnectCases.Composition;
using ConnectCases.Events;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Demo;

/// <summary>
/// Seeds a small contact center for trying the API, in one unit of work. The services of the API define the demo. The ids and
/// times are the same on every server, so SQLite can insert rows that the services wrote earlier. The demo of
/// the start belongs to the default account and Region.
/// </summary>
internal sealed partial class DemoSeed(
    IStorage storage,
    UnitOfWorkExecutor units,
    DeletedDomainCleaner cleaner,
    DueTimes times,
    IOptions<EmulatorOptions> configured,
    ILoggerFactory loggers,
    ILogger<DemoSeed> logger)
{
    public const string Name = EmulatorOptionsValidator.DemoSeedName;

    /// <summary>Whether this start added the demo. False if the database contained the demo before. Null without the seed.</summary>
    public bool? WasAdded { get; private set; }

    /// <summary>Adds the demo at the start of the server.</summary>
    /// <exception cref="StartupException">The demo cannot be added, because a quota is reached or a name is in use.</exception>
    public Task SeedAsync(CancellationToken cancellationToken) => SeedAsync(usesRows: true, cancellationToken);

    /// <param name="usesRows">False calls the services even if the database can insert the rows.</param>
    /// <param name="cancellationToken">Cancels the seed while it waits.</param>
    /// <exception cref="StartupException">The demo cannot be added, because a quota is reached or a name is in use.</exception>
    public async Task SeedAsync(bool usesRows, CancellationToken cancellationToken)
    {
        // The rows of a demo that was deleted before the last shutdown still use its ids.
        if (!storage.IsNew)
        {
            await cleaner.RemoveAllAsync(cancellationToken);
        }

        var owner = new Caller(configured.Value.Account, configured.Value.Region);
        try
        {
            WasAdded = await units.RunAsync(unit => Seed(unit, owner, usesRows), cancellationToken);
        }
        catch (ServiceException exception)
        {
            throw new StartupException($"The demo cannot be added: {exception.Message}", exception);
        }
    }

    /// <summary>Adds the demo to an account and Region. Returns false if the demo exists.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="owner">The account and Region.</param>
    /// <param name="usesRows">False calls the services even if the database can insert the rows.</param>
    /// <exception cref="ServiceException">A quota is reached or a name is in use.</exception>
    public bool Seed(CasesDbContext unit, Caller owner, bool usesRows)
    {
        // The SLAs of the demo can be due.
        unit.OnCommitted(times.Forget);
        unit.LockExclusive(DemoIds.Domain);
        var owned = unit.Domains.Where(domain => domain.Account == owner.Account && domain.Region == owner.Region);
        if (owned.FirstOrDefault(domain => domain.DomainId == DemoIds.Domain) is { } existing)
        {
            if (!unit.Merges.Any(merge => merge.DomainKey == existing.Key))
            {
                Log.Outdated(logger, DemoIds.Domain);
            }

            return false;
        }

        // The spare domain stays if only the main domain was deleted.
        var hasSpareDomain = owned.Any(domain => domain.DomainId == DemoIds.SpareDomain);
        if (!usesRows || hasSpareDomain || !TryInsertRows(unit, owner))
        {
            CallServices(unit, owner, hasSpareDomain);
        }

        return true;
    }

    private bool TryInsertRows(CasesDbContext unit, Caller owner)
    {
        if (configured.Value.EventRelatedItemTypes != DemoRows.EventRelatedItemTypes)
        {
            return false;
        }

        var quotas = new QuotaOptions();
        DomainService.EnsureCanCreate(unit, owner, DemoConfiguration.DomainName, quotas);
        DomainService.EnsureCanCreate(unit, owner, DemoConfiguration.SpareDomainName, quotas, others: 1);
        return unit.TryInsert(DemoRows.Of(owner));
    }

    private void CallServices(CasesDbContext unit, Caller owner, bool hasSpareDomain)
    {
        var (clock, ids) = (new DemoClock(), new DemoIdGenerator());
        using var services = CreateServices(owner, clock, ids);
        using var scope = services.CreateScope();
        var configuration = new DemoConfiguration(unit, scope.ServiceProvider);
        configuration.Seed();
        if (!hasSpareDomain)
        {
            configuration.SeedSpareDomain();
        }

        new DemoCases(unit, scope.ServiceProvider, clock, ids).Seed();
    }

    // Creates the services of the API with the clock, the ids and the options of the demo. Only
    // EventRelatedItemTypes comes from the options of the server. All other options have their defaults.
    private ServiceProvider CreateServices(Caller owner, DemoClock clock, DemoIdGenerator ids) => new ServiceCollection()
        .AddApi().AddEvents().AddScheduling()
        .AddSingleton(storage)
        .AddSingleton(units)
        .AddSingleton(loggers)
        .AddLogging()
        .AddScoped(_ => storage.CreateDbContext())
        .AddSingleton(owner)
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton<NewId>(ids.NewId)
        .AddSingleton(Options.Create(
            new EmulatorOptions { EventRelatedItemTypes = configured.Value.EventRelatedItemTypes }))
        .BuildServiceProvider();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The database contains the demo of an older version. Delete domain {DomainId} and restart to get the current demo.")]
        public static partial void Outdated(ILogger logger, string domainId);
    }
}
