using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Security;

/// <summary>The parts of a Signature Version 4, as a request states them (behaviour.md 1.3).</summary>
/// <param name="AccessKeyId">The access key id of the credential scope.</param>
/// <param name="Date">The date of the credential scope, <c>yyyyMMdd</c>.</param>
/// <param name="Region">The Region of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="SignedHeaders">The names of the signed headers, in lower case.</param>
/// <param name="Signature">The signature as hexadecimal digits.</param>
/// <param name="Timestamp">The time of the signature, <c>yyyyMMddTHHmmssZ</c>, or null.</param>
/// <param name="SessionToken">The session token, or null.</param>
/// <param name="Expires">How many seconds a signature in the query string is valid. Null for a signature in the header.</param>
internal sealed partial record RequestSignature(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    string? Timestamp,
    string? SessionToken,
    string? Expires)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Returns the signature of a request, or null if the request is not signed.</summary>
    /// <exception cref="IncompleteSignatureException">The credential scope cannot be read.</exception>
    public static RequestSignature? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return Read(
                Part(authorization, "Credential"),
                Part(authorization, "SignedHeaders"),
                Part(authorization, "Signature"),
                Header(request, "X-Amz-Date"),
                Header(request, "X-Amz-Security-Token"),
                expires: null);
        }

        var query = new QueryParameters(request);
        return query.Text("X-Amz-Algorithm") != Algorithm
            ? null
            : Read(
                query.Text("X-Amz-Credential"),
                query.Text("X-Amz-SignedHeaders"),
                query.Text("X-Amz-Signature"),
                query.Text("X-Amz-Date"),
                query.Text("X-Amz-Security-Token"),
                query.Text("X-Amz-Expires") ?? "");
    }

    private static RequestSignature Read(
        string? credential, string? signedHeaders, string? signature, string? timestamp, string? token, string? expires)
    {
        var scope = CredentialScope().Match(credential ?? "");
        return scope.Success
            ? new(
                scope.Groups["id"].Value,
                scope.Groups["date"].Value,
                scope.Groups["region"].Value,
                scope.Groups["service"].Value,
                (signedHeaders ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries),
                signature ?? "",
                timestamp,
                token,
                expires)
            : throw new IncompleteSignatureException(
                $"The signature must contain Credential=ACCESS_KEY_ID/DATE/REGION/cases/aws4_request.");
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    private static string? Part(string authorization, string name) => authorization[Algorithm.Length..]
        .Split(',', StringSplitOptions.TrimEntries)
        .Where(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(part => part[(name.Length + 1)..])
        .FirstOrDefault();

    [GeneratedRegex(
        @"\A(?<id>[^/,\s]{1,128})/(?<date>[0-9]{8})/(?<region>[a-z0-9-]{1,64})/(?<service>[a-z0-9-]{1,64})/aws4_request\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex CredentialScope();
}
