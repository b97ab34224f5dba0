using ConnectCases.Api.Cases;
using ConnectCases.Api.Cases.History;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.Merges;

/// <summary>
/// Performs a merge in one unit of work (contract-delta.md 2.3). <see cref="MergeRules"/> validated the merge at its start.
/// </summary>
internal sealed class MergeCompletion(CaseHistory history, NewId newId)
{
    public void Run(CasesDbContext unit, Domain domain, Merge merge)
    {
        var primary = unit.Cases.Include(@case => @case.Values).Single(@case => @case.Key == merge.PrimaryKey);
        var secondary = unit.Cases.Include(@case => @case.Values).Single(@case => @case.Key == merge.SecondaryKey);
        new Steps(unit, domain, Actor.Service(domain, merge.DueTime) with { Merge = merge.Metadata }, history, newId)
            .Run(merge, primary, secondary);
    }

    private sealed class Steps(CasesDbContext unit, Domain domain, Actor actor, CaseHistory history, NewId newId)
    {
        public void Run(Merge merge, Case primary, Case secondary)
        {
            Set(primary, secondary.ValuesOf(merge.ReadFieldIds()));
            foreach (var (item, duplicate) in MergedItems.SelectItems(unit, primary, secondary, merge.ReadItemTypes()))
            {
                history.Record(unit, new RelatedItemDeleted(domain, secondary, item), actor);
                if (duplicate is null)
                {
                    item.MoveTo(primary);
                    history.Record(unit, new RelatedItemCreated(domain, primary, item, item.ReadContent()), actor);
                }
                else
                {
                    if (duplicate.Type == RelatedItemType.Contact)
                    {
                        AddTags(duplicate, item);
                    }

                    unit.Remove(item);
                }
            }

            Link(primary, secondary);
            Link(secondary, primary);
            Set(secondary, [new(SystemFields.Status, new(SystemFields.Closed))]);
            history.Record(unit, new CaseMerged(domain, primary), actor);
            history.Record(unit, new CaseMerged(domain, secondary), actor);
            merge.Complete(primary, secondary, actor.Time);
        }

        private void Set(Case @case, IReadOnlyList<FieldValue> values) => history.Record(
            unit, new CaseUpdated(domain, @case, @case.Apply(values, performedBy: null, actor.Time)), actor);

        // Adds missing tags, up to the maximum number of tags of a resource.
        private static void AddTags(RelatedItem kept, RelatedItem removed)
        {
            var tags = new Dictionary<string, string>(kept.ReadTags(), StringComparer.Ordinal);
            foreach (var (key, value) in removed.ReadTags())
            {
                if (tags.Count < TagSet.MaxTags)
                {
                    tags.TryAdd(key, value);
                }
            }

            kept.SetTags(tags);
        }

        private void Link(Case from, Case to)
        {
            if (!MergedItems.AreLinked(unit, from, to))
            {
                var content = new RelatedItemContent(ConnectCase: new(to.CaseId));
                var link = RelatedItem.Create(
                    from, newId(IdKind.RelatedItem), RelatedItemType.ConnectCase, content, performedBy: null, actor.Time);
                unit.Add(link);
                history.Record(unit, new RelatedItemCreated(domain, from, link, content), actor);
            }
        }
    }
}
