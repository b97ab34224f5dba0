using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ConnectCases.Protocol;

/// <summary>
/// Issues and reads the opaque tokens of one listing: of one operation on one owner with one filter. A token names the
/// row after which the next page continues and carries a digest over everything it is bound to, so that a token of
/// another listing, or a changed one, is refused.
/// </summary>
internal sealed class PageTokens(string operation, string owner, string filter = "")
{
    private const int DigestLength = 16;

    public string Issue(long after)
    {
        Span<byte> token = stackalloc byte[sizeof(long) + DigestLength];
        BinaryPrimitives.WriteInt64BigEndian(token, after);
        Digest(after).CopyTo(token[sizeof(long)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The row to continue after; null, from the start, for an absent or an empty token.</summary>
    public long? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long) + DigestLength];
        if (token.Length == Base64Url.GetEncodedLength(bytes.Length)
            && Base64Url.IsValid(token)
            && Base64Url.TryDecodeFromChars(token, bytes, out var written)
            && written == bytes.Length)
        {
            var after = BinaryPrimitives.ReadInt64BigEndian(bytes);
            if (Digest(after).SequenceEqual(bytes[sizeof(long)..]))
            {
                return after;
            }
        }

        throw new ValidationException(ConstraintViolations.Describe(
            "nextToken", "Member must be a token that this operation returned for the same resource and the same filter"));
    }

    private ReadOnlySpan<byte> Digest(long after) => SHA256
        .HashData(Encoding.UTF8.GetBytes($"{operation}\n{owner}\n{after}\n{filter}"))
        .AsSpan(0, DigestLength);
}

/// <summary>One page of rows and the token of the next.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken)
{
    /// <summary>Cuts a page out of <paramref name="rows"/>, which must yield one row more than the page holds, if there is one.</summary>
    public static Page<T> Of(IEnumerable<T> rows, int size, PageTokens tokens, Func<T, long> position)
    {
        var items = rows.ToList();
        if (items.Count <= size)
        {
            return new(items, null);
        }

        items.RemoveRange(size, items.Count - size);
        return new(items, tokens.Issue(position(items[^1])));
    }
}
