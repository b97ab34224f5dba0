using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Merges;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Identity;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Merges the cases of a seed. A merge cannot be undone, so a removed entry has no effect.</summary>
/// <param name="domain">The domain.</param>
/// <param name="steps">Receives the steps.</param>
/// <param name="findCase">Finds a case by handle or id.</param>
internal sealed class MergeChanges(SeededDomain domain, CaseSteps steps, Func<SeedText, SeededCase> findCase)
{
    private readonly SeedRun run = domain.Run;

    public void Apply(SeedMerge seed)
    {
        var (primary, secondary) = (findCase(seed.Primary), findCase(seed.Secondary));
        if (FindMerge(secondary) is { } done)
        {
            if (done.PrimaryCaseId != primary.Id)
            {
                throw seed.Primary.At.Error(
                    $"The case '{seed.Secondary.Value}' was merged into the case '{done.PrimaryCaseId}'. A merge cannot be changed.");
            }

            return;
        }

        var path = $"merge/{seed.Secondary.Value}";
        var id = SeedIds.Of(domain.FullPath(path));
        var time = seed.Time?.Of(run.Settings.Now) ?? run.Settings.Now;
        var needs = primary.ExistsSince > secondary.ExistsSince ? primary.ExistsSince : secondary.ExistsSince;
        var isFirst = primary.IsFirst && secondary.IsFirst;
        var mergeId = isFirst ? run.Settings.Derive(domain.FullPath(path), IdKind.Merge, 1) : id;
        domain.Add(SeedAction.Create, path, mergeId);
        steps.Add(CaseSteps.Phase.Merge, time, needs, () =>
        {
            run.Ids.Begin(isFirst ? domain.FullPath(path) : null, IdKind.Merge, mergeId);
            Merge(seed, primary.Id, secondary.Id);
        });
    }

    private Merge? FindMerge(SeededCase secondary) => secondary.Existing is { } @case
        ? domain.Unit.Merges.FirstOrDefault(merge => merge.SecondaryKey == @case.Key)
        : null;

    private void Merge(SeedMerge seed, string primaryId, string secondaryId)
    {
        var request = new StartMergeCasesRequest(
            [secondaryId],
            seed.Fields.Count == 0
                ? null
                : [new(secondaryId, [.. seed.Fields.Select(field => new FieldIdentifier(domain.FieldId(field)))])],
            new(
                Includes(seed, RelatedItemType.Contact),
                Includes(seed, RelatedItemType.Comment),
                Includes(seed, RelatedItemType.ConnectCase),
                Includes(seed, RelatedItemType.Custom)));
        run.Call(seed.At, request, (unit, valid) =>
        {
            var merge = run.Get<MergeService>().Start(unit, domain.Id, primaryId, valid);
            unit.SaveChanges();

            // A merge that takes longer stays in progress. The server completes the merge later.
            if (run.Settings.Options.MergeDuration == TimeSpan.Zero || merge.DueTime <= run.Settings.Now)
            {
                run.Get<MergeCompletion>().Run(unit, unit.FindDomain(run.Owner, domain.Id), merge);
            }

            return merge;
        });
    }

    private static bool? Includes(SeedMerge seed, RelatedItemType type) => seed.RelatedItems.Contains(type) ? true : null;
}
