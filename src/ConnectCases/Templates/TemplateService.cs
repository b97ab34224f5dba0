using ConnectCases.CaseRules;
using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using Microsoft.Extensions.Options;

namespace ConnectCases.Templates;

internal sealed class TemplateService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;

    public Task<CreateTemplateResponse> CreateAsync(
        string domainId, CreateTemplateRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateTemplateResponse Create(CasesDbContext db, string domainId, CreateTemplateRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var bound = CheckReferences(db, domain, request);

        var templates = db.Templates.Of(domain);
        templates.EnsureNameIsFree(request.Name);
        Quota.EnsureRoom(templates.Count(), options.Value.Quotas.TemplatesPerDomain, "The domain", "templates");
        EnsureWithinQuota(bound);

        var now = clock.GetUtcNow();
        var template = new Template
        {
            DomainKey = domain.Key,
            TemplateId = newId(),
            Name = request.Name!,
            Description = request.Description,
            DefaultLayout = request.LayoutConfiguration?.DefaultLayout,
            Status = request.Status ?? TemplateStatus.Active,
            RequiredFields = StoredJson<IReadOnlyList<RequiredField>>.From(request.RequiredFields ?? []),
            Rules = StoredJson<IReadOnlyList<TemplateRule>>.From(request.Rules ?? []),
            TagPropagationConfigurations = request.TagPropagationConfigurations is { } propagated
                ? StoredJson<IReadOnlyList<TagPropagationConfiguration>>.From(propagated)
                : null,
            CreatedTime = now,
            LastModifiedTime = now,
        };
        db.Add(template);
        return new(template.TemplateId, template.ArnIn(domain));
    }

    public GetTemplateResponse Get(string domainId, string templateId)
    {
        var domain = db.GetDomain(caller, domainId);
        return db.GetTemplate(domain, templateId).ToResponse(domain, FieldReferences.Deleted(db, domain));
    }

    public ListTemplatesResponse List(string domainId, ListTemplatesRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var statuses = (request.Status ?? Enum.GetValues<TemplateStatus>()).Order().ToArray();
        var tokens = new PageTokens("ListTemplates", domain.DomainId, string.Join(',', statuses));
        var page = db.Templates.Of(domain).Where(template => statuses.Contains(template.Status))
            .ToPage(request, LargestPage, tokens, options.Value);
        return new([.. page.Items.Select(template => template.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string templateId, UpdateTemplateRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, templateId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string templateId, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Delete(db, domainId, templateId), cancellationToken);

    private EmptyResponse Update(CasesDbContext db, string domainId, string templateId, UpdateTemplateRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var template = db.GetTemplate(domain, templateId);
        template.EnsureLive(templateId);
        if (request == new UpdateTemplateRequest(null, null, null, null, null, null, null))
        {
            throw new ValidationException(
                "Nothing to update: at least one attribute must be given besides the ids of domain and template.");
        }

        var bound = CheckReferences(db, domain, request);
        db.Templates.Of(domain).EnsureNameIsFree(request.Name, template);
        EnsureWithinQuota(bound);

        db.Attach(template).Entity.Apply(request, clock.GetUtcNow());
        return EmptyResponse.Instance;
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId, string templateId)
    {
        var domain = db.GetDomain(caller, domainId);
        var template = db.GetTemplate(domain, templateId);
        if (template.Deleted)
        {
            return EmptyResponse.Instance;
        }

        if (template.Status == TemplateStatus.Active && options.Value.TemplateDeletion == TemplateDeletionRule.InactiveOnly)
        {
            throw new ConflictException($"Template '{templateId}' is active; set it to Inactive before it is deleted.");
        }

        db.Templates.EnsureMayBeDeleted(domain, options.Value.Quotas.DeletedTemplatesPerDomain);
        db.Attach(template).Entity.Deleted = true;
        return EmptyResponse.Instance;
    }

    /// <summary>Checks what a request refers to, and returns the case rules that it binds.</summary>
    private static List<CaseRule> CheckReferences(CasesDbContext db, Domain domain, ITemplateAttributes request)
    {
        var required = (request.RequiredFields ?? []).Select(field => field.FieldId!).ToList();
        FieldReferences.EnsureDistinct("requiredFields", required);
        FieldReferences.FindLive(db, domain, "requiredFields", required);
        if (request.LayoutConfiguration?.DefaultLayout is { } layoutId && !db.Layouts.Of(domain).Any(live => live.LayoutId == layoutId))
        {
            throw new ValidationException(
                $"layoutConfiguration.defaultLayout names a layout that does not exist, or is deleted: {layoutId}.");
        }

        return CheckRules(db, domain, request.Rules ?? []);
    }

    private static List<CaseRule> CheckRules(CasesDbContext db, Domain domain, IReadOnlyList<TemplateRule> rules)
    {
        var ids = rules.Select(rule => rule.CaseRuleId!).Distinct().ToArray();
        var found = db.CaseRules.Of(domain).Where(rule => ids.Contains(rule.CaseRuleId)).ToDictionary(rule => rule.CaseRuleId);
        if (ids.Where(id => !found.ContainsKey(id)).ToList() is { Count: > 0 } missing)
        {
            throw new ValidationException(
                $"rules names case rules that do not exist, or are deleted: {string.Join(", ", missing)}.");
        }

        var fields = FieldReferences.FindLive(
            db, domain, "rules", rules.Select(rule => rule.FieldId).OfType<string>(), withOptions: true);
        foreach (var bound in rules)
        {
            var rule = found[bound.CaseRuleId!];
            var field = bound.FieldId is { } fieldId ? fields[fieldId] : null;
            if (CaseRuleReferences.ObstacleToBinding(rule.Rule.Read(), field) is { } obstacle)
            {
                throw new ValidationException($"rules cannot bind the {rule.RuleType} rule {rule.Label}: {obstacle}.");
            }
        }

        return [.. rules.Select(bound => found[bound.CaseRuleId!])];
    }

    private void EnsureWithinQuota(List<CaseRule> bound) => Quota.EnsureWithin(
        bound.Count(rule => rule.RuleType == RuleType.FieldOptions),
        options.Value.Quotas.FieldOptionsRulesPerTemplate,
        "The template",
        "field options rules");
}
