using System.Text.Json.Serialization;
using ConnectCases.Fields;
using ConnectCases.Protocol;
using ConnectCases.RelatedItems;

namespace ConnectCases.Merges;

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

/// <summary>Whether merges are held.</summary>
/// <param name="Held">While they are, a merge that was started stays <c>IN_PROGRESS</c>.</param>
/// <param name="InProgress">How many merges are.</param>
internal sealed record MergesHeld(bool Held, int InProgress);

[JsonSerializable(typeof(StartMergeCasesRequest))]
[JsonSerializable(typeof(GetMergeCasesStatusResponse))]
[JsonSerializable(typeof(MergesHeld))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<RelatedItemType>))]
internal sealed partial class MergeJson : JsonSerializerContext;
