using System.Text.Json.Serialization;
using ConnectCases.Protocol.Json;

namespace ConnectCases.Protocol.Shapes;

/// <summary>The direction of a sort.</summary>
[JsonConverter(typeof(WireEnumConverter<Order>))]
internal enum Order
{
    Asc,
    Desc,
}
