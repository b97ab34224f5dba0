using System.Text.Json.Serialization;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Api.AuditEvents;

internal sealed record GetCaseAuditEventsRequest(int? MaxResults, string? NextToken) : IPagedRequest;

internal sealed record GetCaseAuditEventsResponse(IReadOnlyList<AuditEvent> AuditEvents, string? NextToken);

internal sealed record AuditEvent(
    string EventId,
    AuditEventType Type,
    RelatedItemType? RelatedItemType,
    DateTimeOffset PerformedTime,
    StoredJson<IReadOnlyList<AuditEventField>> Fields,
    AuditEventPerformedBy PerformedBy,
    [property: JsonPropertyName(Inferred.MergeMetadata)] StoredJson<AuditMergeMetadata>? MergeMetadata);

internal sealed record AuditEventField(string EventFieldId, FieldValueUnion? OldValue, FieldValueUnion NewValue);

internal sealed record AuditEventPerformedBy(StoredJson<UserUnion>? User, string IamPrincipalArn);

internal sealed record AuditMergeMetadata(string MergeEventId, string PrimaryCaseId, string SecondaryCaseId);

[JsonConverter(typeof(WireEnumConverter<AuditEventType>))]
internal enum AuditEventType
{
    [JsonStringEnumMemberName("Case.Created")]
    CaseCreated,

    [JsonStringEnumMemberName("Case.Updated")]
    CaseUpdated,

    [JsonStringEnumMemberName("Case.Merged")]
    CaseMerged,

    [JsonStringEnumMemberName("RelatedItem.Created")]
    RelatedItemCreated,

    [JsonStringEnumMemberName("RelatedItem.Deleted")]
    RelatedItemDeleted,

    [JsonStringEnumMemberName("RelatedItem.Updated")]
    RelatedItemUpdated,
}

[JsonSerializable(typeof(GetCaseAuditEventsRequest))]
[JsonSerializable(typeof(GetCaseAuditEventsResponse))]
[JsonSerializable(typeof(IReadOnlyList<AuditEventField>))]
[JsonSerializable(typeof(AuditMergeMetadata))]
internal sealed partial class AuditEventJson : JsonSerializerContext
{
    public static AuditEventJson Wire { get; } = new(WireJson.CreateOptions());
}
