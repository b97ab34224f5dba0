using System.Text;
using System.Text.Json.Nodes;

namespace ConnectCases.Benchmarks.Load;

/// <summary>
/// Requests as an AWS SDK sends them. The emulator parses the Authorization header but does not verify the signature.
/// </summary>
internal static class RequestBytes
{
    public const string Account = "123456789012";

    /// <summary>The readiness probe of the emulator and of the floors.</summary>
    public const string ReadyPath = "/_emulator/health/ready";

    private const string Signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    public static byte[] Ready { get; } = Get(ReadyPath);

    public static byte[] Get(string path) => Of("GET", path, "");

    public static byte[] Post(string path, JsonNode body) => Of("POST", path, body.ToJsonString());

    public static byte[] Put(string path, JsonNode body) => Of("PUT", path, body.ToJsonString());

    private static byte[] Of(string method, string path, string body) => Encoding.UTF8.GetBytes(
        $"""
        {method} {path} HTTP/1.1
        Host: 127.0.0.1
        User-Agent: aws-sdk-js/3.940.0 ua/2.1 os/linux lang/js md/nodejs#22 api/connectcases#3.940.0
        X-Amz-Date: 20261125T120000Z
        Authorization: AWS4-HMAC-SHA256 Credential={Account}/20261125/us-east-1/cases/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature={Signature}
        Content-Type: application/json
        Content-Length: {Encoding.UTF8.GetByteCount(body)}


        """.ReplaceLineEndings("\r\n") + body);
}
