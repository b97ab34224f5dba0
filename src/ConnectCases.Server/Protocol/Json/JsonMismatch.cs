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
    private const string Integer = "an integer";

    /// <summary>
    /// Describes the mismatch: <c>expected a number, found a string</c>. Returns null if the types agree, which means that a text is not
    /// valid Unicode.
    /// </summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="path">The path of the value as System.Text.Json writes it, such as <c>$.fields[0].value</c>.</param>
    /// <param name="request">The type of the request.</param>
    public static string? Describe(ReadOnlySequence<byte> body, string path, JsonTypeInfo request)
    {
        var steps = Step().Matches(path);
        var expected = Expected(steps.Aggregate((JsonTypeInfo?)request, Next));
        if (Found(body, steps, request.Options.MaxDepth) is not { } value)
        {
            return $"expected {expected}";
        }

        var found = Describe(value);
        return expected == Integer && value.ValueKind == JsonValueKind.Number ? $"expected {expected}, found {Excerpt.Of(value.GetRawText())}"
            : expected == found ? null
            : $"expected {expected}, found {found}";
    }

    /// <summary>Returns the type of a member or of an entry.</summary>
    private static JsonTypeInfo? Next(JsonTypeInfo? type, Match step) => type switch
    {
        { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary, ElementType: { } entry } => type.Options.GetTypeInfo(entry),
        { Kind: JsonTypeInfoKind.Object } => type.Properties.FirstOrDefault(member => member.Name == step.Groups["name"].Value) is { } member
            ? type.Options.GetTypeInfo(member.PropertyType)
            : null,
        _ => null,
    };

    private static string Expected(JsonTypeInfo? type) => (type?.Kind, Nullable.GetUnderlyingType(type?.Type ?? typeof(string)) ?? type?.Type) switch
    {
        (JsonTypeInfoKind.Enumerable, _) => "an array",
        (JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary, _) => "an object",
        (_, var scalar) when scalar == typeof(double) => "a number",
        (_, var scalar) when scalar == typeof(int) || scalar == typeof(long) => Integer,
        (_, var scalar) when scalar == typeof(bool) => "a boolean",
        _ => "a string",
    };

    /// <summary>Returns the value at the path. Returns null if a later part of the body is not valid JSON.</summary>
    private static JsonElement? Found(ReadOnlySequence<byte> body, MatchCollection steps, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = maxDepth });
            return steps.Aggregate((JsonElement?)document.RootElement, Next)?.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Next(JsonElement? value, Match step) => (value, step.Groups["index"]) switch
    {
        ({ ValueKind: JsonValueKind.Array } array, { Success: true, Value: var index })
            when int.Parse(index, CultureInfo.InvariantCulture) is var at && at < array.GetArrayLength() => array[at],
        ({ ValueKind: JsonValueKind.Object } members, _)
            when members.TryGetProperty(step.Groups["name"].Value, out var member) => member,
        _ => null,
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
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
