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
    extension(CasesDbContext db)
    {
        public DbSet<CaseRule> CaseRules => db.Set<CaseRule>();

        /// <summary>Returns a case rule, even if the case rule is deleted.</summary>
        /// <exception cref="ResourceNotFoundException">The case rule does not exist.</exception>
        public CaseRule GetCaseRule(Domain domain, string caseRuleId) =>
            db.CaseRules.AsNoTracking()
                .FirstOrDefault(rule => rule.DomainKey == domain.Key && rule.CaseRuleId == caseRuleId)
            ?? throw new ResourceNotFoundException("CaseRule", caseRuleId);
    }
}
