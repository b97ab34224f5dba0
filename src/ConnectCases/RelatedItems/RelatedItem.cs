using ConnectCases.AuditEvents;
using ConnectCases.Cases;
using ConnectCases.Domains;
using ConnectCases.Protocol;

namespace ConnectCases.RelatedItems;

/// <summary>Something on the timeline of a case.</summary>
internal sealed class RelatedItem
{
    /// <summary>The position on the timeline; a page continues after one.</summary>
    public long Sequence { get; init; }

    public long CaseKey { get; init; }

    public required string RelatedItemId { get; init; }

    public required RelatedItemType Type { get; init; }

    public required DateTimeOffset AssociationTime { get; init; }

    public required StoredJson<RelatedItemContent> Content { get; init; }

    /// <summary>What the item points to, the ARN of a contact or a file: the part of the content that filters ask for.</summary>
    public string? Target { get; init; }

    /// <summary>The channel of a contact.</summary>
    public string? Channel { get; init; }

    public required StoredJson<IReadOnlyDictionary<string, string>> Tags { get; set; }

    /// <summary>The creator, if the request named one.</summary>
    public StoredJson<UserUnion>? PerformedBy { get; init; }

    public static RelatedItem Create(
        Case @case,
        string relatedItemId,
        RelatedItemType type,
        RelatedItemContent content,
        UserUnion? performedBy,
        DateTimeOffset now) => new()
        {
            CaseKey = @case.Key,
            RelatedItemId = relatedItemId,
            Type = type,
            AssociationTime = now,
            Content = StoredJson<RelatedItemContent>.From(content),
            Target = content.Contact?.ContactArn ?? content.File?.FileArn,
            Channel = content.Contact?.Channel,
            Tags = new("{}"),
            PerformedBy = performedBy is null ? null : StoredJson<UserUnion>.From(performedBy),
        };

    public string ArnIn(Domain domain, Case @case) => $"{@case.ArnIn(domain)}/related-item/{RelatedItemId}";
}
