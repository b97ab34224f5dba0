using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Protocol.Json;

/// <summary>A value of a request that does not have the type of its member.</summary>
/// <param name="Expected">The JSON type that the member has.</param>
/// <param name="Found">The JSON type of the value, or the number if the type is right but the number is not.</param>
/// <param name="Hint">Says how to send the value.</param>
internal sealed partial record JsonMismatch(string Expected, string Found, string Hint)
{
    private const string String = "a string";
    private const string Number = "a number";
    private const string Integer = "an integer";
    private const string Boolean = "a boolean";
    private const string List = "an array";
    private const string Object = "an object";

    // The durations of controls are texts with a unit.
    private static readonly string[] DurationMembers = ["by", "offset", "ttl", "retryAfter", "latency", "min", "max"];

    /// <summary>
    /// Describes the mismatch. Returns null for a text that is not valid Unicode.
    /// </summary>
    /// <param name="body">The body of the request, without a byte order mark.</param>
    /// <param name="failure">The exception of System.Text.Json, with the path and the position of the value.</param>
    /// <param name="request">The type of the request.</param>
    public static JsonMismatch? Describe(ReadOnlySpan<byte> body, JsonException failure, JsonTypeInfo request)
    {
        var type = Step().Matches(failure.Path!).Aggregate((JsonTypeInfo?)request, Next)?.Type ?? typeof(string);
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        var json = request.Options.GetTypeInfo(type);
        var expected = DescribeType(json, scalar);
        var (token, text) = Read(body, failure, request.Options.MaxDepth);
        var found = DescribeToken(token);
        return (expected, found) switch
        {
            (String, String) => null,
            (Integer, Number) when text.TrimStart('-').All(char.IsAsciiDigit) =>
                new($"an integer from {Range(scalar)}", Excerpt.Of(text), "Send a smaller number."),
            (Integer or Number, Number) => new(expected, Excerpt.Of(text), "Send a finite number, and an integer where the API expects one."),
            _ => new(expected, found, SuggestFor(json, expected, found, text, LastMember(failure.Path!))),
        };
    }

    /// <summary>The mismatch as a sentence: <c>expected a number, found a string</c>.</summary>
    public string Text => $"expected {Expected}, found {Found}";

    private static string SuggestFor(JsonTypeInfo type, string expected, string found, string text, string member) => (expected, found) switch
    {
        (Number or Integer, String) when text.Length == 0 => "An empty text is not a number. Leave the member out, or clear a field with emptyValue.",
        (Number or Integer, String) when double.TryParse(text, CultureInfo.InvariantCulture, out _) =>
            $"The value is a number, sent as text: send {Excerpt.Of(text)} without quotes.",
        (Number or Integer, _) => "Send a number without quotes.",
        (Boolean, String) => "Send true or false without quotes.",
        (String, Number) when DurationMembers.Contains(member) => $"Send a duration: \"{Excerpt.Of(text)}s\" for seconds, or \"{Excerpt.Of(text)}ms\" for milliseconds.",
        (String, Number or Boolean) => $"Send the value in quotes: \"{Excerpt.Of(text)}\".",
        (List, _) => "Put the value into an array: [ … ].",
        (Object, _) when type.Kind == JsonTypeInfoKind.Object && MembersOf(type).Length > 0 => $"Send an object with {MembersOf(type)}: {{ \"{type.Properties.First(MemberNames.IsReadable).Name}\": … }}.",
        _ => $"Send {expected}.",
    };

    private static string LastMember(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static string MembersOf(JsonTypeInfo type) =>
        Excerpt.List(type.Properties.Where(MemberNames.IsReadable).Select(property => property.Name));

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
        JsonTypeInfoKind.Enumerable => List,
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => Object,
        _ when scalar == typeof(double) => Number,
        _ when scalar == typeof(int) || scalar == typeof(long) => Integer,
        _ when scalar == typeof(bool) => Boolean,
        _ => String,
    };

    private static string DescribeToken(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => List,
        JsonTokenType.StartObject => Object,
        JsonTokenType.Number => Number,
        JsonTokenType.True or JsonTokenType.False => Boolean,
        JsonTokenType.Null => "null",
        _ => String,
    };

    // The name of an entry of a map can have any characters, also none.
    [GeneratedRegex(@"\[(?<index>[0-9]+)\]|\['(?<name>.*?)'\]|\.(?<name>[^.\[]*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Step();
}
