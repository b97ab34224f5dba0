using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Merges;
using ConnectCases.Api.Templates;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// Creates the cases of a seed with their history. Brings existing cases to the final values of the seed. The history of an existing
/// case is not written again.
/// </summary>
internal sealed class CaseChanges
{
    public const string Kind = "case";

    private readonly SeededDomain domain;
    private readonly SeedRun run;
    private readonly CaseService cases;
    private readonly CaseSteps steps;
    private readonly ItemChanges items;
    private readonly Dictionary<string, CaseTarget> targets = new(StringComparer.Ordinal);

    public CaseChanges(SeededDomain domain)
    {
        (this.domain, run, cases) = (domain, domain.Run, domain.Run.Get<CaseService>());
        steps = new CaseSteps(run);
        items = new ItemChanges(domain, steps, FindCase);
    }

    public void Apply(SeedDomain seed)
    {
        foreach (var @case in seed.Cases)
        {
            targets.Add(@case.Name.Value, Find(@case));
        }

        if (targets.Values.GroupBy(target => target.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw twice.Last().Seed.At.Error($"The id '{twice.Key}' belongs to the case '{twice.First().Seed.Name.Value}' of the seed.");
        }

        foreach (var target in targets.Values)
        {
            Apply(target);
        }

        foreach (var merge in seed.Merges)
        {
            new MergeChanges(domain, steps, FindCase).Apply(merge);
        }

        steps.Run();
    }

    /// <summary>Returns a case of the seed by its handle, or a case of the domain by its id.</summary>
    /// <exception cref="DocumentException">The case does not exist.</exception>
    private SeededCase FindCase(SeedText name)
    {
        if (targets.GetValueOrDefault(name.Value) is { } listed)
        {
            return listed;
        }

        return domain.Unit.Cases.AsNoTracking().FirstOrDefault(@case => @case.DomainKey == domain.Domain.Key && @case.CaseId == name.Value) is { } other
            ? new SeededCase(other.CaseId, other, DateTimeOffset.MinValue, IsFirst: false)
            : targets.Values.FirstOrDefault(target => target.Id == name.Value)
                ?? throw name.At.Error($"The case '{name.Value}' does not exist. Expected the handle of a case of the seed, or the id of a case.");
    }

    private CaseTarget Find(SeedCase seed)
    {
        var path = $"{Kind}/{seed.Name.Value}";
        var derived = SeedIds.Of(domain.FullPath(path));
        var id = seed.Id?.Value ?? domain.Records.Find(path) ?? derived;
        var existing = domain.Unit.Cases.AsNoTracking()
            .FirstOrDefault(@case => @case.DomainKey == domain.Domain.Key && @case.CaseId == id);
        if (existing is null || seed.Id is null || domain.Records.IsOwned(path, id))
        {
            domain.Records.Keep(path, id);
        }

        // The events of a case that existed before already use the derived ids.
        var deleted = domain.Unit.DeletedCases.Any(@case => @case.DomainKey == domain.Domain.Key && @case.CaseId == id);
        return new(seed, path, id, existing, seed.CreatedAt?.Of(run.Settings.Now) ?? run.Settings.Now, IsFirst: existing is null && !deleted);
    }

    private void Apply(CaseTarget target)
    {
        if (target.Existing is null)
        {
            Create(target);
            return;
        }

        EnsureSameTemplate(target);
        var merges = domain.Unit.Merges.AsNoTracking().Where(merge =>
            merge.PrimaryKey == target.Existing.Key || merge.SecondaryKey == target.Existing.Key).ToList();
        if (merges.Exists(merge => merge.SecondaryKey == target.Existing.Key))
        {
            // The merge closed the case and moved its items. The case stays as it is.
            items.KeepAll(target);
            return;
        }

        Update(target, [.. merges.SelectMany(merge => merge.ReadFieldIds())]);
        items.Apply(target);
    }

    private void Create(CaseTarget target)
    {
        var (seed, now) = (target.Seed, run.Settings.Now);
        domain.Add(SeedAction.Create, target.Path, target.Id);
        steps.Add(CaseSteps.Phase.Create, target.CreatedAt, target.CreatedAt, () => CreateNow(target));
        items.Apply(target);
        foreach (var (index, update) in seed.Updates.Index())
        {
            var time = update.Time?.Of(now) ?? target.CreatedAt;
            if (time < target.CreatedAt)
            {
                throw update.Time!.At.Unexpected("a time that is not before the creation of the case");
            }

            steps.Add(CaseSteps.Phase.Update, time, time, () => UpdateNow(
                target, update.At, $"{target.Path}/update/{index + 1}", domain.ToValues(update.Fields, ValuesOf(target)), update.By));
        }
    }

    private void CreateNow(CaseTarget target)
    {
        var seed = target.Seed;
        var path = domain.FullPath(target.Path);
        run.Ids.Begin(target.IsFirst ? path : null, IdKind.Case, target.Id);
        var fields = domain.ToValues(seed.Fields, new Dictionary<string, FieldValueUnion>());
        var given = fields.Select(field => field.Id).ToHashSet();
        FieldValue[] references =
        [
            new(SystemFields.ReferenceNumber, new(SeedIds.ReferenceNumber(path))),
            new(SystemFields.ReferenceId, new(SeedIds.ReferenceId(path))),
        ];
        var request = new CreateCaseRequest(
            domain.IdOf<Template>(TemplateChanges.Kind, seed.Template, template => template.TemplateId),
            [.. references.Where(reference => !given.Contains(reference.Id)), .. fields],
            ClientToken: null,
            seed.By.ToUser(),
            seed.Tags?.ToDictionary(tag => tag.Key, tag => (string?)tag.Value.Value));
        domain.Unit.DeletedCases.Where(@case => @case.DomainKey == domain.Domain.Key && @case.CaseId == target.Id).ExecuteDelete();
        run.Call(seed.At, request, (unit, valid) => cases.Create(unit, domain.Id, valid));
    }

    private void UpdateNow(CaseTarget target, SeedNode at, string? path, IReadOnlyList<FieldValue> fields, SeedText? by)
    {
        run.Ids.Begin(target.IsFirst && path is not null ? domain.FullPath(path) : null, default, id: null);
        run.Call(
            at,
            new UpdateCaseRequest(fields, by.ToUser()),
            (unit, request) => cases.Update(unit, domain.Id, target.Id, request));
    }

    // Compares the case with the values after the last update of the seed. Fields that a merge set stay as they are.
    private void Update(CaseTarget target, HashSet<string> merged)
    {
        var (seed, stored) = (target.Seed, ValuesOf(target));
        var updates = seed.Updates.OrderBy(update => update.Time?.Of(run.Settings.Now) ?? target.CreatedAt);
        var final = new Dictionary<string, (SeedValue Seed, FieldValueUnion Value)>(StringComparer.Ordinal);
        foreach (var fields in (IEnumerable<IReadOnlyList<SeedValue>>)[seed.Fields, .. updates.Select(update => update.Fields)])
        {
            foreach (var (value, read) in fields.Zip(domain.ToValues(fields, stored)))
            {
                final[read.Id!] = (value, read.Value!);
            }
        }

        var changed = final.Where(field => !merged.Contains(field.Key)
            && field.Value.Value != (stored.GetValueOrDefault(field.Key) ?? FieldValueUnion.Empty)).ToList();
        List<string> members = [.. changed.Select(field => field.Value.Seed.Field.Value)];
        if (changed.Count > 0)
        {
            var now = run.Settings.Now;
            steps.Add(CaseSteps.Phase.Update, now, now, () => UpdateNow(
                target, seed.At, path: null, [.. changed.Select(field => new FieldValue(field.Key, field.Value.Value))], by: null));
        }

        members.AddIf(UpdateTags(target), "tags");
        if (members.Count > 0)
        {
            domain.Add(SeedAction.Update, target.Path, target.Id, members);
        }
    }

    private bool UpdateTags(CaseTarget target)
    {
        if (target.Seed.Tags.ToTags() is not { } own)
        {
            return false;
        }

        var template = domain.Unit.GetTemplate(domain.Domain, target.Existing!.TemplateId);
        var wanted = template.TagsWith(own.ToDictionary(tag => tag.Key, tag => (string?)tag.Value));
        var present = target.Existing.ReadTags();
        TagChanges.Apply(run, target.Seed.At, target.Existing.ArnIn(domain.Domain), present, wanted);
        return TagChanges.Differ(present, wanted);
    }

    private void EnsureSameTemplate(CaseTarget target)
    {
        var template = target.Seed.Template;
        if (domain.IdOf<Template>(TemplateChanges.Kind, template, row => row.TemplateId) is var id && id != target.Existing!.TemplateId)
        {
            throw template.At.Error(
                $"The case has the template '{target.Existing.TemplateId}'. The template of a case cannot change to '{id}'. Choose another handle for the new case.");
        }
    }

    private Dictionary<string, FieldValueUnion> ValuesOf(CaseTarget target)
    {
        var caseKey = target.Existing?.Key ?? domain.Unit.Cases
            .Where(@case => @case.DomainKey == domain.Domain.Key && @case.CaseId == target.Id).Select(@case => @case.Key).Single();
        return domain.Unit.CaseValues.AsNoTracking().Where(value => value.CaseKey == caseKey)
            .ToDictionary(value => value.FieldId, value => value.ToUnion());
    }
}

/// <summary>A case that a seed names.</summary>
/// <param name="Id">The id.</param>
/// <param name="Existing">The case, or null if the seed creates the case.</param>
/// <param name="CreatedAt">The creation time of a new case.</param>
/// <param name="IsFirst">Whether no case had the id before.</param>
internal record SeededCase(string Id, Case? Existing, DateTimeOffset CreatedAt, bool IsFirst)
{
    /// <summary>The time since which the case exists, from the view of the steps of the seed.</summary>
    public DateTimeOffset ExistsSince => Existing is null ? CreatedAt : DateTimeOffset.MinValue;
}

/// <summary>A case that a seed lists.</summary>
/// <param name="Seed">The entry.</param>
/// <param name="Path">The path in the domain.</param>
/// <param name="Id">The id.</param>
/// <param name="Existing">The case, or null if the seed creates the case.</param>
/// <param name="CreatedAt">The creation time of a new case.</param>
/// <param name="IsFirst">Whether no case had the id before.</param>
internal sealed record CaseTarget(
    SeedCase Seed, string Path, string Id, Case? Existing, DateTimeOffset CreatedAt, bool IsFirst)
    : SeededCase(Id, Existing, CreatedAt, IsFirst);

internal static class SeedUsers
{
    /// <summary>Returns the user of a request: an ARN, or any other text as a custom entity.</summary>
    public static UserUnion? ToUser(this SeedText? by) => by switch
    {
        null => null,
        { Value: var arn } when arn.StartsWith("arn:", StringComparison.Ordinal) => new(UserArn: arn),
        { Value: var entity } => new(CustomEntity: entity),
    };
}
