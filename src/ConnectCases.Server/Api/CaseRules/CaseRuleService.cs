using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Templates;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Scheduling;
using ConnectCases.Storage;
using Microsoft.Extensions.Options;

namespace ConnectCases.Api.CaseRules;

internal sealed class CaseRuleService(
    CasesDbContext db,
    UnitOfWorkExecutor units,
    Caller caller,
    Clock clock,
    NewId newId,
    RequestWarnings warnings,
    IOptions<EmulatorOptions> options)
{
    public const int MaxPageSize = 100;

    public Task<CreateCaseRuleResponse> CreateAsync(
        string domainId, CreateCaseRuleRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Create(unit, domainId, request), cancellationToken);

    public CreateCaseRuleResponse Create(CasesDbContext unit, string domainId, CreateCaseRuleRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var details = CaseRuleChecks.Check(unit, domain, request.Rule!, options.Value.ArnForms);

        var now = clock.GetUtcNow();
        var rule = new CaseRule
        {
            DomainKey = domain.Key,
            CaseRuleId = newId(IdKind.CaseRule),
            Name = request.Name!,
            Description = request.Description,
            RuleType = details.RuleType,
            Rule = StoredJson.From(details, CaseRuleJson.Wire.CaseRuleDetails),
            CreatedTime = now,
            LastModifiedTime = now,
        };
        DomainResourceLifecycle.Create(unit, domain, rule, options.Value.Quotas.CaseRulesPerDomain);
        EnsureWithinQuotas(details);
        return new(rule.CaseRuleId, rule.ArnIn(domain));
    }

    public BatchGetCaseRuleResponse BatchGet(string domainId, BatchGetCaseRuleRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var ids = request.CaseRules!.Select(rule => rule.Id!).Distinct().ToArray();

        var found = db.CaseRules.Where(rule => rule.DomainKey == domain.Key && ids.Contains(rule.CaseRuleId))
            .ToDictionary(rule => rule.CaseRuleId);

        var missing = ids.Where(id => !found.ContainsKey(id)).ToList();
        if (missing.Count > 0)
        {
            warnings.AddFailures(missing.Count, MissingResource.Explain<CaseRule>(db, domain, missing[0]).MessageAndHint);
        }

        return new(
            [.. ids.Where(found.ContainsKey).Select(id => found[id].ToResponse(domain))],
            [.. missing.Select(NotFound)],
            UnprocessedCaseRules: []);
    }

    public ListCaseRulesResponse List(string domainId, ListCaseRulesRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListCaseRules", domain.DomainId);
        var page = db.CaseRules.Of(domain).ToPage(request, MaxPageSize, tokens, options.Value);
        return new([.. page.Items.Select(rule => rule.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string caseRuleId, UpdateCaseRuleRequest request, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Update(unit, domainId, caseRuleId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseRuleId, CancellationToken cancellationToken) =>
        units.RunAsync(unit => Delete(unit, domainId, caseRuleId), cancellationToken);

    public EmptyResponse Update(CasesDbContext unit, string domainId, string caseRuleId, UpdateCaseRuleRequest request)
    {
        var domain = unit.GetDomain(caller, domainId);
        var rule = unit.GetCaseRule(domain, caseRuleId);
        DomainResourceLifecycle.EnsureLive(rule, caseRuleId);
        var details = request.Rule is { } replacement ? CaseRuleChecks.Check(unit, domain, replacement, options.Value.ArnForms) : null;

        DomainResourceLifecycle.EnsureNameIsFree(unit, domain, request.Name, rule);
        if (details is not null)
        {
            EnsureFitsTemplates(unit, domain, rule, details);
            EnsureWithinQuotas(details);
        }

        if (request is not { Name: null, Description: null, Rule: null })
        {
            unit.Attach(rule).Entity.Apply(request, details, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    public EmptyResponse Delete(CasesDbContext unit, string domainId, string caseRuleId)
    {
        var domain = unit.GetDomain(caller, domainId);
        var rule = unit.GetCaseRule(domain, caseRuleId);
        return DomainResourceLifecycle.Delete(unit, rule, () =>
        {
            foreach (var (template, _) in Uses(unit, domain, rule))
            {
                throw InUse(rule, template, "Remove the rule from the template before you delete the rule.");
            }
        });
    }

    /// <summary>
    /// Returns the bindings of the rule in live templates, with the template. A binding to a deleted field does not count.
    /// </summary>
    private static IEnumerable<(Template Template, TemplateRule Binding)> Uses(CasesDbContext unit, Domain domain, CaseRule rule)
    {
        var deletedFields = FieldLookup.Deleted(unit, domain);
        return
            from template in unit.Templates.Of(domain).AsEnumerable()
            from binding in template.LiveRules(deletedFields)
            where binding.CaseRuleId == rule.CaseRuleId
            select (template, binding);
    }

    private static void EnsureFitsTemplates(CasesDbContext unit, Domain domain, CaseRule rule, CaseRuleDetails details)
    {
        var uses = Uses(unit, domain, rule).ToList();
        var fields = FieldLookup.Find(
            unit, domain, "rules", uses.Select(use => use.Binding.FieldId).OfType<string>(), withOptions: true);
        foreach (var (template, binding) in uses)
        {
            if (rule.RuleType != details.RuleType)
            {
                throw InUse(rule, template, $"The rule must stay a {rule.RuleType} rule.");
            }

            var field = binding.FieldId is { } fieldId ? fields[fieldId] : null;
            if (CaseRuleChecks.FindBindingError(details, field) is { } error)
            {
                throw InUse(rule, template, $"The updated rule does not fit the template: {error}.");
            }
        }
    }

    private static ConflictException InUse(CaseRule rule, Template template, string consequence) =>
        new(
            Refusal.CaseRuleInUse,
            $"The case rule {rule.Label} is used by the template {template.Label}.",
            ErrorText.Whole(consequence),
            hintInMessage: true);

    private void EnsureWithinQuotas(CaseRuleDetails details)
    {
        if (details.FieldOptions?.ParentChildFieldOptionsMappings is not { } mappings)
        {
            return;
        }

        var quotas = options.Value.Quotas;
        Quota.EnsureWithin(mappings.Count, quotas.ParentValuesPerFieldOptionsRule, "The rule", "parent field value");
        Quota.EnsureWithin(
            mappings.Sum(mapping => mapping.ChildFieldOptionValues!.Count),
            quotas.ChildValuesPerFieldOptionsRule,
            "The rule",
            "child field value");
    }

    private static CaseRuleError NotFound(string caseRuleId) =>
        new(caseRuleId, EntryErrorCode.NotFound, $"Case rule '{Excerpt.Of(caseRuleId)}' does not exist.");
}
