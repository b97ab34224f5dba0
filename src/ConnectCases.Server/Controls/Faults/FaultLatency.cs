using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectCases.Controls.Faults;

/// <summary>How long a response is delayed. JSON has a duration, or an object with the shortest and the longest duration.</summary>
/// <param name="Min">The shortest duration.</param>
/// <param name="Max">The longest duration.</param>
[JsonConverter(typeof(FaultLatencyConverter))]
internal sealed record FaultLatency(string? Min, string? Max)
{
    /// <summary>A member of the JSON that does not exist, or null.</summary>
    [JsonIgnore]
    public string? Unknown { get; init; }
}

/// <summary>Reads and writes both forms of a latency.</summary>
internal sealed class FaultLatencyConverter : JsonConverter<FaultLatency>
{
    public override FaultLatency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var duration = reader.GetString();
            return new(duration, duration);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        var latency = new FaultLatency(null, null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException();
            }

            latency = name switch
            {
                "min" => latency with { Min = reader.GetString() },
                "max" => latency with { Max = reader.GetString() },
                _ => latency with { Unknown = name },
            };
        }

        return latency;
    }

    public override void Write(Utf8JsonWriter writer, FaultLatency value, JsonSerializerOptions options)
    {
        if (value.Min == value.Max)
        {
            writer.WriteStringValue(value.Min);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("min", value.Min);
        writer.WriteString("max", value.Max);
        writer.WriteEndObject();
    }
}
