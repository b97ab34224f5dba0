using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Protocol.Json;

/// <summary>
/// Maps the values of an enumeration to their names in requests and responses. Names are case-sensitive. Numbers are rejected.
/// </summary>
internal static class WireEnum<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> NameByValue = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => WireName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> ValueByName = NameByValue
        .ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static IEnumerable<string> Names { get; } = [.. Enum.GetValues<TEnum>().Select(NameOf)];

    public static string Constraint => $"Member must satisfy enum value set: [{string.Join(", ", Names)}]";

    public static string NameOf(TEnum value) => NameByValue[value];

    public static TEnum? Find(string name) => ValueByName.TryGetValue(name, out var value) ? value : null;

    private static string WireName(string name) =>
        typeof(TEnum).GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name;
}

/// <summary>Reads and writes an enumeration by its wire names.</summary>
internal sealed class WireEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        return WireEnum<TEnum>.Find(reader.GetString()!)
            ?? throw new UnknownEnumValueException(WireEnum<TEnum>.Constraint, reader.GetString()!, [.. WireEnum<TEnum>.Names]);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireEnum<TEnum>.NameOf(value));
}

/// <summary>
/// Thrown for a string that is not a name of the enumeration. The JSON type is right, so the error is a ValidationException.
/// </summary>
internal sealed class UnknownEnumValueException(string constraint, string value, IReadOnlyList<string> names) : JsonException
{
    public string Value => value;

    public IReadOnlyList<string> Names => names;

    public string Constraint => constraint;

    public string Member => MemberPath.FromJsonPath(Path ?? "$");
}
