using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Controls.Clock;
using ConnectCases.Controls.Events;
using ConnectCases.Controls.Explain;
using ConnectCases.Controls.Faults;
using ConnectCases.Controls.History;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;
using ConnectCases.Controls.Profiles;
using ConnectCases.Controls.Requests;
using ConnectCases.Controls.Reset;
using ConnectCases.Controls.Seeds;
using ConnectCases.Controls.State;
using ConnectCases.Controls.Throttling;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Controls;

[JsonSerializable(typeof(EmulatorInfo))]
[JsonSerializable(typeof(ListEventsResponse))]
[JsonSerializable(typeof(MergesHeld))]
[JsonSerializable(typeof(SetClockRequest))]
[JsonSerializable(typeof(AdvanceClockRequest))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(ResetResponse))]
[JsonSerializable(typeof(ImportStateResponse))]
[JsonSerializable(typeof(SnapshotRequest))]
[JsonSerializable(typeof(SnapshotSummary))]
[JsonSerializable(typeof(ListSnapshotsResponse))]
[JsonSerializable(typeof(SeedResponse))]
[JsonSerializable(typeof(IdsResponse))]
[JsonSerializable(typeof(ExplainSearchCasesRequest))]
[JsonSerializable(typeof(ExplainSearchCasesResponse))]
[JsonSerializable(typeof(ExplainSearchRelatedItemsRequest))]
[JsonSerializable(typeof(ExplainSearchRelatedItemsResponse))]
[JsonSerializable(typeof(CaseAtResponse))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(SetThrottlingRequest))]
[JsonSerializable(typeof(ThrottlingResponse))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
[JsonSerializable(typeof(SetCustomerProfilesRequest))]
[JsonSerializable(typeof(CustomerProfilesResponse))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ListRequestsResponse))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static ControlJson Wire { get; } = new(WireJson.CreateOptions());
}
