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
    public static ResourceNotFoundException Explain(CasesDbContext db, Case @case, string relatedItemId) => new(
        "RelatedItem",
        relatedItemId,
        ErrorText.Whole(FindElsewhere(db, @case, relatedItemId) ?? FindDeletion(db, @case, relatedItemId)
            ?? $"SearchRelatedItems shows the ids of the related items of case '{@case.CaseId}'."));

    private static string? FindElsewhere(CasesDbContext db, Case @case, string relatedItemId) =>
        db.RelatedItems.Where(item => item.RelatedItemId == relatedItemId && item.DomainKey == @case.DomainKey)
            .Join(db.Cases, item => item.CaseKey, other => other.Key, (_, other) => other.CaseId).FirstOrDefault() is { } owner
            ? $"It belongs to the case '{owner}' of the same domain."
            : null;

    private static string? FindDeletion(CasesDbContext db, Case @case, string relatedItemId) => db.AuditRecords.AsNoTracking()
        .Where(record => record.CaseKey == @case.Key && record.Type == AuditEventType.RelatedItemDeleted)
        .OrderByDescending(record => record.Sequence).AsEnumerable()
        .FirstOrDefault(record => record.IsDeletionOf(relatedItemId)) is { } deletion
        ? Describe(deletion)
        : null;

    // A merge moves the items of the secondary case to the primary case, except for those that the primary case already has.
    private static string Describe(AuditRecord deletion) => deletion.MergeMetadata is { } merge
        ? $"It left this case with the merge into case '{merge.Read(AuditEventJson.Wire.AuditMergeMetadata).PrimaryCaseId}' at {TimestampConverter.Format8601(deletion.PerformedTime)}."
        : $"It was deleted at {TimestampConverter.Format8601(deletion.PerformedTime)}. GetCaseAuditEvents shows by whom, in event '{deletion.EventId}'.";
}
