using System.Text.RegularExpressions;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Identity;

/// <summary>
/// The account and Region of the caller, read from the credential scope of the Authorization header (behaviour.md 1.3).
/// Signatures are parsed, not verified. An unsigned request gets the default account and Region.
/// </summary>
internal sealed partial class Caller(string account, string region)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    public string Account { get; private set; } = account;

    public string Region { get; private set; } = region;

    public string PrincipalArn => $"arn:{Arn.PartitionOf(Region)}:iam::{Account}:role/emulator";

    public static Task Identify(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestServices.GetRequiredService<Caller>();
        caller.Read(context.Request.Headers.Authorization.ToString());
        RequestContext.Of(context).Caller = caller;
        return next(context);
    }

    private void Read(string authorization)
    {
        if (!authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return;
        }

        var scope = CredentialScope().Match(authorization);
        if (!scope.Success)
        {
            throw new IncompleteSignatureException(
                "The Authorization header must contain Credential=ACCESS_KEY_ID/DATE/REGION/cases/aws4_request.");
        }

        Region = scope.Groups["region"].Value;
        if (scope.Groups["account"].Success)
        {
            Account = scope.Groups["account"].Value;
        }
    }

    [GeneratedRegex(
        @"[ ,]Credential=(?:(?<account>[0-9]{12})|[^/,\s]+)/[0-9]{8}/(?<region>[a-z0-9-]{1,64})/[a-z0-9-]+/aws4_request\b",
        RegexOptions.ExplicitCapture)]
    private static partial Regex CredentialScope();
}
