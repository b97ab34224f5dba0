using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates the headers of requests, and headers with defects.</summary>
internal sealed class HeaderMutations(RandomValues values, OddValues odd)
{
    private static readonly string[] Names =
    [
        "Authorization", "Content-Type", "Content-Encoding", "Content-Language", "Accept", "Accept-Encoding", "Origin", "Cookie", "Range",
        "If-Match", "If-None-Match", "Access-Control-Request-Method", "X-HTTP-Method-Override", "X-Amz-Date", "X-Amz-Target",
        "X-Amz-Security-Token", "amz-sdk-invocation-id", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Referer", "User-Agent",
    ];

    private static readonly string[] ContentTypes =
    [
        "text/plain", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "/", ";",
        "application/x-amz-json-1.1", "application/cbor",
    ];

    private static readonly string[] Credentials =
    [
        "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e", "Basic dXNlcjpwYXNz", "Bearer x",
        "AWS4-HMAC-SHA256 Credential=x/20261102/eu-west-1/cases/aws4_request", "AWS4-HMAC-SHA256 Credential=x/20261102//cases/aws4_request",
        "AWS4-HMAC-SHA256 Credential=000000000000/20261102/cn-north-1/cases/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=x/99999999/a-region-with-a-name-that-is-longer-than-any-region-of-aws-could-ever-be/cases/aws4_request",
    ];

    public static IReadOnlyList<(string Name, string Value)> Usual(string account) =>
    [
        ("Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20261102/us-east-1/cases/aws4_request, SignedHeaders=host, Signature=0"),
        ("Content-Type", "application/json"),
    ];

    /// <summary>Returns the headers with one other header. The header replaces any header of the same name.</summary>
    public IReadOnlyList<(string Name, string Value)> Mutated(IReadOnlyList<(string Name, string Value)> headers)
    {
        var name = values.Pick(Names);
        return [.. headers.Where(header => header.Name != name), (name, Value(name))];
    }

    private string Value(string name) => name switch
    {
        "Authorization" when values.Chance(80) => values.Pick(Credentials),
        "Content-Type" when values.Chance(70) => values.Pick(ContentTypes),
        "Content-Encoding" when values.Chance(70) => values.Pick(["gzip", "br", "identity", "deflate", "gzip, br"]),
        "Origin" when values.Chance(70) => values.Pick(["https://example.com", "null", "http://localhost:3000", "file://"]),
        "Access-Control-Request-Method" when values.Chance(70) => values.Pick(["PUT", "DELETE", "PATCH", "*"]),
        _ => odd.Header(),
    };
}
