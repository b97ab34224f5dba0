using System.Text.Json.Serialization;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Events;

/// <summary>An event as EventBridge delivers it (behaviour.md 11.3).</summary>
/// <param name="Version">The version of the envelope.</param>
/// <param name="Id">The id of the event.</param>
/// <param name="DetailType">The type of the detail. EventBridge rules match on this value and on the source.</param>
/// <param name="Source">The name of the service.</param>
/// <param name="Account">The account of the domain.</param>
/// <param name="Time">The time of the change, in UTC with a precision of seconds.</param>
/// <param name="Region">The Region of the domain.</param>
/// <param name="Resources">The ARNs of the domain and of the case or the related item.</param>
/// <param name="Detail">The change.</param>
internal sealed record EventEnvelope(
    string Version,
    string Id,
    [property: JsonPropertyName("detail-type")] string DetailType,
    string Source,
    string Account,
    string Time,
    string Region,
    IReadOnlyList<string> Resources,
    EventDetail Detail);

/// <summary>The change of a case and its fields, or of a related item and its attributes (behaviour.md 11.3, 11.4).</summary>
internal sealed record EventDetail(
    string Version,
    string EventType,
    DateTimeOffset ApproximateChangeTime,
    EventPerformedBy PerformedBy,
    IReadOnlyList<string>? ChangedFieldIds = null,
    EventCase? Case = null,
    IReadOnlyList<string>? ChangedAttributes = null,
    EventRelatedItem? RelatedItem = null)
{
    public EventDetail WithoutIncludedData() => this with
    {
        Case = Case is null ? null : Case with { Fields = new Dictionary<string, EventFieldValue>() },
        RelatedItem = RelatedItem is null
            ? null
            : RelatedItem with { Contact = null, Comment = null, File = null, Sla = null, ConnectCase = null, Custom = null },
    };
}

internal sealed record EventPerformedBy(UserUnion? User, string IamPrincipalArn);

/// <summary>The case after the change. The fields are a map by field id, unlike the lists of the API.</summary>
internal sealed record EventCase(
    string CaseId, string TemplateId, string? CreatedDateTime, IReadOnlyDictionary<string, EventFieldValue> Fields);

internal sealed record EventFieldValue(FieldValueUnion Value);

/// <summary>
/// The related item. The content is in the member with the name of the type. The event has content only if the event
/// configuration includes content.
/// </summary>
internal sealed record EventRelatedItem(
    string RelatedItemType,
    string RelatedItemId,
    string CaseId,
    DateTimeOffset CreatedDateTime,
    ContactContent? Contact,
    CommentContent? Comment,
    FileContent? File,
    SlaContent? Sla,
    ConnectCaseContent? ConnectCase,
    CustomContent? Custom);

[JsonSerializable(typeof(EventEnvelope))]
internal sealed partial class EventJson : JsonSerializerContext
{
    public static EventJson Wire { get; } = new(WireJson.CreateOptions());
}
