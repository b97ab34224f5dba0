namespace ConnectCases.Fields;

/// <summary>Cutting texts to a length.</summary>
internal static class TextLimits
{
    /// <summary>At most <paramref name="length"/> UTF-16 code units; the cut never falls into a surrogate pair.</summary>
    public static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
