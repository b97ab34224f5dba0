using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Events;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;
using ConnectCases.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ConnectCases.Merges;

/// <summary>All that a merge does, in one unit of work (contract-delta.md 2.3). Whether it may was seen to at its start.</summary>
internal sealed class MergeCompletion(
    CasesDbContext db, Domain domain, AuditTrail audit, Outbox outbox, NewId newId, DateTimeOffset now)
{
    private readonly CaseChanges history = new(audit, outbox, new SlaLifeCycle(audit, outbox));

    public static void Run(
        CasesDbContext db, Merge merge, NewId newId, IOptions<EmulatorOptions> options, DateTimeOffset now)
    {
        var domain = db.Domains.Single(domain => domain.Key == merge.DomainKey);
        var primary = db.Cases.Include(@case => @case.Values).Single(@case => @case.Key == merge.PrimaryKey);
        var secondary = db.Cases.Include(@case => @case.Values).Single(@case => @case.Key == merge.SecondaryKey);
        var caller = new Caller(domain.Account, domain.Region);
        var audit = new AuditTrail(caller, newId, merge.Metadata);
        new MergeCompletion(db, domain, audit, new Outbox(caller, newId, options), newId, now).Run(merge, primary, secondary);
    }

    private void Run(Merge merge, Case primary, Case secondary)
    {
        Set(primary, secondary.ValuesOf(merge.FieldIds.Read()));
        foreach (var (item, kept) in MergedItems.Chosen(db, primary, secondary, merge.ItemTypes.Read()))
        {
            Leave(secondary, item);
            if (kept is null)
            {
                item.MoveTo(primary);
                Arrive(primary, item);
            }
            else
            {
                if (kept.Type == RelatedItemType.Contact)
                {
                    AddTags(kept, item);
                }

                db.Remove(item);
            }
        }

        Link(primary, secondary);
        Link(secondary, primary);
        Set(secondary, [new(SystemFields.Status, new(SystemFields.Closed))]);
        merge.Complete(primary, secondary, now);
    }

    private void Set(Case @case, IReadOnlyList<FieldValue> values) =>
        history.Record(db, domain, @case, @case.Apply(values, performedBy: null, now), performedBy: null, now);

    private void Leave(Case @case, RelatedItem item)
    {
        audit.RelatedItemDeleted(db, @case, item, now);
        outbox.RelatedItemDeleted(db, domain, @case, item, item.Content.Read(), now);
    }

    private void Arrive(Case @case, RelatedItem item)
    {
        var content = item.Content.Read();
        audit.RelatedItemCreated(db, @case, item, content, performedBy: null, now);
        outbox.RelatedItemCreated(db, domain, @case, item, content, performedBy: null, now);
    }

    // As many as it can have.
    private static void AddTags(RelatedItem kept, RelatedItem dropped)
    {
        var tags = new Dictionary<string, string>(kept.Tags.Read(), StringComparer.Ordinal);
        foreach (var (key, value) in dropped.Tags.Read())
        {
            if (tags.Count < TagSet.Most)
            {
                tags.TryAdd(key, value);
            }
        }

        kept.Retag(tags);
    }

    private void Link(Case from, Case to)
    {
        if (!MergedItems.AreLinked(db, from, to))
        {
            var content = new RelatedItemContent(ConnectCase: new(to.CaseId));
            var link = RelatedItem.Create(from, newId(), RelatedItemType.ConnectCase, content, performedBy: null, now);
            db.Add(link);
            Arrive(from, link);
        }
    }
}
