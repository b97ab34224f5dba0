using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.RelatedItems;

/// <summary>Explains why a related item is not found: the item belongs to another case, or was deleted.</summary>
internal static class MissingItem
{
    public static ResourceNotFoundException Explain(CasesDbContext db, Case @case, string relatedItemId)
    {
        // No index leads to an item of another case. A deletion by a request makes that search unnecessary.
        var deletion = FindDeletion(db, @case, relatedItemId);
        var elsewhere = deletion is null or { MergeMetadata: not null } ? FindElsewhere(db, @case, relatedItemId) : null;
        return new("RelatedItem", relatedItemId, ErrorText.Whole(elsewhere ?? (deletion is null
            ? $"SearchRelatedItems shows the ids of the related items of case '{@case.CaseId}'."
            : Describe(deletion))));
    }

    private static string? FindElsewhere(CasesDbContext db, Case @case, string relatedItemId) =>
        db.RelatedItems.Where(item => item.RelatedItemId == relatedItemId && item.DomainKey == @case.DomainKey)
            .Join(db.Cases, item => item.CaseKey, other => other.Key, (_, other) => other.CaseId).FirstOrDefault() is { } owner
            ? $"It belongs to the case '{owner}' of the same domain."
            : null;

    private static AuditRecord? FindDeletion(CasesDbContext db, Case @case, string relatedItemId) => db.AuditRecords.AsNoTracking()
        .Where(record => record.CaseKey == @case.Key && record.Type == AuditEventType.RelatedItemDeleted)
        .OrderByDescending(record => record.Sequence).AsEnumerable()
        .FirstOrDefault(record => record.IsDeletionOf(relatedItemId));

    // A merge moves the items of the secondary case to the primary case, except for those that the primary case already has.
    private static string Describe(AuditRecord deletion) => deletion.MergeMetadata is { } merge
        ? $"It left this case with the merge into case '{merge.Read(AuditEventJson.Wire.AuditMergeMetadata).PrimaryCaseId}' at {TimestampConverter.Format8601(deletion.PerformedTime)}."
        : $"It was deleted at {TimestampConverter.Format8601(deletion.PerformedTime)}. GetCaseAuditEvents shows by whom, in event '{deletion.EventId}'.";
}
