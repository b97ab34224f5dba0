using ConnectCases.Controls.Reset;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Scheduling;
using ConnectCases.Seeds.Applying;
using ConnectCases.Seeds.Reading;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Seeds;

/// <summary>Applies the seeds of requests and of the start of the server.</summary>
internal sealed partial class SeedService(
    SeedApplication application,
    UnitOfWorkExecutor units,
    DueWork dueWork,
    IOptions<EmulatorOptions> options,
    ILogger<SeedService> logger)
{
    /// <summary>Applies a seed. Work that is due by the seed is done before the method completes.</summary>
    /// <param name="body">The text of the seed.</param>
    /// <param name="request">The world, and whether the seed is only compared.</param>
    /// <param name="cancellationToken">Cancels the application while it waits.</param>
    /// <exception cref="DocumentException">The seed is invalid. Nothing is changed.</exception>
    public async Task<SeedResponse> ApplyAsync(byte[] body, SeedRequest request, CancellationToken cancellationToken)
    {
        var seed = SeedReader.Read(body, file: null);
        var owner = new Caller(request.Account ?? options.Value.Account, request.Region ?? options.Value.Region);
        if (request.DryRun || seed.DryRun is not null)
        {
            return new(await PlanAsync(seed, owner, cancellationToken), DryRun: true);
        }

        IReadOnlyList<SeedChange> changes = [];
        await dueWork.RunAfterAsync(unit => changes = application.Apply(unit, seed, owner), owner.Account, cancellationToken);
        return new(changes, DryRun: false);
    }

    /// <summary>Applies a seed file at the start of the server.</summary>
    /// <exception cref="StartupException">The seed is invalid.</exception>
    public async Task ApplyFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var seed = SeedFile.Read(path);
            var owner = new Caller(options.Value.Account, options.Value.Region);
            var changes = await units.RunAsync(unit => application.Apply(unit, seed, owner), cancellationToken);
            Log.Applied(logger, path, changes.Count);
        }
        catch (ServiceException rejection)
        {
            throw new StartupException(rejection.Message, rejection);
        }
    }

    /// <summary>Reads a seed file for a unit of work.</summary>
    /// <exception cref="DocumentException">The file cannot be read or is not a seed.</exception>
    public SeedWorld Load(string path)
    {
        var seed = SeedFile.Read(path);
        return (unit, owner) => application.Apply(unit, seed, owner);
    }

    // Applies the seed and fails, so that the unit of work is not saved.
    private async Task<IReadOnlyList<SeedChange>> PlanAsync(SeedDocument seed, Caller owner, CancellationToken cancellationToken)
    {
        try
        {
            return await units.RunAsync<IReadOnlyList<SeedChange>>(
                unit => throw new PlanCompletedException(application.Apply(unit, seed, owner)), cancellationToken);
        }
        catch (PlanCompletedException completed)
        {
            return completed.Changes;
        }
    }

    private sealed class PlanCompletedException(IReadOnlyList<SeedChange> changes) : Exception
    {
        public IReadOnlyList<SeedChange> Changes => changes;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The seed {Seed} was applied with {Changes} changes.")]
        public static partial void Applied(ILogger logger, string seed, int changes);
    }
}
