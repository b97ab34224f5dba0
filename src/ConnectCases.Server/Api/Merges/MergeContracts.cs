using System.Text.Json.Serialization;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.Merges;

internal sealed record StartMergeCasesRequest(
    [property: JsonPropertyName(Inferred.SecondaryCaseIds)] IReadOnlyList<string>? SecondaryCaseIds,
    [property: JsonPropertyName(Inferred.FieldsConfiguration)] IReadOnlyList<FieldsConfiguration>? FieldsConfiguration,
    [property: JsonPropertyName(Inferred.RelatedItemsConfiguration)] RelatedItemsConfiguration? RelatedItemsConfiguration);

internal sealed record FieldsConfiguration(string? SourceCaseId, IReadOnlyList<FieldIdentifier>? FieldIds);

internal sealed record RelatedItemsConfiguration(bool? Contact, bool? Comment, bool? ConnectCase, bool? Custom);

internal sealed record GetMergeCasesStatusResponse(
    string PrimaryCaseId, IReadOnlyList<string> SecondaryCaseIds, MergeStatus Status);

[JsonConverter(typeof(WireEnumConverter<MergeStatus>))]
internal enum MergeStatus
{
    [JsonStringEnumMemberName("IN_PROGRESS")]
    InProgress,

    [JsonStringEnumMemberName("COMPLETED")]
    Completed,
}

[JsonSerializable(typeof(StartMergeCasesRequest))]
[JsonSerializable(typeof(GetMergeCasesStatusResponse))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<RelatedItemType>))]
internal sealed partial class MergeJson : JsonSerializerContext
{
    public static MergeJson Wire { get; } = new(WireJson.CreateOptions());
}
