using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
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
            ? new ResourceNotFoundException("Case", caseId, ErrorText.Whole(Suggest(db, domain, caseId)))
            : Error(ErrorText.Whole($"It exists in {owner.Place}."));

        ResourceNotFoundException Error(ErrorText reason) => new(
            "Case", caseId, reason, $"Case '{caseId}' does not exist in domain '{domain.DomainId}'.", hintInMessage: true);
    }

    // People see the references of a case, not its id.
    private static string Suggest(CasesDbContext db, Domain domain, string text)
    {
        if (MissingResource.FindInArn(text) is { } id)
        {
            return id;
        }

        var lower = text.ToLowerInvariant();
        if (lower != text && db.Set<Case>().Any(@case => @case.DomainKey == domain.Key && @case.CaseId == lower))
        {
            return $"Ids are in lower case: '{Excerpt.Of(lower)}'.";
        }

        var sortText = FoldedText.ToSortText(FoldedText.Fold(text));
        var meant = db.CaseValues
            .Where(value => value.DomainKey == domain.Key && value.SortText == sortText
                && (value.FieldId == SystemFields.ReferenceId || value.FieldId == SystemFields.ReferenceNumber))
            .Join(db.Cases, value => value.CaseKey, @case => @case.Key, (value, @case) => new { value.FieldId, @case.CaseId })
            .FirstOrDefault();
        return meant is null
            ? $"SearchCases finds the ids of the cases of domain '{domain.Name}'."
            : $"'{Excerpt.Of(text)}' is the {meant.FieldId} of the case '{meant.CaseId}'; use the id of the case.";
    }
}
