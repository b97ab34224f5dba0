using System.Text.Json.Serialization;
using ConnectCases.Controls.Events;
using ConnectCases.Controls.Info;
using ConnectCases.Controls.Merges;

namespace ConnectCases.Controls;

[JsonSerializable(typeof(EmulatorInfo))]
[JsonSerializable(typeof(ListEventsResponse))]
[JsonSerializable(typeof(MergesHeld))]
internal sealed partial class ControlJson : JsonSerializerContext;
