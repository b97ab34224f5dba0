using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Protocol.Paging;

/// <summary>
/// Issues and reads the opaque tokens of one listing: of one operation on one owner with one filter. A token names the
/// row after which the next page continues and carries a digest over everything it is bound to, so that a token of
/// another listing, or a changed one, is refused.
/// </summary>
internal sealed class PageTokens(string operation, string owner, string filter = "")
{
    private const int DigestLength = 16;

    public string Issue(string position) =>
        Base64Url.EncodeToString([.. Digest(position), .. Encoding.UTF8.GetBytes(position)]);

    /// <summary>The position to continue after; null, from the start, for an absent or an empty token.</summary>
    /// <exception cref="ValidationException">The token was not issued for this listing.</exception>
    public string? ReadPosition(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        // A changed last character can still decode to the same bytes.
        if (Base64Url.IsValid(token)
            && Base64Url.DecodeFromChars(token) is { Length: > DigestLength } bytes
            && Base64Url.EncodeToString(bytes) == token)
        {
            var position = Encoding.UTF8.GetString(bytes.AsSpan(DigestLength));
            if (Digest(position).SequenceEqual(bytes.AsSpan(0, DigestLength)))
            {
                return position;
            }
        }

        throw Refused();
    }

    /// <summary>As <see cref="ReadPosition"/>, where a position is the key of a row.</summary>
    public long? Read(string? token) =>
        ReadPosition(token) switch
        {
            null => null,
            var position when long.TryParse(position, CultureInfo.InvariantCulture, out var key) => key,
            _ => throw Refused(),
        };

    private static ValidationException Refused() => new(ConstraintViolations.Describe(
        "nextToken", "Member must be a token that this operation returned for the same resource and the same filter"));

    private ReadOnlySpan<byte> Digest(string position) => SHA256
        .HashData(Encoding.UTF8.GetBytes($"{operation}\n{owner}\n{position}\n{filter}"))
        .AsSpan(0, DigestLength);
}
