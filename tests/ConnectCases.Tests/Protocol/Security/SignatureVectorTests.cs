using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Tests.Protocol.Security;

/// <summary>
/// The published test suites of Signature Version 4: aws-sig-v4-test-suite, and the suite of awslabs/aws-c-auth with signatures in the
/// query string.
/// </summary>
public sealed class SignatureVectorTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly Dictionary<string, JsonNode> Vectors = Read().ToDictionary(vector => (string)vector["name"]!);

    public static TheoryData<string> Names { get; } = [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_signature_is_the_published_one(string name)
    {
        var vector = Vectors[name];
        var request = RequestOf(vector);
        var signature = RequestSignature.Of(request)!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((string)vector["body"]!)));

        Assert.Equal(signature.Signature, CanonicalRequest.Sign(request, signature, hash, Secret));
    }

    private static HttpRequest RequestOf(JsonNode vector)
    {
        var context = new DefaultHttpContext();
        var target = (string)vector["target"]!;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Request.Method = (string)vector["method"]!;
        context.Request.QueryString = new(target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var start ? target[start..] : "");
        foreach (var header in vector["headers"]!.AsArray())
        {
            context.Request.Headers.Append((string)header![0]!, (string)header[1]!);
        }

        if (vector["authorization"] is { } authorization)
        {
            context.Request.Headers.Authorization = (string)authorization!;
        }

        context.Features.Set(new RequestContext("request") { ContentType = context.Request.ContentType });
        return context.Request;
    }

    private static IEnumerable<JsonNode> Read()
    {
        using var stream = typeof(SignatureVectorTests).Assembly.GetManifestResourceStream("signature-vectors.json")!;
        return [.. JsonNode.Parse(stream)!.AsArray().Select(vector => vector!)];
    }
}
