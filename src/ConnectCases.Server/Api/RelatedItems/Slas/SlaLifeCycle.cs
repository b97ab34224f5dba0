using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.RelatedItems.Slas;

/// <summary>An SLA after a change of its status, with the changed attributes.</summary>
internal sealed record SlaChange(RelatedItem Item, RelatedItemContent Content, IReadOnlyList<AttributeChange> Changes);

/// <summary>
/// Changes the status of SLAs and the field <c>next_sla_breach_datetime</c> of their cases (behaviour.md 8.3). The statuses Met
/// and NotMet are final.
/// </summary>
internal static class SlaLifeCycle
{
    /// <summary>Completes the open SLAs whose target is the new status of the case.</summary>
    public static IReadOnlyList<SlaChange> Complete(CasesDbContext unit, Case @case, DateTimeOffset now) =>
        [.. unit.RelatedItems
            .Where(item => item.CaseKey == @case.Key
                && (item.SlaStatus == SlaStatus.Active || item.SlaStatus == SlaStatus.Overdue))
            .OrderBy(item => item.Sequence)
            .AsEnumerable()
            .Where(item => IsReached(item, @case))
            .Select(item => Change(item, now < item.SlaTargetTime ? SlaStatus.Met : SlaStatus.NotMet, now))];

    /// <summary>Marks an SLA as breached.</summary>
    public static SlaChange Breach(RelatedItem item) => Change(item, SlaStatus.Overdue, completionTime: null);

    /// <summary>Updates the next breach of a case. Returns the changed fields.</summary>
    public static IReadOnlyList<AuditEventField> UpdateNextBreach(CasesDbContext unit, Case @case)
    {
        unit.Attach(@case);
        return UpdateNextBreaches(unit, [@case]);
    }

    /// <summary>
    /// Like <see cref="UpdateNextBreach"/>, for several tracked cases. Saves the pending changes first, so that the query
    /// includes these changes.
    /// </summary>
    public static IReadOnlyList<AuditEventField> UpdateNextBreaches(CasesDbContext unit, IReadOnlyCollection<Case> cases)
    {
        unit.SaveChanges();
        var keys = cases.Select(@case => @case.Key).ToArray();
        var next = unit.RelatedItems.Where(item => keys.Contains(item.CaseKey) && item.SlaStatus == SlaStatus.Active)
            .GroupBy(item => item.CaseKey)
            .Select(slas => new { CaseKey = slas.Key, TargetTime = slas.Min(sla => sla.SlaTargetTime) })
            .ToDictionary(sla => sla.CaseKey, sla => sla.TargetTime);
        unit.CaseValues.Where(value => keys.Contains(value.CaseKey) && value.FieldId == SystemFields.NextSlaBreachDateTime).Load();
        return [.. cases.SelectMany(@case => @case.SetNextSlaBreach(next.GetValueOrDefault(@case.Key)))];
    }

    private static bool IsReached(RelatedItem item, Case @case) =>
        SlaOf(item).TargetFieldValues is [{ StringValue: var target }] && target == @case.Status;

    private static SlaConfiguration SlaOf(RelatedItem item) => item.ReadContent().Sla!.SlaConfiguration;

    private static SlaChange Change(RelatedItem item, SlaStatus status, DateTimeOffset? completionTime)
    {
        var content = new RelatedItemContent(Sla: new(SlaOf(item) with { Status = status, CompletionTime = completionTime }));
        return new(item, content, item.Replace(content));
    }
}
