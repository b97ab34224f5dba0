using ConnectCases.Composition;
using ConnectCases.Controls.Seeds;
using ConnectCases.Events;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Validation;
using ConnectCases.Scheduling;
using ConnectCases.Seeds.Reading;
using ConnectCases.Storage;
using FluentValidation;
using Microsoft.Extensions.Options;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// The application of a seed in a unit of work. Calls the services of the API with ids, a clock and options of its own. Collects the
/// changes.
/// </summary>
internal sealed class SeedRun : IDisposable
{
    private readonly ServiceProvider services;
    private readonly IServiceScope scope;
    private readonly List<SeedChange> changes = [];

    public SeedRun(
        CasesDbContext unit, Caller owner, SeedSettings settings, IStorage storage, UnitOfWorkExecutor units, ILoggerFactory loggers)
    {
        (Unit, Owner, Settings) = (unit, owner, settings);
        Clock = new SeedClock(settings.Now);
        Ids = new SeedIdSource(settings.Derive);
        services = new ServiceCollection()
            .AddApi().AddEvents().AddScheduling()
            .AddSingleton(storage)
            .AddSingleton(units)
            .AddSingleton(loggers)
            .AddLogging()
            .AddScoped(_ => storage.CreateDbContext())
            .AddSingleton(owner)
            .AddSingleton<RequestWarnings>()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<NewId>(Ids.NewId)
            .AddSingleton(Options.Create(settings.Options))
            .BuildServiceProvider();
        scope = services.CreateScope();
    }

    public CasesDbContext Unit { get; }

    public Caller Owner { get; }

    public SeedSettings Settings { get; }

    public SeedClock Clock { get; }

    public SeedIdSource Ids { get; }

    public IReadOnlyList<SeedChange> Changes => changes;

    public TService Get<TService>()
        where TService : notnull => scope.ServiceProvider.GetRequiredService<TService>();

    public void Add(SeedAction action, string path, string id, IReadOnlyList<string>? members = null) =>
        changes.Add(new(action, path, id, members));

    /// <summary>Validates a request like the API, calls a service and saves the changes.</summary>
    /// <param name="at">The value of the seed that causes the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="call">Calls the service.</param>
    /// <exception cref="Protocol.Errors.DocumentException">The API rejects the request. The message has the place of the value.</exception>
    public TResponse Call<TRequest, TResponse>(SeedNode at, TRequest request, Func<CasesDbContext, TRequest, TResponse> call) => Call(
        at,
        unit =>
        {
            var validator = scope.ServiceProvider.GetService<IValidator<TRequest>>();
            new RequestValidation<TRequest>(validator, Settings.Options).EnsureValid("Seed", [], request, unknown: []);
            return call(unit, request);
        });

    /// <summary>Calls a service and saves the changes, so that the next call loads them from the database.</summary>
    /// <exception cref="Protocol.Errors.DocumentException">The service rejects the call. The message has the place of the value.</exception>
    public TResponse Call<TResponse>(SeedNode at, Func<CasesDbContext, TResponse> call)
    {
        var response = At(at, () => call(Unit));
        Save();
        return response;
    }

    /// <summary>Adds the place of a value to the message of an error.</summary>
    public static TResult At<TResult>(SeedNode at, Func<TResult> run)
    {
        try
        {
            return run();
        }
        catch (ServiceException rejection) when ((int)rejection.Status < StatusCodes.Status500InternalServerError)
        {
            throw at.Error(ErrorText.Whole(rejection.Message));
        }
    }

    public void Save()
    {
        Unit.SaveChanges();
        Unit.ChangeTracker.Clear();
    }

    public void Dispose()
    {
        scope.Dispose();
        services.Dispose();
    }
}
