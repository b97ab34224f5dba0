using System.Runtime.CompilerServices;
using System.Text;

namespace ConnectCases.Protocol.Errors;

/// <summary>
/// The message of an error. Each value in the message is cut at <see cref="Excerpt.MaxLength"/> characters, because a request can
/// contain values of many megabytes.
/// </summary>
[InterpolatedStringHandler]
internal sealed class ErrorText(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

    /// <summary>Uses a complete message, whose values are already cut or do not come from the request.</summary>
    public static ErrorText Whole(string message)
    {
        var text = new ErrorText(message.Length, 0);
        text.AppendLiteral(message);
        return text;
    }

    public void AppendLiteral(string part) => text.Append(part);

    public void AppendFormatted(string? value) => text.Append(Excerpt.Of(value));

    /// <summary>Appends the values of a list, separated by commas.</summary>
    public void AppendFormatted(IEnumerable<string> values) => text.AppendJoin(", ", values.Select(Excerpt.Of));

    /// <summary>Appends a part of a message, whose values are already cut.</summary>
    public void AppendFormatted(ErrorText part) => text.Append(part.text);

    public void AppendFormatted(object? value) => text.Append(Excerpt.Of(value?.ToString()));

    public override string ToString() => text.ToString();
}
