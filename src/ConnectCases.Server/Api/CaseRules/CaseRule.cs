using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.CaseRules;

/// <summary>A rule about the fields of a case. A rule has no effect until a template binds the rule (behaviour.md 6.3).</summary>
internal sealed class CaseRule : DomainResource
{
    public required string CaseRuleId { get; init; }

    public string? Description { get; set; }

    public required RuleType RuleType { get; set; }

    public required StoredJson<CaseRuleDetails> Rule { get; set; }

    /// <summary>Names the rule in error messages.</summary>
    public string Label => $"'{CaseRuleId}' ({Name})";

    public CaseRuleDetails ReadDetails() => Rule.Read(CaseRuleJson.Wire.CaseRuleDetails);

    public string ArnIn(Domain domain) => $"{domain.Arn}/case-rule/{CaseRuleId}";

    public void Apply(UpdateCaseRuleRequest request, CaseRuleDetails? rule, DateTimeOffset now)
    {
        Name = request.Name ?? Name;
        Description = request.Description ?? Description;
        if (rule is not null)
        {
            (Rule, RuleType) = (StoredJson.From(rule, CaseRuleJson.Wire.CaseRuleDetails), rule.RuleType);
        }

        LastModifiedTime = now;
    }

    public CaseRuleSummary ToSummary(Domain domain) => new(CaseRuleId, Name, ArnIn(domain), RuleType, Description);

    public GetCaseRuleResponse ToResponse(Domain domain) => new(
        CaseRuleId, Name, ArnIn(domain), Rule, Description, Deleted, CreatedTime, LastModifiedTime, Tags);
}

internal static class CaseRuleTable
{
    private static readonly Func<CasesDbContext, long, string, CaseRule?> ById = CompiledQuery.Of(
        (CasesDbContext db, long domainKey, string caseRuleId) => db.Set<CaseRule>().AsNoTracking()
            .FirstOrDefault(rule => rule.DomainKey == domainKey && rule.CaseRuleId == caseRuleId));

    private static readonly Func<CasesDbContext, long, string[], IEnumerable<CaseRule>> LiveByIds = CompiledQuery.Rows(
        (CasesDbContext db, long domainKey, string[] ids) => db.Set<CaseRule>().AsNoTracking()
            .Where(rule => rule.DomainKey == domainKey && !rule.Deleted && ids.Contains(rule.CaseRuleId)));

    extension(CasesDbContext db)
    {
        public DbSet<CaseRule> CaseRules => db.Set<CaseRule>();

        /// <summary>Finds live case rules. The keys of the result are the ids.</summary>
        public IReadOnlyDictionary<string, CaseRule> FindCaseRules(Domain domain, params IEnumerable<string> ids) =>
            ids.Distinct().ToArray() is { Length: > 0 } distinct
                ? LiveByIds(db, domain.Key, distinct).ToDictionary(rule => rule.CaseRuleId)
                : new Dictionary<string, CaseRule>();

        /// <summary>Returns a case rule, even if the case rule is deleted.</summary>
        /// <exception cref="ResourceNotFoundException">The case rule does not exist.</exception>
        public CaseRule GetCaseRule(Domain domain, string caseRuleId) =>
            ById(db, domain.Key, caseRuleId) ?? throw MissingResource.Explain<CaseRule>(db, domain, caseRuleId);
    }
}
