using ConnectCases.Protocol.Json;

namespace ConnectCases.Events;

/// <summary>An event that is to leave: a row of the outbox, written in the transaction of what it tells (behaviour.md 11).</summary>
internal sealed class CaseEvent
{
    /// <summary>The position in commit order; a page continues after one.</summary>
    public long Sequence { get; init; }

    public required string DomainId { get; init; }

    /// <summary>The case, which need not exist any more.</summary>
    public required string CaseId { get; init; }

    public required string EventType { get; init; }

    public required StoredJson<EventEnvelope> Envelope { get; init; }
}
