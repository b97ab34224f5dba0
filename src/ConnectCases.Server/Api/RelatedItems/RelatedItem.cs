using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Fields.Values;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;
using ConnectCases.Storage;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Api.RelatedItems;

/// <summary>An item on the timeline of a case, such as a comment or a contact.</summary>
internal sealed class RelatedItem : ITagged
{
    /// <summary>The position on the timeline. A page token contains the position of the last item of its page.</summary>
    public long Sequence { get; init; }

    public long CaseKey { get; private set; }

    public Case? Case { get; init; }

    public required long DomainKey { get; init; }

    public required string RelatedItemId { get; init; }

    public required RelatedItemType Type { get; init; }

    public required DateTimeOffset AssociationTime { get; init; }

    public required StoredJson<RelatedItemContent> Content { get; set; }

    /// <summary>
    /// The text that filters compare: the ARN of a contact or file, the id of a connected case, or the name of an SLA.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>The channel of a contact.</summary>
    public string? Channel { get; init; }

    public SlaStatus? SlaStatus { get; set; }

    public DateTimeOffset? SlaTargetTime { get; init; }

    /// <summary>The field values of a custom item, as rows that a filter can find.</summary>
    public List<RelatedItemValue> Values { get; init; } = [];

    public StoredJson<IReadOnlyDictionary<string, string>> Tags { get; private set; } = TagSet.None;

    /// <summary>The user in the request that created the item, or null.</summary>
    public StoredJson<UserUnion>? PerformedBy { get; init; }

    public StoredJson<UserUnion>? LastUpdatedUser { get; set; }

    public static RelatedItem Create(
        Case @case,
        string relatedItemId,
        RelatedItemType type,
        RelatedItemContent content,
        UserUnion? performedBy,
        DateTimeOffset now) => Of(
            @case,
            relatedItemId,
            type,
            content,
            StoredJson.From(content, RelatedItemJson.Wire.RelatedItemContent),
            now,
            StoredJson.FromOptional(performedBy, ProtocolJson.Wire.UserUnion));

    /// <summary>Creates an item that another database had.</summary>
    public static RelatedItem Restore(
        Case @case,
        string relatedItemId,
        RelatedItemType type,
        StoredJson<RelatedItemContent> content,
        DateTimeOffset associationTime,
        StoredJson<IReadOnlyDictionary<string, string>> tags,
        StoredJson<UserUnion>? performedBy,
        StoredJson<UserUnion>? lastUpdatedUser)
    {
        var read = content.Read(RelatedItemJson.Wire.RelatedItemContent);
        var item = Of(@case, relatedItemId, type, read, content, associationTime, performedBy);
        (item.Tags, item.LastUpdatedUser) = (tags, lastUpdatedUser);
        return item;
    }

    public RelatedItemContent ReadContent() => Content.Read(RelatedItemJson.Wire.RelatedItemContent);

    public SearchRelatedItemsResponseItem ToSearchResult() =>
        new(RelatedItemId, Type, AssociationTime, Content, Tags, PerformedBy);

    /// <summary>Replaces the content. Returns the changed attributes.</summary>
    public IReadOnlyList<AttributeChange> Replace(RelatedItemContent content)
    {
        var changes = AuditedAttributes.Changes(ReadContent(), content);
        Content = StoredJson.From(content, RelatedItemJson.Wire.RelatedItemContent);
        SlaStatus = content.Sla?.SlaConfiguration.Status;
        Values.Clear();
        Values.AddRange(RowsOf(content));
        return changes;
    }

    /// <summary>Moves the item to another case. The item keeps its id, its position on the timeline and its tags.</summary>
    public void MoveTo(Case @case) => CaseKey = @case.Key;

    public void SetTags(Dictionary<string, string> tags) => Tags = TagSet.Of(tags);

    public string ArnIn(Domain domain, Case @case) => $"{@case.ArnIn(domain)}/related-item/{RelatedItemId}";

    private static RelatedItem Of(
        Case @case,
        string relatedItemId,
        RelatedItemType type,
        RelatedItemContent content,
        StoredJson<RelatedItemContent> stored,
        DateTimeOffset associationTime,
        StoredJson<UserUnion>? performedBy) => new()
        {
            CaseKey = @case.Key,
            DomainKey = @case.DomainKey,
            RelatedItemId = relatedItemId,
            Type = type,
            AssociationTime = associationTime,
            Content = stored,
            Target = content.Contact?.ContactArn ?? content.File?.FileArn ?? content.ConnectCase?.CaseId
                ?? content.Sla?.SlaConfiguration.Name,
            Channel = content.Contact?.Channel,
            SlaStatus = content.Sla?.SlaConfiguration.Status,
            SlaTargetTime = content.Sla?.SlaConfiguration.TargetTime,
            Values = RowsOf(content),
            PerformedBy = performedBy,
        };

    private static List<RelatedItemValue> RowsOf(RelatedItemContent content) =>
        [.. (content.Custom?.Fields ?? []).Select(field => new RelatedItemValue(field.Id!, field.Value!))];
}

/// <summary>The value of one field of a custom item.</summary>
internal sealed class RelatedItemValue : StoredValue
{
    public RelatedItemValue(string fieldId, FieldValueUnion value)
    {
        FieldId = fieldId;
        Set(value);
    }

    private RelatedItemValue()
    {
    }

    public long Sequence { get; init; }

    public long Key { get; init; }

    /// <summary>Returns the same value as a row of an item.</summary>
    public RelatedItemValue Of(long sequence) => new(FieldId, ToUnion()) { Sequence = sequence };
}

internal static class RelatedItemTable
{
    private static readonly Func<CasesDbContext, long, string, RelatedItem?> ById = CompiledQuery.Of(
        (CasesDbContext db, long caseKey, string relatedItemId) => db.Set<RelatedItem>().AsNoTracking()
            .FirstOrDefault(item => item.CaseKey == caseKey && item.RelatedItemId == relatedItemId));

    extension(CasesDbContext db)
    {
        public DbSet<RelatedItem> RelatedItems => db.Set<RelatedItem>();

        /// <exception cref="ResourceNotFoundException">The case has no such related item.</exception>
        public RelatedItem GetRelatedItem(Case @case, string relatedItemId) =>
            ById(db, @case.Key, relatedItemId) ?? throw MissingItem.Explain(db, @case, relatedItemId);
    }
}
