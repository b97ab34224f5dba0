using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ConnectCases.Protocol.Json;

/// <summary>
/// A <typeparamref name="T"/> in its stored JSON form. A response contains the JSON unchanged. Only <see cref="Read"/> parses the
/// JSON.
/// </summary>
[JsonConverter(typeof(StoredJsonConverterFactory))]
internal sealed record StoredJson<T>(string Json)
{
    public T Read(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Json, type)!;
}

/// <summary>Creates stored JSON.</summary>
internal static class StoredJson
{
    public static StoredJson<T> From<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(value, type));

    /// <summary>Like <see cref="From"/>, but maps null to null.</summary>
    public static StoredJson<T>? FromOptional<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : From(value, type);
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
