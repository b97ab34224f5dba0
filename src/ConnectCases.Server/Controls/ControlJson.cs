using System.Text.Json.Serialization;
using ConnectCases.Controls.Clock;
using ConnectCases.Controls.Events;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;
using ConnectCases.Controls.Reset;

namespace ConnectCases.Controls;

[JsonSerializable(typeof(EmulatorInfo))]
[JsonSerializable(typeof(ListEventsResponse))]
[JsonSerializable(typeof(MergesHeld))]
[JsonSerializable(typeof(SetClockRequest))]
[JsonSerializable(typeof(AdvanceClockRequest))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(ResetResponse))]
internal sealed partial class ControlJson : JsonSerializerContext;
