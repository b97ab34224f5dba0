using System.Text.Json;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>The two rows of a comment: the item and the audit event.</summary>
internal sealed class CommentRows(CommentRequest request, DateTime time)
{
    public const string PrincipalArn = "arn:aws:iam::123456789012:role/emulator";

    public string ItemId { get; } = Guid.CreateVersion7().ToString();

    public FloorItem Item(FloorCase @case) => new()
    {
        Case = @case,
        DomainKey = @case.DomainKey,
        RelatedItemId = ItemId,
        Type = request.Type,
        AssociationTime = time,
        Content = JsonSerializer.Serialize(request.Content, JsonSerializerOptions.Web),
        Tags = "{}",
    };

    public FloorEvent Event(FloorCase @case) => new()
    {
        Case = @case,
        EventId = Guid.CreateVersion7().ToString(),
        Type = "RelatedItem.Created",
        RelatedItemType = request.Type,
        PerformedTime = time,
        Fields = JsonSerializer.Serialize<EventField[]>(
            [new("relatedItemId", new(ItemId)), new("body", new(request.Content.Comment.Body))], JsonSerializerOptions.Web),
        IamPrincipalArn = PrincipalArn,
    };
}
