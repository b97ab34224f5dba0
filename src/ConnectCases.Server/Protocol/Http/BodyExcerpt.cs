using System.Text;

namespace ConnectCases.Protocol.Http;

/// <summary>The beginning of a body, for the request journal.</summary>
/// <param name="Start">The first bytes, at most <see cref="MaxLength"/>.</param>
/// <param name="Length">The length of the whole body in bytes.</param>
internal readonly record struct BodyExcerpt(byte[]? Start, int Length)
{
    /// <summary>The number of bytes that are kept.</summary>
    public const int MaxLength = 16 * 1024;

    public bool IsComplete => Start is null || Start.Length == Length;

    /// <summary>Determines whether the kept bytes contain a text.</summary>
    public bool Contains(string text) => Start is { } start && start.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Copies the beginning of a body.</summary>
    public static BodyExcerpt Of(ReadOnlySpan<byte> body) =>
        new(body.IsEmpty ? null : body[..Math.Min(body.Length, MaxLength)].ToArray(), body.Length);

    /// <summary>Keeps a body that nothing else changes.</summary>
    public static BodyExcerpt Of(byte[] body) => body.Length <= MaxLength ? new(body, body.Length) : Of(body.AsSpan());
}
