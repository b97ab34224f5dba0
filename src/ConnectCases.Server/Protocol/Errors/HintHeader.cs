using System.Globalization;
using System.Text;

namespace ConnectCases.Protocol.Errors;

/// <summary>Writes a hint as the value of a header. Headers contain only printable ASCII characters.</summary>
internal static class HintHeader
{
    private const int MaxLength = 2_000;

    /// <summary>Returns the hint. Other characters become escapes as in JSON: <c>\u00fc</c>. A long hint is cut.</summary>
    public static string ValueOf(string hint)
    {
        var text = hint.Length > MaxLength ? hint[..MaxLength] : hint;
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\u2026' => escaped.Append("..."),
                >= ' ' and <= '~' => escaped.Append(character),
                _ when char.IsControl(character) => escaped.Append(' '),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }

        return escaped.ToString();
    }
}
