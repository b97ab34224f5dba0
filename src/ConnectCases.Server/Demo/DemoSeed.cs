using ConnectCases.Api.Domains;
using ConnectCases.Api.Merges;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Scheduling;
using ConnectCases.Seeds.Applying;
using ConnectCases.Seeds.Reading;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Demo;

/// <summary>
/// Seeds a small contact center for trying the API, in one unit of work. The seed demo.yaml defines the demo. The ids and
/// times are the same on every server, so SQLite can insert rows that the services wrote earlier. The demo of
/// the start belongs to the default account and Region.
/// </summary>
internal sealed partial class DemoSeed(
    IStorage storage,
    UnitOfWorkExecutor units,
    DeletedDomainCleaner cleaner,
    DueTimes times,
    SeedApplication application,
    IOptions<EmulatorOptions> configured,
    ILogger<DemoSeed> logger)
{
    public const string Name = EmulatorOptionsValidator.DemoSeedName;

    private const string DomainName = "Demo contact center";
    private const string SpareDomainName = "Sandbox";

    private static readonly DateTimeOffset Created = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

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
            CallServices(unit, owner);
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
        DomainService.EnsureCanCreate(unit, owner, DomainName, quotas);
        DomainService.EnsureCanCreate(unit, owner, SpareDomainName, quotas, others: 1);
        return unit.TryInsert(DemoRows.Of(owner));
    }

    // Applies the seed with the time and the ids of the demo. Only EventRelatedItemTypes comes from the options of the server. All other
    // options have their defaults.
    private void CallServices(CasesDbContext unit, Caller owner)
    {
        var options = new EmulatorOptions { EventRelatedItemTypes = configured.Value.EventRelatedItemTypes };
        application.Apply(unit, ReadSeed(), owner, new(Created, options, new DemoEventIds().Derive));
    }

    private static SeedDocument ReadSeed()
    {
        using var resource = typeof(DemoSeed).Assembly.GetManifestResourceStream("demo.yaml")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return SeedReader.Read(bytes.ToArray(), "demo.yaml");
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "The database contains the demo of an older version. Delete domain {DomainId} and restart to get the current demo.")]
        public static partial void Outdated(ILogger logger, string domainId);
    }
}
