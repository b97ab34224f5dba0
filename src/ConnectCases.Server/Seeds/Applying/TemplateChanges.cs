using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.Templates;
using ConnectCases.Controls.Seeds;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds.Applying;

/// <summary>Creates and updates the templates of a seed.</summary>
internal sealed class TemplateChanges(SeededDomain domain)
{
    public const string Kind = "template";

    private readonly SeedRun run = domain.Run;
    private readonly TemplateService templates = domain.Run.Get<TemplateService>();

    public void Apply(SeedDomain seed)
    {
        foreach (var template in seed.Templates)
        {
            Apply(template, seed.CaseRules);
        }
    }

    private void Apply(SeedTemplate seed, IReadOnlyList<SeedCaseRule> rules)
    {
        var target = domain.Find<Template>(Kind, seed, template => template.TemplateId);
        var arn = $"{domain.Domain.Arn}/template/{target.Id}";
        var wanted = ToRequest(seed, rules);
        if (target.Existing is { } existing)
        {
            Update(seed, target, existing, wanted);
            TagChanges.Apply(run, seed.At, arn, existing.ReadTags(), seed.Tags.ToTags());
            return;
        }

        domain.Add(SeedAction.Create, target.Path, target.Id);
        run.Ids.Begin(path: null, IdKind.Template, target.Id);
        run.Call(seed.At, wanted, (unit, request) => templates.Create(unit, domain.Id, request));
        TagChanges.Apply(run, seed.At, arn, seed.Tags.ToTags());
    }

    private void Update(SeedTemplate seed, Target<Template> target, Template existing, CreateTemplateRequest wanted)
    {
        var description = wanted.Description ?? "";
        List<string> members = [];
        members.AddIf(existing.Name != wanted.Name, "name");
        members.AddIf((existing.Description ?? "") != description, "description");
        members.AddIf(existing.DefaultLayout != wanted.LayoutConfiguration?.DefaultLayout, "layout");
        members.AddIf(!existing.RequiredFieldIds.SequenceEqual(wanted.RequiredFields!.Select(field => field.FieldId!)), "required");
        members.AddIf(!existing.ReadRules().SequenceEqual(wanted.Rules!), "rules");
        members.AddIf(existing.Status != wanted.Status, "status");
        members.AddIf(!existing.TagsWith(own: null).ToHashSet().SetEquals(seed.CaseTags.ToTags() ?? []), "caseTags");
        if (members.Count > 0)
        {
            run.Call(
                seed.At,
                new UpdateTemplateRequest(
                    members.Contains("name") ? wanted.Name : null,
                    members.Contains("description") ? description : null,
                    members.Contains("layout") ? wanted.LayoutConfiguration ?? new(null) : null,
                    members.Contains("required") ? wanted.RequiredFields : null,
                    members.Contains("status") ? wanted.Status : null,
                    members.Contains("rules") ? wanted.Rules : null,
                    members.Contains("caseTags") ? wanted.TagPropagationConfigurations ?? [] : null),
                (unit, request) => templates.Update(unit, domain.Id, target.Id, request));
        }

        members.AddIf(TagChanges.Differ(existing.ReadTags(), seed.Tags.ToTags()), "tags");
        if (members.Count > 0)
        {
            domain.Add(SeedAction.Update, target.Path, target.Id, members);
        }
    }

    private CreateTemplateRequest ToRequest(SeedTemplate seed, IReadOnlyList<SeedCaseRule> rules) => new(
        seed.Name.Value,
        seed.Description?.Value,
        seed.Layout is { } layout ? new(domain.IdOf<Layout>(LayoutChanges.Kind, layout, row => row.LayoutId)) : null,
        [.. seed.Required.Select(field => new RequiredField(domain.FieldId(field)))],
        seed.Status,
        [.. seed.Rules.Select(rule => ToBinding(rule, rules))],
        seed.CaseTags.ToTags() is { Count: > 0 } tags
            ? [new(TagPropagationResourceType.Cases, tags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value))]
            : null);

    private TemplateRule ToBinding(SeedTemplateRule seed, IReadOnlyList<SeedCaseRule> rules)
    {
        var id = domain.IdOf<CaseRule>(CaseRuleChanges.Kind, seed.Rule, rule => rule.CaseRuleId);
        var rule = rules.FirstOrDefault(rule => rule.Name.Value == seed.Rule.Value || rule.Id?.Value == seed.Rule.Value);
        var field = seed.Field ?? rule?.Rule.BoundField;
        return new(id, field is null ? null : domain.FieldId(field));
    }
}
