using System.Security.Cryptography;
using System.Text;
using ConnectCases.Protocol.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ConnectCases.Protocol.Security;

/// <summary>
/// The canonical request of Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
internal static class CanonicalRequest
{
    private const string SignatureParameter = "X-Amz-Signature";

    /// <summary>Returns the signature that the owner of the secret access key would create for a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signature">The parts of the signature that the request states.</param>
    /// <param name="payloadHash">The SHA-256 hash of the body as lower-case hexadecimal digits.</param>
    /// <param name="secret">The secret access key.</param>
    public static string Sign(HttpRequest request, RequestSignature signature, string payloadHash, string secret)
    {
        var canonical = Create(request, signature, payloadHash);
        var text = $"{RequestSignature.Algorithm}\n{signature.Timestamp}\n{signature.Scope}\n{Hash(canonical)}";
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in signature.Scope.Split('/').Append(text))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(key);
    }

    private static string Create(HttpRequest request, RequestSignature signature, string payloadHash)
    {
        var signedHeaders = signature.SignedHeaders;
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var headers = signedHeaders.Select(name => $"{name}:{HeaderValue(request, name)}\n");
        return string.Join(
            '\n',
            request.Method,
            Path(target[0]),
            target.Length == 1 ? "" : Query(target[1], withoutSignature: signature.Expires is not null),
            string.Concat(headers),
            string.Join(';', signedHeaders),
            payloadHash);
    }

    // The client has already encoded the path. Services other than S3 encode the path a second time, after they removed dot segments
    // and empty segments.
    private static string Path(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == ".." && kept.Count > 0)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (segment is not ("" or "." or ".."))
            {
                kept.Add(segment);
            }
        }

        var isDirectory = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return $"/{string.Join('/', kept.Select(Uri.EscapeDataString))}{(isDirectory && kept.Count > 0 ? "/" : "")}";
    }

    private static string Query(string query, bool withoutSignature) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('=', 2))
        .Select(pair => (Name: Encoded(pair[0]), Value: pair.Length == 1 ? "" : Encoded(pair[1])))
        .Where(pair => !withoutSignature || pair.Name != SignatureParameter)
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    // The protocol layer replaces the content type of every request, but the client signed its own.
    private static string HeaderValue(HttpRequest request, string name)
    {
        var values = name == "content-type"
            ? new StringValues(RequestContext.Of(request.HttpContext).ContentType ?? "")
            : request.Headers[name];
        return string.Join(',', values.Select(
            value => string.Join(' ', value!.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
