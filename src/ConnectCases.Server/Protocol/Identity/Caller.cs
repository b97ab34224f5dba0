using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Security;

namespace ConnectCases.Protocol.Identity;

/// <summary>
/// The account, Region and principal of the caller, read from the signature of the request (behaviour.md 1.3). An unsigned request
/// gets the default account and Region.
/// </summary>
internal sealed class Caller(string account, string region)
{
    /// <summary>The header that sets the principal of a request.</summary>
    private const string PrincipalHeader = "x-emulator-principal";

    public string Account { get; private set; } = account;

    public string Region { get; private set; } = region;

    public string PrincipalArn => OwnPrincipalArn ?? DefaultPrincipalArn(Account, Region);

    /// <summary>The principal of the header, the options or the credentials, or null.</summary>
    public string? OwnPrincipalArn { get; private set; }

    /// <summary>The id of the request. Empty if the service itself acts.</summary>
    public string RequestId { get; private set; } = "";

    /// <summary>Returns the principal of callers whose credentials have no principal.</summary>
    public static string DefaultPrincipalArn(string account, string region) => $"arn:{Arn.PartitionOf(region)}:iam::{account}:role/emulator";

    /// <exception cref="ValidationException">The header of the principal does not contain an ARN of a principal.</exception>
    public static Task Identify(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestServices.GetRequiredService<Caller>();
        caller.RequestId = RequestContext.Of(context).RequestId;
        if (RequestSignature.Of(context.Request) is { } signature)
        {
            var credentials = context.RequestServices.GetRequiredService<CallerCredentials>();
            caller.Become(signature, credentials.Find(signature.AccessKeyId), credentials.PrincipalOf(signature.AccessKeyId));
        }

        if (context.Request.Headers.TryGetValue(PrincipalHeader, out var principal))
        {
            caller.OwnPrincipalArn = principal is [{ } arn] && EmulatorOptionsValidator.IsPrincipal(arn)
                ? arn
                : throw new ValidationException(
                    Refusal.Principal,
                    $"The header {PrincipalHeader} is '{principal.ToString()}'. It must be {ErrorText.Whole(EmulatorOptionsValidator.PrincipalDescription)}.",
                    hint: $"Remove the header to record the principal of the credentials.");
        }

        RequestContext.Of(context).Caller = caller;
        RequestContext.Of(context).Warnings = context.RequestServices.GetRequiredService<RequestWarnings>();
        return next(context);
    }

    private void Become(RequestSignature signature, EmulatorCredential? credential, string? principal)
    {
        Region = signature.Region;
        Account = credential?.Account ?? AccountOf(signature.AccessKeyId) ?? Account;
        OwnPrincipalArn = principal ?? credential?.PrincipalArn;
    }

    // An access key id of 12 digits is an account id.
    private static string? AccountOf(string accessKeyId) =>
        accessKeyId.Length == 12 && accessKeyId.All(char.IsAsciiDigit) ? accessKeyId : null;
}
