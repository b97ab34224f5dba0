using ConnectCases.Api.Domains;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;

namespace ConnectCases.Api.Cases;

/// <summary>Explains why a case is not found: the case is in another domain, or was deleted.</summary>
internal static class MissingCase
{
    public static ResourceNotFoundException Explain(CasesDbContext db, Domain domain, string caseId)
    {
        if (db.DeletedCases.FirstOrDefault(row => row.DomainKey == domain.Key && row.CaseId == caseId) is { } deleted)
        {
            return Error($"It was deleted at {TimestampConverter.Format8601(deleted.DeletedTime)} by request {deleted.RequestId}.");
        }

        // The index of cases begins with the domain, so the query looks into each domain.
        var owner = db.Domains.Where(other => other.DeletedTime == null)
            .FirstOrDefault(other => db.Set<Case>().Any(@case => @case.DomainKey == other.Key && @case.CaseId == caseId));
        return owner is null
            ? new ResourceNotFoundException("Case", caseId)
            : Error($"It exists in domain '{owner.DomainId}' of account {owner.Account}, Region {owner.Region}.");

        ResourceNotFoundException Error(ErrorText reason) => new(
            "Case", caseId, $"Case '{caseId}' does not exist in domain '{domain.DomainId}'. {reason}");
    }
}
