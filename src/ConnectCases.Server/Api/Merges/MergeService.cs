using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Merges;

internal sealed class MergeService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    DueTimes times,
    DueWork dueWork,
    IOptions<EmulatorOptions> options)
{
    /// <summary>
    /// Starts a merge. Without a configured duration or a hold, the merge is complete when this method completes.
    /// </summary>
    public async Task<EmptyResponse> StartAsync(
        string domainId, string caseId, StartMergeCasesRequest request, CancellationToken cancellationToken)
    {
        await units.RunAsync(unit => Start(unit, domainId, caseId, request), cancellationToken);
        await dueWork.RunDueAsync(cancellationToken);
        return EmptyResponse.Instance;
    }

    public Merge Start(CasesDbContext unit, string domainId, string caseId, StartMergeCasesRequest request)
    {
        var secondaryId = request.SecondaryCaseIds![0];
        unit.GetDomainForInsert(caller, domainId);
        unit.LockExclusive(caseId, secondaryId);
        var (domain, primary) = unit.GetCase(caller, domainId, caseId);
        if (secondaryId == caseId)
        {
            throw new ValidationException(
                Refusal.MergeCases,
                $"{Inferred.SecondaryCaseIds} must not contain the primary case.",
                hint: $"The path names the case that stays. {Inferred.SecondaryCaseIds} names the other case.")
            {
                Member = Inferred.SecondaryCaseIds,
            };
        }

        var secondary = unit.GetCase(caller, domainId, secondaryId).Case;
        unit.AttachWithValues(primary);
        unit.AttachWithValues(secondary);
        var plan = MergePlan.Of(request);
        new MergeRules(unit, domain, primary, secondary, options.Value).EnsureMet(request, plan);

        var dueTime = clock.GetUtcNow() + options.Value.MergeDuration;
        unit.OnCommitted(() => times.Schedule(domain.Account, domain.Region, dueTime));
        return unit.Add(Merge.Start(primary, secondary, plan, newId(IdKind.Merge), dueTime)).Entity;
    }

    /// <summary>
    /// Returns the running merge of a primary or secondary case. Returns a completed merge only for its secondary case.
    /// </summary>
    public GetMergeCasesStatusResponse GetStatus(string domainId, string caseId)
    {
        var @case = db.GetCase(caller, domainId, caseId).Case;
        var merge = db.Merges.AsNoTracking().FirstOrDefault(merge => merge.SecondaryKey == @case.Key
            || (merge.PrimaryKey == @case.Key && merge.CompletedTime == null));
        return merge?.ToStatus() ?? throw new ResourceNotFoundException(
            "Case",
            caseId,
            hint: $"StartMergeCases of the primary case starts a merge. The secondary case shows the merge when it is complete.",
            message: $"Case '{caseId}' is not part of a running merge and was not merged into another case. "
            + $"Use the secondary case to get the status of a completed merge.");
    }
}
