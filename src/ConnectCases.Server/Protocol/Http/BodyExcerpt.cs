namespace ConnectCases.Protocol.Http;

/// <summary>The beginning of a body, for the request journal.</summary>
/// <param name="Start">The first bytes, at most <see cref="MaxLength"/>.</param>
/// <param name="Length">The length of the whole body in bytes.</param>
internal readonly record struct BodyExcerpt(byte[]? Start, int Length)
{
    /// <summary>The number of bytes that are kept.</summary>
    public const int MaxLength = 16 * 1024;

    public bool IsComplete => Start is null || Start.Length == Length;

    public bool HasSameBytes(BodyExcerpt other) => Length == other.Length && Start.AsSpan().SequenceEqual(other.Start);

    /// <summary>Determines whether the kept bytes contain an id.</summary>
    public bool Mentions(ReadOnlySpan<byte> id) => Start is { } start && Mentions(start, id);

    /// <summary>Determines whether a text contains an id that is not a part of a longer id.</summary>
    public static bool Mentions(ReadOnlySpan<byte> text, ReadOnlySpan<byte> id)
    {
        for (var index = text.IndexOf(id); index >= 0;)
        {
            var end = index + id.Length;
            if ((index == 0 || !IsOfId(text[index - 1])) && (end == text.Length || !IsOfId(text[end])))
            {
                return true;
            }

            var next = text[(index + 1)..].IndexOf(id);
            index = next < 0 ? -1 : index + 1 + next;
        }

        return false;
    }

    private static bool IsOfId(byte character) => char.IsAsciiLetterOrDigit((char)character) || character is (byte)'-' or (byte)'_' or >= 0x80;

    /// <summary>Copies the beginning of a body.</summary>
    public static BodyExcerpt Of(ReadOnlySpan<byte> body) =>
        new(body.IsEmpty ? null : body[..Math.Min(body.Length, MaxLength)].ToArray(), body.Length);

    /// <summary>Keeps a body that nothing else changes.</summary>
    public static BodyExcerpt Of(byte[] body) => body.Length <= MaxLength ? new(body, body.Length) : Of(body.AsSpan());
}
