using ConnectCases.Protocol.Identity;
using ConnectCases.Scheduling;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Controls.Reset;

/// <summary>Removes the state of worlds and applies a seed, in one unit of work (controls.md 1).</summary>
internal sealed class WorldReset(
    DueWork dueWork, WorldRemoval removal, ProcessState processState, LoadSeed loadSeed, IOptions<EmulatorOptions> options)
{
    public async Task<ResetResponse> ResetAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var seed = request.Seed is { } name ? loadSeed(name) : null;
        ResetResponse? removed = null;
        await dueWork.RunAfterAsync(
            unit =>
            {
                removed = Reset(unit, request);
                seed?.Invoke(unit, new Caller(request.Account ?? options.Value.Account, request.Region ?? options.Value.Region));
            },
            request.Account,
            cancellationToken);
        processState.Reset(request);
        return removed!;
    }

    private ResetResponse Reset(CasesDbContext unit, ResetRequest request)
    {
        var (domains, cases) = removal.Remove(unit, request);
        if (request.Snapshots == true)
        {
            request.Of(unit.Snapshots, snapshot => snapshot.Account, snapshot => snapshot.Region).ExecuteDelete();
        }

        return new("ok", domains, cases);
    }
}
