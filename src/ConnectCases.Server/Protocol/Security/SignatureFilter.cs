using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Security;

/// <summary>
/// Accepts only requests with a valid signature, if the option <see cref="EmulatorOptions.Signatures"/> requires signatures. Controls
/// need no signature from the same machine. Health checks never need a signature.
/// </summary>
internal sealed class SignatureFilter(
    RequestDelegate next, CallerCredentials credentials, TimeProvider clock, IOptions<EmulatorOptions> options)
{
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly bool required = options.Value.Signatures == SignatureMode.Require;

    public async Task InvokeAsync(HttpContext context)
    {
        if (required && !IsExempt(context))
        {
            await VerifyAsync(context.Request);
        }

        await next(context);
    }

    private static bool IsExempt(HttpContext context)
    {
        var path = context.Request.Path;
        return path.StartsWithSegments($"{EmulatorPaths.Controls}/health")
            || (EmulatorPaths.IsControl(path) && Loopback.IsSource(context.Connection));
    }

    private async Task VerifyAsync(HttpRequest request)
    {
        var signature = RequestSignature.Of(request) ?? throw new MissingAuthenticationTokenException(
            $"Missing Authentication Token. The emulator requires signed requests (--signatures require).");
        CheckParts(signature);
        var credential = credentials.Find(signature.AccessKeyId) ?? throw new UnrecognizedClientException(
            $"The security token included in the request is invalid. The access key id '{signature.AccessKeyId}' is not one of the configured Credentials.");
        if (!IsEqual(credential.SessionToken ?? "", signature.SessionToken ?? ""))
        {
            throw new UnrecognizedClientException(
                $"The security token included in the request is invalid. The session token is not the configured one.");
        }

        CheckScope(signature);
        CheckTime(signature);
        CheckSignedHeaders(request, signature);

        var payloadHash = await HashPayloadAsync(request);
        if (!IsEqual(CanonicalRequest.Sign(request, signature, payloadHash, credential.SecretAccessKey), signature.Signature))
        {
            throw new InvalidSignatureException(
                $"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
                + $"signing method. Consult the service documentation for details.");
        }

        if (request.Headers.TryGetValue("x-amz-content-sha256", out var stated) && stated != payloadHash)
        {
            throw new InvalidSignatureException(
                $"The header x-amz-content-sha256 is not the SHA-256 hash of the request body.");
        }
    }

    private static void CheckParts(RequestSignature signature)
    {
        if (signature.SignedHeaders.Count == 0 || signature.Signature.Length == 0 || signature.Timestamp is null)
        {
            throw new IncompleteSignatureException($"The signature must have SignedHeaders, Signature and X-Amz-Date.");
        }
    }

    private static void CheckScope(RequestSignature signature)
    {
        if (signature.Service is not ("cases" or "connectcases"))
        {
            throw new InvalidSignatureException(
                $"Credential should be scoped to correct service: 'cases'. It is scoped to '{signature.Service}'.");
        }

        if (signature.Timestamp?.StartsWith(signature.Date, StringComparison.Ordinal) != true)
        {
            throw new InvalidSignatureException(
                $"Date in Credential scope does not match YYYYMMDD from X-Amz-Date: '{signature.Date}' != '{signature.Timestamp}'.");
        }
    }

    private void CheckTime(RequestSignature signature)
    {
        if (!DateTimeOffset.TryParseExact(
            signature.Timestamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw new IncompleteSignatureException(
                $"X-Amz-Date must have the form 20261102T093000Z, it is '{signature.Timestamp}'.");
        }

        var now = clock.GetUtcNow();
        if (signed > now + Skew)
        {
            throw new InvalidSignatureException(
                $"Signature not yet current: {Text(signed)} is still later than {Text(now + Skew)} ({Text(now)} + 5 min.)");
        }

        if (signature.Expires is null && signed < now - Skew)
        {
            throw new InvalidSignatureException(
                $"Signature expired: {Text(signed)} is now earlier than {Text(now - Skew)} ({Text(now)} - 5 min.)");
        }

        if (signature.Expires is { } expires && signed + Lifetime(expires) < now)
        {
            throw new InvalidSignatureException(
                $"Signature expired: {Text(now)} is later than {Text(signed + Lifetime(expires))} (X-Amz-Date + X-Amz-Expires).");
        }
    }

    private static TimeSpan Lifetime(string expires) =>
        int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 604_800
            ? TimeSpan.FromSeconds(seconds)
            : throw new IncompleteSignatureException($"X-Amz-Expires must be a number of seconds between 1 and 604800.");

    private static void CheckSignedHeaders(HttpRequest request, RequestSignature signature)
    {
        if (!signature.SignedHeaders.Contains("host"))
        {
            throw new InvalidSignatureException($"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        if (request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !signature.SignedHeaders.Contains(name)) is { } unsigned)
        {
            throw new InvalidSignatureException($"The header '{unsigned}' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    private static async Task<string> HashPayloadAsync(HttpRequest request)
    {
        // Keeps the body in memory. The limit of the operation limits its size.
        request.EnableBuffering(bufferThreshold: int.MaxValue);
        var hash = await SHA256.HashDataAsync(request.Body, request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    private static bool IsEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Text(DateTimeOffset time) => time.ToString(TimestampFormat, CultureInfo.InvariantCulture);
}
