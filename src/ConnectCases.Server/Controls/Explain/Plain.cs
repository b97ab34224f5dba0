using System.Globalization;
using System.Text.Json;
using ConnectCases.Api.Fields;
using ConnectCases.Protocol.Errors;

namespace ConnectCases.Controls.Explain;

/// <summary>Writes values of fields as plain JSON values and as parts of sentences.</summary>
internal static class Plain
{
    /// <summary>Returns the value as a JSON string, number or boolean, or null for no value.</summary>
    public static JsonElement? Json(FieldValueUnion? value) => value switch
    {
        { DoubleValue: { } number } => JsonSerializer.SerializeToElement(number, ControlJson.Default.Double),
        { BooleanValue: { } truth } => JsonSerializer.SerializeToElement(truth, ControlJson.Default.Boolean),
        null => null,
        _ => Json(value.StringValue ?? value.UserArnValue),
    };

    public static JsonElement? Json(string? text) =>
        text is null ? null : JsonSerializer.SerializeToElement(text, ControlJson.Default.String);

    public static JsonElement Json(IReadOnlyList<string> texts) =>
        JsonSerializer.SerializeToElement(texts, ControlJson.Default.IReadOnlyListString);

    /// <summary>Returns the value for a sentence. Texts are quoted, and long texts are cut.</summary>
    public static string Text(FieldValueUnion value) => value switch
    {
        { DoubleValue: { } number } => number.ToString(CultureInfo.InvariantCulture),
        { BooleanValue: { } truth } => truth ? "true" : "false",
        _ => Quoted(value.StringValue ?? value.UserArnValue),
    };

    public static string Quoted(string? text) => $"'{Excerpt.Of(text)}'";

    public static string Join(IEnumerable<string> names) => Excerpt.List(names.Select(Quoted));
}
