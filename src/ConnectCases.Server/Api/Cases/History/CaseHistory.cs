using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.RelatedItems.Slas;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases.History;

/// <summary>
/// Records a change and its effect on SLAs. Each recorded change gets an audit event and an outgoing event. The unit of work of
/// the change saves all of them (behaviour.md 8.3, 9, 11).
/// </summary>
internal sealed class CaseHistory(IEnumerable<ICaseChangeSink> sinks)
{
    private readonly ICaseChangeSink[] sinks = [.. sinks];

    /// <summary>Occurs after the commit of a change that starts an SLA, with the domain and the target time of the SLA.</summary>
    public event Action<Domain, DateTimeOffset>? SlaStarted;

    public void Record(CasesDbContext unit, CaseCreated change, Actor actor) =>
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));

    public void Record(CasesDbContext unit, CaseUpdated change, Actor actor)
    {
        // A new status can complete SLAs. The audit event of the case comes before the audit events of the SLAs.
        var (domain, @case, fields) = change;
        var completed = fields.Any(field => field.EventFieldId == SystemFields.Status)
            ? SlaLifeCycle.Complete(unit, @case, actor.Time)
            : [];
        if (completed.Count > 0)
        {
            change = change with { Fields = [.. fields, .. SlaLifeCycle.UpdateNextBreach(unit, @case)] };
        }

        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));
        foreach (var (item, content, changes) in completed)
        {
            Record(unit, new RelatedItemUpdated(domain, @case, item, content, changes), actor);
        }
    }

    public void Record(CasesDbContext unit, CaseMerged change, Actor actor) =>
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));

    public void Record(CasesDbContext unit, CaseDeleted change, Actor actor) =>
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));

    public void Record(CasesDbContext unit, RelatedItemCreated change, Actor actor)
    {
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));
        if (change.Item is { SlaStatus: SlaStatus.Active, SlaTargetTime: { } targetTime })
        {
            SlaLifeCycle.UpdateNextBreach(unit, change.Case);
            unit.OnCommitted(() => SlaStarted?.Invoke(change.Domain, targetTime));
        }
    }

    public void Record(CasesDbContext unit, RelatedItemUpdated change, Actor actor) =>
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));

    public void Record(CasesDbContext unit, RelatedItemDeleted change, Actor actor)
    {
        Array.ForEach(sinks, sink => sink.Record(unit, change, actor));
        if (change.Item.SlaStatus == SlaStatus.Active)
        {
            SlaLifeCycle.UpdateNextBreach(unit, change.Case);
        }
    }
}
