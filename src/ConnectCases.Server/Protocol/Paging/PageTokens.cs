using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Protocol.Paging;

/// <summary>
/// Issues and reads the opaque tokens of one listing: one operation on one owner with one filter. A token contains the position
/// of the last row of a page. A token also contains a digest of the listing and the position. The digest lets the server reject
/// a changed token and a token of another listing.
/// </summary>
internal sealed class PageTokens(string operation, string owner, string filter = "")
{
    private const int DigestLength = 16;

    public string Issue(string position) =>
        Base64Url.EncodeToString([.. Digest(position), .. Encoding.UTF8.GetBytes(position)]);

    /// <summary>
    /// Returns the position to continue after. Returns null for an absent or empty token, which requests the first page.
    /// </summary>
    /// <exception cref="ValidationException">The token was not issued for this listing.</exception>
    public string? ReadPosition(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        // A token with a changed last character can still decode to the same bytes, so compare the encoded form too.
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

        throw InvalidToken();
    }

    /// <summary>Like <see cref="ReadPosition"/>, for positions that are keys of rows.</summary>
    public long? Read(string? token) =>
        ReadPosition(token) switch
        {
            null => null,
            var position when long.TryParse(position, CultureInfo.InvariantCulture, out var key) => key,
            _ => throw InvalidToken(),
        };

    private ValidationException InvalidToken() => new(
        Refusal.PageToken,
        ConstraintViolations.Describe(
            "nextToken", "Member must be a token that this operation returned for the same resource and the same filter"),
        hint: $"Send the nextToken of the previous {operation} response without changes, and repeat all other members of that request. Leave nextToken out for the first page.")
    {
        Member = "nextToken",
    };

    private ReadOnlySpan<byte> Digest(string position) => SHA256
        .HashData(Encoding.UTF8.GetBytes($"{operation}\n{owner}\n{position}\n{filter}"))
        .AsSpan(0, DigestLength);
}
