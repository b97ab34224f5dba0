using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Json;

/// <summary>Compares a value of a request with the type that its member has.</summary>
internal static partial class JsonMismatch
{
    private const string Text = "a string";
    private const string Number = "a number";
    private const string Integer = "an integer";

    /// <summary>
    /// Describes the mismatch: <c>expected a number, found a string</c>. Returns null for a text that is not valid Unicode.
    /// </summary>
    /// <param name="body">The body of the request, without a byte order mark.</param>
    /// <param name="failure">The exception of System.Text.Json, with the path and the position of the value.</param>
    /// <param name="request">The type of the request.</param>
    public static string? Describe(ReadOnlySpan<byte> body, JsonException failure, JsonTypeInfo request)
    {
        var type = Step().Matches(failure.Path!).Aggregate((JsonTypeInfo?)request, Next)?.Type ?? typeof(string);
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        var expected = DescribeType(request.Options.GetTypeInfo(type), scalar);
        var (token, text) = Read(body, failure, request.Options.MaxDepth);
        var found = DescribeToken(token);
        return (expected, found) switch
        {
            (Text, Text) => null,
            (Integer, Number) when text.TrimStart('-').All(char.IsAsciiDigit) =>
                $"expected an integer from {Range(scalar)}, found {Excerpt.Of(text)}",
            (Integer or Number, Number) => $"expected {expected}, found {Excerpt.Of(text)}",
            _ => $"expected {expected}, found {found}",
        };
    }

    private static string Range(Type integer) => integer == typeof(int)
        ? $"{int.MinValue} to {int.MaxValue}"
        : $"{long.MinValue} to {long.MaxValue}";

    /// <summary>Returns the type of a member or of an entry.</summary>
    private static JsonTypeInfo? Next(JsonTypeInfo? type, Match step) => type switch
    {
        { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary, ElementType: { } entry } => type.Options.GetTypeInfo(entry),
        { Kind: JsonTypeInfoKind.Object } => type.Properties.FirstOrDefault(member => member.Name == step.Groups["name"].Value) is { } member
            ? type.Options.GetTypeInfo(member.PropertyType)
            : null,
        _ => null,
    };

    /// <summary>Returns the token that ends at the position of the failure.</summary>
    private static (JsonTokenType Token, string Text) Read(ReadOnlySpan<byte> body, JsonException failure, int maxDepth)
    {
        var end = OffsetOf(body, failure.LineNumber ?? 0) + (failure.BytePositionInLine ?? 0);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.BytesConsumed < end && reader.Read())
        {
        }

        return (reader.TokenType, Encoding.UTF8.GetString(reader.ValueSpan));
    }

    private static int OffsetOf(ReadOnlySpan<byte> body, long line)
    {
        var offset = 0;
        for (; line > 0; line--)
        {
            offset += body[offset..].IndexOf((byte)'\n') + 1;
        }

        return offset;
    }

    private static string DescribeType(JsonTypeInfo type, Type scalar) => type.Kind switch
    {
        JsonTypeInfoKind.Enumerable => "an array",
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        _ when scalar == typeof(double) => Number,
        _ when scalar == typeof(int) || scalar == typeof(long) => Integer,
        _ when scalar == typeof(bool) => "a boolean",
        _ => Text,
    };

    private static string DescribeToken(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => Number,
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => Text,
    };

    // The name of an entry of a map can have any characters, also none.
    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|\['(?<name>.*?)'\]|\.(?<name>[^.\[]*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Step();
}
