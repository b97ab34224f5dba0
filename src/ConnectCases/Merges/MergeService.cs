using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Merges;

internal sealed class MergeService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    RunningMerges running,
    IOptions<EmulatorOptions> options)
{
    /// <summary>Starts a merge, and has it done at once where nothing says that it takes its time.</summary>
    public async Task<EmptyResponse> StartAsync(
        string domainId, string caseId, StartMergeCasesRequest request, CancellationToken cancellationToken)
    {
        var merge = await writes.RunAsync(db => Start(db, domainId, caseId, request), cancellationToken);

        // Whoever looked for due merges beside the unit of work has not seen this one.
        running.Expect(merge.DueTime);
        await running.SettleAsync(cancellationToken);
        return EmptyResponse.Instance;
    }

    public Merge Start(CasesDbContext db, string domainId, string caseId, StartMergeCasesRequest request)
    {
        var secondaryId = request.SecondaryCaseIds![0];
        db.GetDomainToFill(caller, domainId);
        db.HoldCases([caseId, secondaryId]);
        var (domain, primary) = db.GetCase(caller, domainId, caseId);
        if (secondaryId == caseId)
        {
            throw new ValidationException($"{Inferred.SecondaryCaseIds} names the primary case itself; a case is merged into another.");
        }

        var secondary = db.GetCase(caller, domainId, secondaryId).Case;
        db.Track(primary);
        db.Track(secondary);
        var plan = MergePlan.Of(request);
        new MergeRules(db, domain, primary, secondary, options.Value).EnsureMet(request, plan);

        var dueTime = clock.GetUtcNow() + options.Value.MergeDuration;
        running.Expect(dueTime);
        return db.Add(Merge.Start(primary, secondary, plan, newId(), dueTime)).Entity;
    }

    /// <summary>Of a merge that runs both cases tell, of one that is over its secondary alone.</summary>
    public GetMergeCasesStatusResponse GetStatus(string domainId, string caseId)
    {
        var @case = db.GetCase(caller, domainId, caseId).Case;
        var merge = db.Merges.AsNoTracking().FirstOrDefault(merge => merge.SecondaryKey == @case.Key
            || (merge.PrimaryKey == @case.Key && merge.CompletedTime == null));
        return merge?.ToStatus() ?? throw new ResourceNotFoundException(
            "Case",
            caseId,
            $"Case '{caseId}' is part of no merge that runs, and was not merged into another; after a merge ask for its secondary case.");
    }
}
