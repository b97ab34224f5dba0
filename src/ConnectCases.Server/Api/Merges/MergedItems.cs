using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>
/// Selects the related items of the secondary case that a merge moves to the primary case, and finds duplicates
/// (contract-delta.md 2.3).
/// </summary>
internal static class MergedItems
{
    /// <summary>
    /// Returns the items of the given types in the order of the timeline. Returns each duplicate with its original. The original
    /// is an item of the primary case, or an earlier item. Both have the same contact or linked case. Leaves out the link from
    /// the secondary case to the primary case, because a case cannot link to itself.
    /// </summary>
    public static IReadOnlyList<(RelatedItem Item, RelatedItem? Original)> SelectItems(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types)
    {
        var originals = ItemsOf(unit, primary)
            .Where(item => item.Type == RelatedItemType.Contact || item.Type == RelatedItemType.ConnectCase)
            .OrderBy(item => item.Sequence).AsEnumerable()
            .DistinctBy(item => (item.Type, item.Target)).ToDictionary(item => (item.Type, item.Target));
        var candidates = ItemsOf(unit, secondary)
            .Where(item => types.Contains(item.Type))
            .Where(item => item.Type != RelatedItemType.ConnectCase || item.Target != primary.CaseId)
            .OrderBy(item => item.Sequence);
        var selected = new List<(RelatedItem, RelatedItem?)>();
        foreach (var item in candidates)
        {
            var original = originals.GetValueOrDefault((item.Type, item.Target));
            selected.Add((item, original));
            if (original is null && item.Target is not null)
            {
                originals.Add((item.Type, item.Target), item);
            }
        }

        return selected;
    }

    /// <summary>Returns the number of related items that the primary case would have after the merge.</summary>
    public static int CountAfter(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types) =>
        ItemsOf(unit, primary).Count() + Incoming(unit, primary, secondary, types).Count();

    /// <summary>
    /// Returns the number of items that the running merge will add to its primary case, if <paramref name="another"/> is added
    /// before the merge is complete. A request must leave room for these items.
    /// </summary>
    public static int CountIncoming(CasesDbContext unit, Case primary, RelatedItem another)
    {
        var merge = unit.Merges.First(merge => merge.PrimaryKey == primary.Key && merge.CompletedTime == null);
        var secondary = unit.Cases.First(@case => @case.Key == merge.SecondaryKey);
        return Incoming(unit, primary, secondary, merge.ReadItemTypes())
            .Count(item => item.Target is null || item != (another.Type, another.Target));
    }

    public static bool AreLinked(CasesDbContext unit, Case from, Case to) =>
        ItemsOf(unit, from).Any(item => item.Type == RelatedItemType.ConnectCase && item.Target == to.CaseId);

    /// <summary>
    /// Returns the items that the merge adds to the primary case: the moved items and the link to the secondary case. The link is
    /// left out if the primary case already has this link.
    /// </summary>
    private static IEnumerable<(RelatedItemType Type, string? Target)> Incoming(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types)
    {
        var moved = SelectItems(unit, primary, secondary, types).Where(selected => selected.Original is null)
            .Select(selected => (selected.Item.Type, selected.Item.Target));
        return AreLinked(unit, primary, secondary) ? moved : moved.Append((RelatedItemType.ConnectCase, secondary.CaseId));
    }

    private static IQueryable<RelatedItem> ItemsOf(CasesDbContext unit, Case @case) =>
        unit.RelatedItems.Where(item => item.CaseKey == @case.Key);
}
