using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConnectCases.Protocol;

/// <summary>A <typeparamref name="T"/> as the JSON it was stored as: written to the wire as it is, parsed only when asked.</summary>
[JsonConverter(typeof(StoredJsonConverterFactory))]
internal sealed record StoredJson<T>(string Json)
{
    public static StoredJson<T> From(T value) => new(JsonSerializer.Serialize(value, WireJson.TypeInfo<T>()));

    public T Read() => JsonSerializer.Deserialize(Json, WireJson.TypeInfo<T>())!;
}

internal sealed class StoredJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(StoredJson<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(StoredJsonConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}

internal sealed class StoredJsonConverter<T> : JsonConverter<StoredJson<T>>
{
    public override StoredJson<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, StoredJson<T> value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
