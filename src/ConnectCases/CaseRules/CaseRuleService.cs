using ConnectCases.Domains;
using ConnectCases.Fields;
using ConnectCases.Persistence;
using ConnectCases.Protocol;
using ConnectCases.Templates;
using Microsoft.Extensions.Options;

namespace ConnectCases.CaseRules;

internal sealed class CaseRuleService(
    CasesDbContext db,
    WritePath writes,
    Caller caller,
    TimeProvider clock,
    NewId newId,
    IOptions<EmulatorOptions> options)
{
    public const int LargestPage = 100;

    public Task<CreateCaseRuleResponse> CreateAsync(
        string domainId, CreateCaseRuleRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Create(db, domainId, request), cancellationToken);

    public CreateCaseRuleResponse Create(CasesDbContext db, string domainId, CreateCaseRuleRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var details = CaseRuleReferences.Check(db, domain, request.Rule!);

        var caseRules = db.CaseRules.Of(domain);
        caseRules.EnsureNameIsFree(request.Name);
        Quota.EnsureRoom(caseRules.Count(), options.Value.Quotas.CaseRulesPerDomain, "The domain", "case rules");
        EnsureWithinQuotas(details);

        var now = clock.GetUtcNow();
        var rule = new CaseRule
        {
            DomainKey = domain.Key,
            CaseRuleId = newId(),
            Name = request.Name!,
            Description = request.Description,
            RuleType = details.RuleType,
            Rule = StoredJson<CaseRuleDetails>.From(details),
            CreatedTime = now,
            LastModifiedTime = now,
        };
        db.Add(rule);
        return new(rule.CaseRuleId, rule.ArnIn(domain));
    }

    public BatchGetCaseRuleResponse BatchGet(string domainId, BatchGetCaseRuleRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var ids = request.CaseRules!.Select(rule => rule.Id!).Distinct().ToArray();

        var found = db.CaseRules.Where(rule => rule.DomainKey == domain.Key && ids.Contains(rule.CaseRuleId))
            .ToDictionary(rule => rule.CaseRuleId);

        return new(
            [.. ids.Where(found.ContainsKey).Select(id => found[id].ToResponse(domain))],
            [.. ids.Where(id => !found.ContainsKey(id)).Select(NotFound)],
            UnprocessedCaseRules: []);
    }

    public ListCaseRulesResponse List(string domainId, ListCaseRulesRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var tokens = new PageTokens("ListCaseRules", domain.DomainId);
        var page = db.CaseRules.Of(domain).ToPage(request, LargestPage, tokens, options.Value);
        return new([.. page.Items.Select(rule => rule.ToSummary(domain))], page.NextToken);
    }

    public Task<EmptyResponse> UpdateAsync(
        string domainId, string caseRuleId, UpdateCaseRuleRequest request, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Update(db, domainId, caseRuleId, request), cancellationToken);

    public Task<EmptyResponse> DeleteAsync(string domainId, string caseRuleId, CancellationToken cancellationToken) =>
        writes.RunAsync(db => Delete(db, domainId, caseRuleId), cancellationToken);

    private EmptyResponse Update(CasesDbContext db, string domainId, string caseRuleId, UpdateCaseRuleRequest request)
    {
        var domain = db.GetDomain(caller, domainId);
        var rule = db.GetCaseRule(domain, caseRuleId);
        rule.EnsureLive(caseRuleId);
        var details = request.Rule is { } replacement ? CaseRuleReferences.Check(db, domain, replacement) : null;

        db.CaseRules.Of(domain).EnsureNameIsFree(request.Name, rule);
        if (details is not null)
        {
            EnsureTemplatesBear(db, domain, rule, details);
            EnsureWithinQuotas(details);
        }

        if (request is not { Name: null, Description: null, Rule: null })
        {
            db.Attach(rule).Entity.Apply(request, details, clock.GetUtcNow());
        }

        return EmptyResponse.Instance;
    }

    private EmptyResponse Delete(CasesDbContext db, string domainId, string caseRuleId)
    {
        var domain = db.GetDomain(caller, domainId);
        var rule = db.GetCaseRule(domain, caseRuleId);
        foreach (var (template, _) in Uses(db, domain, rule))
        {
            throw InUse(rule, template, "so it cannot be deleted");
        }

        db.Attach(rule).Entity.Deleted = true;
        return EmptyResponse.Instance;
    }

    /// <summary>The live templates that bind the rule, with the bindings; one to a deleted field is none any more.</summary>
    private static IEnumerable<(Template Template, TemplateRule Binding)> Uses(CasesDbContext db, Domain domain, CaseRule rule)
    {
        var deletedFields = FieldReferences.Deleted(db, domain);
        return
            from template in db.Templates.Of(domain).AsEnumerable()
            from binding in template.LiveRules(deletedFields)
            where binding.CaseRuleId == rule.CaseRuleId
            select (template, binding);
    }

    private static void EnsureTemplatesBear(CasesDbContext db, Domain domain, CaseRule rule, CaseRuleDetails details)
    {
        var uses = Uses(db, domain, rule).ToList();
        var fields = FieldReferences.Find(
            db, domain, "rules", uses.Select(use => use.Binding.FieldId).OfType<string>(), withOptions: true);
        foreach (var (template, binding) in uses)
        {
            if (rule.RuleType != details.RuleType)
            {
                throw InUse(rule, template, $"so it must stay a {rule.RuleType} rule");
            }

            var field = binding.FieldId is { } fieldId ? fields[fieldId] : null;
            if (CaseRuleReferences.ObstacleToBinding(details, field) is { } obstacle)
            {
                throw InUse(rule, template, $"which could not bind it any more: {obstacle}");
            }
        }
    }

    private static ConflictException InUse(CaseRule rule, Template template, string so) =>
        new($"The case rule {rule.Label} is used by the template '{template.TemplateId}' ({template.Name}), {so}.");

    private void EnsureWithinQuotas(CaseRuleDetails details)
    {
        if (details.FieldOptions?.ParentChildFieldOptionsMappings is not { } mappings)
        {
            return;
        }

        var quotas = options.Value.Quotas;
        Quota.EnsureWithin(mappings.Count, quotas.ParentValuesPerFieldOptionsRule, "The rule", "parent field values");
        Quota.EnsureWithin(
            mappings.Sum(mapping => mapping.ChildFieldOptionValues!.Count),
            quotas.ChildValuesPerFieldOptionsRule,
            "The rule",
            "child field values");
    }

    private static CaseRuleError NotFound(string caseRuleId) =>
        new(caseRuleId, EntryErrorCode.NotFound, $"Case rule '{caseRuleId}' does not exist.");
}
