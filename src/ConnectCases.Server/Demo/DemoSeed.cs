using ConnectCases.Api.Domains;
using ConnectCases.Api.Merges;
using ConnectCases.Composition;
using ConnectCases.Events;
using ConnectCases.Maintenance;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Demo;

/// <summary>
/// Seeds a small contact center for trying the API. The seed calls the services of the API in one unit of work. The ids and times
/// are the same on every server. The demo belongs to the default account and Region.
/// </summary>
internal sealed partial class DemoSeed(
    IStorage storage,
    UnitOfWorkExecutor units,
    DeletedDomainCleaner cleaner,
    IOptions<EmulatorOptions> configured,
    ILoggerFactory loggers,
    ILogger<DemoSeed> logger)
{
    public const string Name = EmulatorOptionsValidator.DemoSeedName;

    /// <summary>Whether this start added the demo. False if the database contained the demo before. Null without the seed.</summary>
    public bool? WasAdded { get; private set; }

    /// <exception cref="StartupException">The demo cannot be added, because a quota is reached or a name is in use.</exception>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        // The rows of a demo that was deleted before the last shutdown still use its ids.
        await cleaner.RemoveAllAsync(cancellationToken);

        var (clock, ids) = (new DemoClock(), new DemoIdGenerator());
        await using var services = CreateServices(clock, ids);
        await using var scope = services.CreateAsyncScope();
        try
        {
            WasAdded = await units.RunAsync(unit => Seed(unit, scope.ServiceProvider, clock, ids), cancellationToken);
        }
        catch (ServiceException exception)
        {
            throw new StartupException($"The demo cannot be added: {exception.Message}", exception);
        }
    }

    private bool Seed(CasesDbContext unit, IServiceProvider services, DemoClock clock, DemoIdGenerator ids)
    {
        unit.LockExclusive(DemoIds.Domain);
        if (unit.Domains.FirstOrDefault(domain => domain.DomainId == DemoIds.Domain) is { } existing)
        {
            if (!unit.Merges.Any(merge => merge.DomainKey == existing.Key))
            {
                Log.Outdated(logger, DemoIds.Domain);
            }

            return false;
        }

        // A unit of work may run more than once, so each run starts with the same time and ids.
        clock.Reset();
        ids.Reset();
        new DemoConfiguration(unit, services).Seed();
        new DemoCases(unit, services, clock, ids).Seed();
        return true;
    }

    // Creates the services of the API with the clock, the ids and the options of the demo. Only Account,
    // Region and EventRelatedItemTypes come from the options of the server. All other options have their defaults.
    private ServiceProvider CreateServices(DemoClock clock, DemoIdGenerator ids) => new ServiceCollection()
        .AddApi().AddEvents()
        .AddSingleton(storage)
        .AddSingleton(units)
        .AddSingleton(loggers)
        .AddLogging()
        .AddScoped(_ => storage.CreateDbContext())
        .AddSingleton(new Caller(configured.Value.Account, configured.Value.Region))
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
