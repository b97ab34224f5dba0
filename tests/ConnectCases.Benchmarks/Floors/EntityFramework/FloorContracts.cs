using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>The body of a CreateRelatedItem request. The floor adds comments only.</summary>
public sealed record CommentRequest(string Type, CommentContent Content);

/// <summary>The content of a comment, as in the API.</summary>
public sealed record CommentContent(Comment Comment);

/// <summary>The text of a comment.</summary>
public sealed record Comment(string Body, string ContentType);

/// <summary>The body of a request for a page.</summary>
public sealed record PageRequest(int? MaxResults, string? NextToken);

/// <summary>The body of a GetCase request.</summary>
public sealed record CaseRequest(IReadOnlyList<CaseField> Fields);

/// <summary>The id of a field that GetCase returns.</summary>
public sealed record CaseField(string Id);

internal sealed record CommentResponse(string RelatedItemId, string RelatedItemArn);

internal sealed record ItemPage(
    IReadOnlyList<ItemEntry> RelatedItems,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextToken);

internal sealed record ItemEntry(
    string RelatedItemId, string Type, DateTime AssociationTime, JsonElement Content, JsonElement Tags);

internal sealed record EventPage(
    IReadOnlyList<EventEntry> AuditEvents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextToken);

internal sealed record EventEntry(
    string EventId,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RelatedItemType,
    DateTime PerformedTime,
    JsonElement Fields,
    EventActor PerformedBy);

internal sealed record EventActor(string IamPrincipalArn);

internal sealed record CaseResponse(IReadOnlyList<ValueEntry> Fields, string TemplateId, JsonElement Tags);

internal sealed record ValueEntry(string Id, ValueUnion Value);

internal sealed record ValueUnion(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StringValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? DoubleValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? BooleanValue);

/// <summary>A changed field in an audit event.</summary>
internal sealed record EventField(string EventFieldId, EventValue NewValue);

internal sealed record EventValue(string StringValue);
