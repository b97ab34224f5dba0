using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.EventConfiguration;
using ConnectCases.Api.Fields;
using ConnectCases.Api.Layouts;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Api.Templates;
using ConnectCases.Events;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.State;

/// <summary>The first line of a state document (controls.md 2).</summary>
/// <param name="Format">Always <see cref="StateHeader.Name"/>.</param>
/// <param name="Version">The version of the format. A reader accepts its own version and earlier versions.</param>
/// <param name="Contract">The contract of the server that wrote the document.</param>
/// <param name="Emulator">The version of the server that wrote the document.</param>
/// <param name="ExportedAt">When the document was written, in real time.</param>
internal sealed record StateHeader(string Format, int Version, string? Contract = null, string? Emulator = null, DateTimeOffset? ExportedAt = null)
{
    public const string Name = "connect-cases-state";
    public const int CurrentVersion = 1;
    public const string CurrentContract = "2026-11";
}

/// <summary>
/// A line of a state document after the header: one resource in the member that names its kind, or the counts on the last line.
/// All resources of a domain follow the line of the domain. The kinds are in the order of the members.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StateLine(
    DomainLine? Domain = null,
    EventConfigurationLine? EventConfiguration = null,
    FieldLine? Field = null,
    OptionsLine? Options = null,
    LayoutLine? Layout = null,
    CaseRuleLine? CaseRule = null,
    TemplateLine? Template = null,
    CaseLine? Case = null,
    DeletedCaseLine? DeletedCase = null,
    RelatedItemLine? RelatedItem = null,
    AuditEventLine? AuditEvent = null,
    MergeLine? Merge = null,
    ClientTokenLine? ClientToken = null,
    SeedResourceLine? SeedResource = null,
    EventLine? Event = null,
    ClockLine? Clock = null,
    IReadOnlyDictionary<string, long>? Counts = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DomainLine(
    string DomainId, string Account, string Region, string Name, DateTimeOffset CreatedTime, StoredJson<IReadOnlyDictionary<string, string>> Tags);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EventConfigurationLine(StoredJson<EventBridgeConfiguration> EventBridge);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FieldLine(
    string FieldId,
    string Name,
    FieldType Type,
    FieldNamespace Namespace,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    string? Description = null,
    bool? IsMultiline = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OptionsLine(string FieldId, IReadOnlyList<FieldOption> Options);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LayoutLine(
    string LayoutId,
    string Name,
    StoredJson<LayoutContent> Content,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CaseRuleLine(
    string CaseRuleId,
    string Name,
    StoredJson<CaseRuleDetails> Rule,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    string? Description = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TemplateLine(
    string TemplateId,
    string Name,
    TemplateStatus Status,
    StoredJson<IReadOnlyList<RequiredField>> RequiredFields,
    StoredJson<IReadOnlyList<TemplateRule>> Rules,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    bool Deleted,
    DateTimeOffset CreatedTime,
    DateTimeOffset LastModifiedTime,
    string? Description = null,
    string? DefaultLayout = null,
    StoredJson<IReadOnlyList<TagPropagationConfiguration>>? TagPropagationConfigurations = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CaseLine(string CaseId, string TemplateId, IReadOnlyList<FieldValue> Fields, StoredJson<IReadOnlyDictionary<string, string>> Tags);

/// <summary>Who deleted a case. The error for the missing case names the request.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DeletedCaseLine(string CaseId, DateTimeOffset DeletedTime, string RequestId);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RelatedItemLine(
    string CaseId,
    string RelatedItemId,
    RelatedItemType Type,
    DateTimeOffset AssociationTime,
    StoredJson<RelatedItemContent> Content,
    StoredJson<IReadOnlyDictionary<string, string>> Tags,
    StoredJson<UserUnion>? PerformedBy = null,
    StoredJson<UserUnion>? LastUpdatedUser = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AuditEventLine(
    string CaseId,
    string EventId,
    AuditEventType Type,
    DateTimeOffset PerformedTime,
    StoredJson<IReadOnlyList<AuditEventField>> Fields,
    string IamPrincipalArn,
    RelatedItemType? RelatedItemType = null,
    StoredJson<UserUnion>? User = null,
    StoredJson<AuditMergeMetadata>? MergeMetadata = null);

/// <summary>A merge. A merge without a completion time is in progress.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MergeLine(
    string MergeEventId,
    string PrimaryCaseId,
    string SecondaryCaseId,
    IReadOnlyList<string> FieldIds,
    IReadOnlyList<RelatedItemType> RelatedItemTypes,
    DateTimeOffset DueTime,
    DateTimeOffset? CompletedTime = null);

/// <summary>The result of a request with a client token, so that a repeated request after the import gets the same response.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClientTokenLine(string ClientToken, string Parameters, string ResultId, DateTimeOffset CreatedTime);

/// <summary>A resource that a seed created, so that the seed recognizes the resource after the import.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SeedResourceLine(string Path, string ResourceId);

/// <summary>An outgoing event. The domain or the case may have been deleted since.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EventLine(
    string Account, string Region, string DomainId, string CaseId, string EventType, StoredJson<EventEnvelope> Envelope);

/// <summary>A clock that stands still, or that has a difference to real time.</summary>
/// <param name="Account">The account. Absent for the clock of all worlds.</param>
/// <param name="Region">The Region. Absent for all Regions of the account.</param>
/// <param name="FrozenTime">The time of a clock that stands still.</param>
/// <param name="Offset">The difference to real time as an ISO 8601 duration.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClockLine(
    string? Account = null, string? Region = null, DateTimeOffset? FrozenTime = null, string? Offset = null);

[JsonSerializable(typeof(StateHeader))]
[JsonSerializable(typeof(StateLine))]
internal sealed partial class StateJson : JsonSerializerContext
{
    /// <summary>The JSON of the API. In addition, members without a default are required and cannot be null.</summary>
    public static StateJson Wire { get; } = new(CreateOptions());

    private static JsonSerializerOptions CreateOptions()
    {
        var options = WireJson.CreateOptions();
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        return options;
    }
}
