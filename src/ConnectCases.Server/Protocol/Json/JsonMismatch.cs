using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Json;

/// <summary>Compares a value of a request with the type that its member has.</summary>
internal static partial class JsonMismatch
{
    /// <summary>
    /// Describes the mismatch: <c>expected a number, found a string</c>. Returns null if the types agree, which means that a text is not
    /// valid Unicode.
    /// </summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="path">The path of the value as System.Text.Json writes it, such as <c>$.fields[0].value</c>.</param>
    /// <param name="request">The type of the request.</param>
    public static string? Describe(ReadOnlySequence<byte> body, string path, JsonTypeInfo request)
    {
        using var document = JsonDocument.Parse(body, new() { MaxDepth = request.Options.MaxDepth });
        var (value, type) = (document.RootElement, request);
        foreach (var step in Step().Matches(path).AsEnumerable())
        {
            if (Next(value, type, step) is not var (nextValue, nextType))
            {
                return null;
            }

            (value, type) = (nextValue, nextType);
        }

        var (expected, found) = (Expected(type), Found(value));
        return expected == "an integer" && value.ValueKind == JsonValueKind.Number
            ? $"expected an integer, found {Excerpt.Of(value.GetRawText())}"
            : expected == found ? null : $"expected {expected}, found {found}";
    }

    private static (JsonElement Value, JsonTypeInfo Type)? Next(JsonElement value, JsonTypeInfo type, Match step)
    {
        var elementType = type.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary ? type.ElementType : null;
        if (step.Groups["index"] is { Success: true, Value: var index })
        {
            return value.ValueKind == JsonValueKind.Array && elementType is not null && int.Parse(index, CultureInfo.InvariantCulture) is var at
                && at < value.GetArrayLength()
                ? (value[at], type.Options.GetTypeInfo(elementType))
                : null;
        }

        var name = step.Groups["name"].Value;
        var memberType = elementType ?? type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
        return value.ValueKind == JsonValueKind.Object && memberType is not null && value.TryGetProperty(name, out var member)
            ? (member, type.Options.GetTypeInfo(memberType))
            : null;
    }

    private static string Expected(JsonTypeInfo type) => (type.Kind, Nullable.GetUnderlyingType(type.Type) ?? type.Type) switch
    {
        (JsonTypeInfoKind.Enumerable, _) => "an array",
        (JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary, _) => "an object",
        (_, var scalar) when scalar == typeof(double) => "a number",
        (_, var scalar) when scalar == typeof(int) => "an integer",
        (_, var scalar) when scalar == typeof(bool) => "a boolean",
        _ => "a string",
    };

    private static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        _ => "a string",
    };

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|\['(?<name>.*?)'\]|\.(?<name>[^.\[]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
