using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Json;

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
