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
            $"Missing Authentication Token. The emulator requires signed requests (--signatures require).",
            hint: $"Send the request with an AWS SDK or the AWS CLI, or start the server without --signatures require.");
        CheckParts(signature);
        var credential = credentials.Find(signature.AccessKeyId) ?? throw new UnrecognizedClientException(
            $"The security token included in the request is invalid. The access key id '{signature.AccessKeyId}' is not one of the configured Credentials.",
            hint: $"Use one of the access keys in the setting Credentials. Without this setting, both parts of the access key are 'test'.");
        if (!IsEqual(credential.SessionToken ?? "", signature.SessionToken ?? ""))
        {
            throw new UnrecognizedClientException(
                $"The security token included in the request is invalid. The session token is not the configured one.",
                hint: credential.SessionToken is null
                    ? (ErrorText)$"Unset AWS_SESSION_TOKEN: the credential '{signature.AccessKeyId}' has no session token."
                    : $"Set AWS_SESSION_TOKEN to the SessionToken of the credential '{signature.AccessKeyId}'.");
        }

        CheckScope(signature);
        CheckTime(signature);
        CheckSignedHeaders(request, signature);

        var payloadHash = await HashPayloadAsync(request);
        if (!IsEqual(CanonicalRequest.Sign(request, signature, payloadHash, credential.SecretAccessKey), signature.Signature))
        {
            throw new InvalidSignatureException(
                $"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
                + $"signing method. Consult the service documentation for details.",
                hint: $"Compare AWS_SECRET_ACCESS_KEY with the SecretAccessKey of the credential '{signature.AccessKeyId}'. A proxy that changes the request also breaks its signature.");
        }

        if (request.Headers.TryGetValue("x-amz-content-sha256", out var stated) && stated != payloadHash)
        {
            throw new InvalidSignatureException(
                $"The header x-amz-content-sha256 is not the SHA-256 hash of the request body.",
                hint: $"The body was probably changed after it was signed.");
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
                $"Credential should be scoped to correct service: 'cases'. It is scoped to '{signature.Service}'.",
                hint: $"Sign with the service name 'cases'. The client of another service was pointed at this endpoint.");
        }

        if (signature.Timestamp?.StartsWith(signature.Date, StringComparison.Ordinal) != true)
        {
            throw new InvalidSignatureException(
                $"Date in Credential scope does not match YYYYMMDD from X-Amz-Date: '{signature.Date}' != '{signature.Timestamp}'.",
                hint: $"Use the same UTC date in the credential scope and in X-Amz-Date.");
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
                $"Signature not yet current: {Text(signed)} is still later than {Text(now + Skew)} ({Text(now)} + 5 min.)",
                hint: $"Correct the clock of the client. Signatures use real time, not the clock of /_emulator/clock.");
        }

        if (signature.Expires is null && signed < now - Skew)
        {
            throw new InvalidSignatureException(
                $"Signature expired: {Text(signed)} is now earlier than {Text(now - Skew)} ({Text(now)} - 5 min.)",
                hint: $"Correct the clock of the client. Signatures use real time, not the clock of /_emulator/clock.");
        }

        if (signature.Expires is { } expires && signed + Lifetime(expires) < now)
        {
            throw new InvalidSignatureException(
                $"Signature expired: {Text(now)} is later than {Text(signed + Lifetime(expires))} (X-Amz-Date + X-Amz-Expires).",
                hint: $"Create a new presigned URL, or a longer X-Amz-Expires.");
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
            throw new InvalidSignatureException(
                $"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
                hint: $"Add host to SignedHeaders.");
        }

        if (request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !signature.SignedHeaders.Contains(name)) is { } unsigned)
        {
            throw new InvalidSignatureException(
                $"The header '{unsigned}' must be a 'SignedHeader' in the AWS Authorization.",
                hint: $"Sign all headers that begin with x-amz-, or add the header '{unsigned}' before the request is signed.");
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
