using ConnectCases.Api.Cases;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.AuditEvents;

/// <summary>The row of an audit event: written in the transaction of what it records, never changed (behaviour.md 9).</summary>
internal sealed class AuditRecord
{
    public long Sequence { get; init; }

    public long CaseKey { get; init; }

    /// <summary>The case, where it is created in the same unit of work and has no key yet.</summary>
    public Case? Case { get; init; }

    public required string EventId { get; init; }

    public required AuditEventType Type { get; init; }

    public RelatedItemType? RelatedItemType { get; init; }

    public required DateTimeOffset PerformedTime { get; init; }

    public required StoredJson<IReadOnlyList<AuditEventField>> Fields { get; init; }

    /// <summary>The <c>performedBy</c> of the request, if it had one.</summary>
    public StoredJson<UserUnion>? User { get; init; }

    public required string IamPrincipalArn { get; init; }

    /// <summary>The merge that the event is part of, if any.</summary>
    public StoredJson<AuditMergeMetadata>? MergeMetadata { get; init; }
}
