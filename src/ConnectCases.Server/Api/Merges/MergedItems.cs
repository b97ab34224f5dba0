using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Storage;

namespace ConnectCases.Api.Merges;

/// <summary>Which items of the secondary move to the primary, and which of them it has already (contract-delta.md 2.3).</summary>
internal static class MergedItems
{
    /// <summary>
    /// The chosen items in their order, each with the item of the primary that is the same, if there is one. The link of
    /// the secondary to the primary stays where it is: it would lead to itself.
    /// </summary>
    public static IReadOnlyList<(RelatedItem Item, RelatedItem? Kept)> Chosen(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types)
    {
        var kept = Of(unit, primary)
            .Where(item => item.Type == RelatedItemType.Contact || item.Type == RelatedItemType.ConnectCase)
            .OrderBy(item => item.Sequence).AsEnumerable()
            .DistinctBy(item => (item.Type, item.Target)).ToDictionary(item => (item.Type, item.Target));
        var chosen = Of(unit, secondary)
            .Where(item => types.Contains(item.Type))
            .Where(item => item.Type != RelatedItemType.ConnectCase || item.Target != primary.CaseId)
            .OrderBy(item => item.Sequence);
        var all = new List<(RelatedItem, RelatedItem?)>();
        foreach (var item in chosen)
        {
            var same = kept.GetValueOrDefault((item.Type, item.Target));
            all.Add((item, same));
            if (same is null && item.Target is not null)
            {
                kept.Add((item.Type, item.Target), item);
            }
        }

        return all;
    }

    /// <summary>How many items the primary would have after the merge.</summary>
    public static int CountAfter(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types) =>
        Of(unit, primary).Count() + Coming(unit, primary, secondary, types).Count();

    /// <summary>
    /// How many items the merge that runs brings to its primary, which keeps room for them, if it gets another item before.
    /// </summary>
    public static int CountComingBeside(CasesDbContext unit, Case primary, RelatedItem another)
    {
        var merge = unit.Merges.First(merge => merge.PrimaryKey == primary.Key && merge.CompletedTime == null);
        var secondary = unit.Cases.First(@case => @case.Key == merge.SecondaryKey);
        return Coming(unit, primary, secondary, merge.ReadItemTypes())
            .Count(coming => coming.Target is null || coming != (another.Type, another.Target));
    }

    public static bool AreLinked(CasesDbContext unit, Case from, Case to) =>
        Of(unit, from).Any(item => item.Type == RelatedItemType.ConnectCase && item.Target == to.CaseId);

    /// <summary>The items that the primary gets: those that move and, unless it is there, the link to the secondary.</summary>
    private static IEnumerable<(RelatedItemType Type, string? Target)> Coming(
        CasesDbContext unit, Case primary, Case secondary, IReadOnlyList<RelatedItemType> types)
    {
        var moving = Chosen(unit, primary, secondary, types).Where(chosen => chosen.Kept is null)
            .Select(chosen => (chosen.Item.Type, chosen.Item.Target));
        return AreLinked(unit, primary, secondary) ? moving : moving.Append((RelatedItemType.ConnectCase, secondary.CaseId));
    }

    private static IQueryable<RelatedItem> Of(CasesDbContext unit, Case @case) =>
        unit.RelatedItems.Where(item => item.CaseKey == @case.Key);
}
