using System.Text.Json.Serialization;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Api.EventConfiguration;

internal sealed record PutCaseEventConfigurationRequest(EventBridgeConfiguration? EventBridge);

internal sealed record EventBridgeConfiguration(bool? Enabled, EventIncludedData? IncludedData = null)
{
    public EventBridgeConfiguration Without(IReadOnlySet<string> fieldIds) => IncludedData?.CaseData is not { } caseData
        ? this
        : this with
        {
            IncludedData = IncludedData with
            {
                CaseData = new([.. caseData.Fields!.Where(field => !fieldIds.Contains(field.Id!))]),
            },
        };
}

internal sealed record EventIncludedData(CaseEventIncludedData? CaseData, RelatedItemEventIncludedData? RelatedItemData);

internal sealed record CaseEventIncludedData(IReadOnlyList<FieldIdentifier>? Fields);

internal sealed record RelatedItemEventIncludedData(bool? IncludeContent);

internal sealed record GetCaseEventConfigurationResponse(EventBridgeConfiguration EventBridge);

[JsonSerializable(typeof(PutCaseEventConfigurationRequest))]
[JsonSerializable(typeof(GetCaseEventConfigurationResponse))]
[JsonSerializable(typeof(EventBridgeConfiguration))]
internal sealed partial class EventConfigurationJson : JsonSerializerContext
{
    public static EventConfigurationJson Wire { get; } = new(WireJson.CreateOptions());
}
