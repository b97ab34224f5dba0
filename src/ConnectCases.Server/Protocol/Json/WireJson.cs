using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Protocol.Json;

/// <summary>The JSON rules of restJson1: exact member names, exact types, absent members instead of null.</summary>
internal static class WireJson
{
    /// <summary>Creates the options of one JSON context.</summary>
    public static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        return options;
    }

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;

        // Filters that are nested too deeply must still parse, so that the error can name the limit of filters.
        options.MaxDepth = 512;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TimestampConverter());
    }
}

[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(UserUnion))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ProtocolJson : JsonSerializerContext
{
    public static ProtocolJson Wire { get; } = new(WireJson.CreateOptions());
}
