using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.Templates;

internal sealed class TemplateService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    public Task<CreateTemplateResponse> CreateAsync(
        string domainId, CreateTemplateRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, request), cancellationToken);

    public CreateTemplateResponse Create(CasesDbContext unit, string domainId, CreateTemplateRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var bound = CheckReferences(unit, domain, request);

        var now = clock.GetUtcNow();
        var template = new Template
        {
            DomainKey = domain.Key,
            TemplateId = newId(IdKind.Template),
            Name = request.Name!,
            Description = request.Description,
            DefaultLayout = request.LayoutConfiguration?.DefaultLayout,
            Status = request.Status ?? TemplateStatus.Active,
            RequiredFields = StoredJson.From(request.RequiredFields ?? [], TemplateJson.Wire.IReadOnlyListRequiredField),
            Rules = StoredJson.From(request.Rules ?? [], TemplateJson.Wire.IReadOnlyListTemplateRule),
            TagPropagationConfigurations = StoredJson.FromOptional(
                request.TagPropagationConfigurations, TemplateJson.Wire.IReadOnlyListTagPropagationConfiguration),
            CreatedTime = now,
            LastModifiedTime = now,
        };
        DomainResourceLifecycle.Create(unit, domain, template, options.Value.Quotas.TemplatesPerDomain);
        EnsureWithinQuota(bound);
        return new(template.TemplateId, template.ArnIn(domain));
    }

    public GetTemplateResponse Get(string domainId, string templateId)
    {
        var domain = db.GetDomain(caller, domainId);
        return db.GetTemplate(domain, templateId).ToResponse(domain, FieldLookup.Deleted(db, domain));
    }

    public ListTemplatesResponse List(string domainId, ListTemplatesRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var statuses = (request.Status ?? Enum.GetValues<TemplateStatus>()).Order().ToArray();
        var tokens = new PageTokens("ListTemplates", domain.DomainId, string.Join(',', statuses));
        var page = db.Templates.Of(domain).Where(template => statuses.Contains(template.Status))
            .ToPage(request, MaxPageSize, tokens, options.Value);
        return new([.. page.Items.Select(template => template.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string templateId, UpdateTemplateRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, templateId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string templateId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, templateId), cancellationToken);

    public EmptyResponse Update(CasesDbContext unit, string domainId, string templateId, UpdateTemplateRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var template = unit.GetTemplate(domain, templateId);
        DomainResourceLifecycle.EnsureLive(template, templateId);
        if (request == new UpdateTemplateRequest(null, null, null, null, null, null, null))
        {
            throw new ValidationException(
                Refusal.NothingToUpdate,
                $"The request has nothing to update.",
                $"Set at least one member of the body.",
                hintInMessage: true);
        }

        var bound = CheckReferences(unit, domain, request);
        DomainResourceLifecycle.EnsureNameIsFree(unit, domain, request.Name, template);
        EnsureWithinQuota(bound);

        unit.Attach(template).Entity.Apply(request, clock.GetUtcNow());
        return EmptyResponse.Instance;
    }

    public EmptyResponse Delete(CasesDbContext unit, string domainId, string templateId)
    {
        var domain = unit.GetDomain(caller, domainId);
        var template = unit.GetTemplate(domain, templateId);
        return DomainResourceLifecycle.Delete(unit, template, () =>
        {
            if (template.Status == TemplateStatus.Active && options.Value.TemplateDeletion == TemplateDeletionMode.InactiveOnly)
            {
                throw new ConflictException(
                    Refusal.TemplateActive,
                    $"Template '{templateId}' is active.",
                    $"Set the status to Inactive before you delete the template.",
                    hintInMessage: true);
            }

            DomainResourceLifecycle.EnsureRoomForDeleted<Template>(unit, domain, options.Value.Quotas.DeletedTemplatesPerDomain);
        });
    }

    /// <summary>
    /// Validates the fields, layout and rules that a request names. Returns the case rules that the request binds.
    /// </summary>
    private static List<CaseRule> CheckReferences(CasesDbContext unit, Domain domain, ITemplateAttributes request)
    {
        var required = (request.RequiredFields ?? []).Select(field => field.FieldId!).ToList();
        FieldLookup.EnsureDistinct("requiredFields", required);
        FieldLookup.FindLive(unit, domain, "requiredFields", required);
        if (request.LayoutConfiguration?.DefaultLayout is { } layoutId
            && unit.FindLayout(domain, layoutId) is not { Deleted: false })
        {
            throw new ValidationException(
                Refusal.UnknownLayout,
                $"layoutConfiguration.defaultLayout names a layout that does not exist or is deleted: {layoutId}.",
                ErrorText.Whole(MissingResource.FindByName<Layout>(unit, domain, layoutId)
                    ?? $"ListLayouts shows the ids of the layouts of domain '{domain.Name}'."))
            {
                Member = "layoutConfiguration.defaultLayout",
                Actual = layoutId,
            };
        }

        return CheckRules(unit, domain, request.Rules ?? []);
    }

    private static List<CaseRule> CheckRules(CasesDbContext unit, Domain domain, IReadOnlyList<TemplateRule> rules)
    {
        var found = unit.FindCaseRules(domain, rules.Select(rule => rule.CaseRuleId!));
        if (rules.Select(rule => rule.CaseRuleId!).Distinct().Where(id => !found.ContainsKey(id)).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                Refusal.UnknownCaseRule,
                $"rules names case rules that do not exist or are deleted: {missing}.",
                ErrorText.Whole(MissingResource.FindByName<CaseRule>(unit, domain, missing[0])
                    ?? $"ListCaseRules shows the ids of the case rules of domain '{domain.Name}'."))
            {
                Member = "rules",
                Actual = missing[0],
            };
        }

        var fields = FieldLookup.FindLive(
            unit, domain, "rules", rules.Select(rule => rule.FieldId).OfType<string>(), withOptions: true);
        foreach (var bound in rules)
        {
            var rule = found[bound.CaseRuleId!];
            var field = bound.FieldId is { } fieldId ? fields[fieldId] : null;
            if (CaseRuleChecks.FindBindingError(rule.ReadDetails(), field) is { } error)
            {
                throw new ValidationException(
                    Refusal.CaseRuleBinding,
                    $"rules cannot bind the {rule.RuleType} rule {rule.Label}: {ErrorText.Whole(error)}.",
                    hint: $"Set fieldId to the field that the rule controls. For a fieldOptions rule, this is the parent or the child field.");
            }
        }

        return [.. rules.Select(bound => found[bound.CaseRuleId!])];
    }

    private void EnsureWithinQuota(List<CaseRule> bound) => Quota.EnsureWithin(
        bound.Count(rule => rule.RuleType == RuleType.FieldOptions),
        options.Value.Quotas.FieldOptionsRulesPerTemplate,
        "The template",
        "field options rule");
}
