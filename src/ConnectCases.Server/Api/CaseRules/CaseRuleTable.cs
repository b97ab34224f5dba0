using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.CaseRules;

internal static class CaseRuleTable
{
    extension(CasesDbContext db)
    {
        public DbSet<CaseRule> CaseRules => db.Set<CaseRule>();

        /// <summary>Returns a case rule, also a deleted one.</summary>
        /// <exception cref="ResourceNotFoundException">The case rule does not exist.</exception>
        public CaseRule GetCaseRule(Domain domain, string caseRuleId) =>
            db.CaseRules.AsNoTracking()
                .FirstOrDefault(rule => rule.DomainKey == domain.Key && rule.CaseRuleId == caseRuleId)
            ?? throw new ResourceNotFoundException("CaseRule", caseRuleId);
    }
}
