using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Seeds.Applying;

/// <summary>
/// Removes what an earlier version of the seed created and the present version does not list. A resource comes before the resources
/// that it uses.
/// </summary>
/// <param name="domain">The domain.</param>
/// <param name="at">The entry of the domain.</param>
internal sealed class Removals(SeededDomain domain, SeedNode at)
{
    private const string Items = $"/{ItemChanges.Kind}/";

    private readonly SeedRun run = domain.Run;

    public void Apply()
    {
        var unlisted = domain.Records.FindUnlisted();
        if (unlisted.Count == 0)
        {
            return;
        }

        var (unit, key) = (domain.Unit, domain.Domain.Key);
        var cases = unlisted.Where(record => IsOf(record.Key, CaseChanges.Kind)).ToLookup(record => record.Key.Contains(Items, StringComparison.Ordinal));
        foreach (var (path, id) in cases[true].Where(item => !cases[false].Any(@case => item.Key.StartsWith($"{@case.Key}/", StringComparison.Ordinal))))
        {
            RemoveItem(path, id);
        }

        foreach (var (path, id) in cases[false].Where(record => unit.Cases.Any(@case => @case.DomainKey == key && @case.CaseId == record.Value)))
        {
            Delete(path, id, () => run.Get<CaseService>().Delete(unit, domain.Id, id));
        }

        foreach (var (path, id) in Live<Template>(unlisted, TemplateChanges.Kind, template => template.TemplateId))
        {
            Delete(path, id, () => DeleteTemplate(id));
        }

        foreach (var (path, id) in Live<Layout>(unlisted, LayoutChanges.Kind, layout => layout.LayoutId))
        {
            Delete(path, id, () => run.Get<LayoutService>().Delete(unit, domain.Id, id));
        }

        foreach (var (path, id) in Live<CaseRule>(unlisted, CaseRuleChanges.Kind, rule => rule.CaseRuleId))
        {
            Delete(path, id, () => run.Get<CaseRuleService>().Delete(unit, domain.Id, id));
        }

        foreach (var (path, id) in Live<Field>(unlisted, FieldChanges.Kind, field => field.FieldId))
        {
            Delete(path, id, () => run.Get<FieldService>().Delete(unit, domain.Id, id));
        }
    }

    private static bool IsOf(string path, string kind) => path.StartsWith($"{kind}/", StringComparison.Ordinal);

    private List<KeyValuePair<string, string>> Live<TResource>(
        IReadOnlyList<KeyValuePair<string, string>> unlisted, string kind, Func<TResource, string> idOf)
        where TResource : DomainResource
    {
        var live = domain.Unit.Set<TResource>().AsNoTracking().Of(domain.Domain).AsEnumerable().Select(idOf).ToHashSet();
        return [.. unlisted.Where(record => IsOf(record.Key, kind) && live.Contains(record.Value))];
    }

    private void Delete<TResponse>(string path, string id, Func<TResponse> delete)
    {
        domain.Add(SeedAction.Delete, path, id);
        run.Ids.Begin();
        run.Call(at, _ => delete());
    }

    // A mode of the server allows only the deletion of inactive templates.
    private EmptyResponse DeleteTemplate(string id)
    {
        var (unit, templates) = (domain.Unit, run.Get<TemplateService>());
        if (unit.GetTemplate(domain.Domain, id).Status == TemplateStatus.Active
            && run.Settings.Options.TemplateDeletion == TemplateDeletionMode.InactiveOnly)
        {
            templates.Update(unit, domain.Id, id, new(null, null, null, null, TemplateStatus.Inactive, null, null));
            run.Save();
        }

        return templates.Delete(unit, domain.Id, id);
    }

    // A merge can have moved the item to another case.
    private void RemoveItem(string path, string id)
    {
        var unit = domain.Unit;
        var caseId = domain.Records.Find(path[..path.IndexOf(Items, StringComparison.Ordinal)]);
        var found = unit.RelatedItems.AsNoTracking().Include(item => item.Case)
            .Where(item => item.DomainKey == domain.Domain.Key && item.RelatedItemId == id).AsEnumerable()
            .OrderByDescending(item => item.Case!.CaseId == caseId).FirstOrDefault();
        if (found is not null)
        {
            Delete(path, id, () =>
            {
                var owner = unit.GetCase(run.Owner, domain.Id, found.Case!.CaseId);
                run.Get<RelatedItemService>().Delete(unit, owner, unit.GetRelatedItem(owner.Case, id));
                return id;
            });
        }
    }
}
