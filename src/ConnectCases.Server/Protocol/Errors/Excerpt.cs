namespace ConnectCases.Protocol.Errors;

/// <summary>Cuts values of requests before they become part of a message or of the log.</summary>
internal static class Excerpt
{
    /// <summary>The number of characters that are kept.</summary>
    public const int MaxLength = 100;

    private const int MaxValues = 10;

    /// <summary>Joins the first ten values of a list.</summary>
    public static string List(IEnumerable<string> values)
    {
        var first = values.Take(MaxValues + 1).Select(Of).ToList();
        return first.Count > MaxValues ? $"{string.Join(", ", first.Take(MaxValues))}, …" : string.Join(", ", first);
    }

    /// <summary>Returns the beginning of a long value, followed by an ellipsis. Returns a short value unchanged.</summary>
    public static string Of(string? value) => value switch
    {
        null => "",
        { Length: <= MaxLength } => value,

        // Does not cut between the two halves of a character.
        _ => string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "…"),
    };
}
