using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.AuditEvents;

/// <summary>
/// The row of an audit event. The row is written in the transaction of the recorded change and never changes (behaviour.md 9).
/// </summary>
internal sealed class AuditRecord
{
    public long Sequence { get; init; }

    public long CaseKey { get; init; }

    /// <summary>The case, if the same unit of work creates the case. Such a case has no key yet.</summary>
    public Case? Case { get; init; }

    public required string EventId { get; init; }

    public required AuditEventType Type { get; init; }

    public RelatedItemType? RelatedItemType { get; init; }

    public required DateTimeOffset PerformedTime { get; init; }

    public required StoredJson<IReadOnlyList<AuditEventField>> Fields { get; init; }

    /// <summary>The <c>performedBy</c> of the request, or null.</summary>
    public StoredJson<UserUnion>? User { get; init; }

    public required string IamPrincipalArn { get; init; }

    /// <summary>The merge that the event is part of, if any.</summary>
    public StoredJson<AuditMergeMetadata>? MergeMetadata { get; init; }

    /// <summary>Determines whether the event records the deletion of a related item.</summary>
    public bool IsDeletionOf(string relatedItemId) =>
        Type == AuditEventType.RelatedItemDeleted
        && Fields.Read(AuditEventJson.Wire.IReadOnlyListAuditEventField).Any(field => field.OldValue?.StringValue == relatedItemId);

    public AuditEvent ToContract() => new(
        EventId, Type, RelatedItemType, PerformedTime, Fields, new AuditEventPerformedBy(User, IamPrincipalArn), MergeMetadata);
}

internal static class AuditEventTable
{
    extension(CasesDbContext db)
    {
        public DbSet<AuditRecord> AuditRecords => db.Set<AuditRecord>();
    }
}
