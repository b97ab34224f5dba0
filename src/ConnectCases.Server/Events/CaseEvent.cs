using ConnectCases.Protocol.Json;

namespace ConnectCases.Events;

/// <summary>
/// An outgoing event: a row of the outbox. The row is written in the same transaction as the change (behaviour.md 11).
/// </summary>
internal sealed class CaseEvent
{
    /// <summary>The position in commit order. A page continues after a position.</summary>
    public long Sequence { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string DomainId { get; init; }

    /// <summary>The id of the case, which may have been deleted since.</summary>
    public required string CaseId { get; init; }

    public required string EventType { get; init; }

    public required StoredJson<EventEnvelope> Envelope { get; init; }
}
