using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Security;

/// <summary>The configured credentials of callers.</summary>
internal sealed class CallerCredentials(IOptions<EmulatorOptions> options)
{
    private static readonly EmulatorCredential TestPair = new() { AccessKeyId = "test", SecretAccessKey = "test" };

    private readonly Dictionary<string, EmulatorCredential> known =
        (options.Value.Credentials is { Count: > 0 } configured ? configured : [TestPair])
            .ToDictionary(credential => credential.AccessKeyId);

    /// <summary>Returns the principal that an option sets for an access key id, or null.</summary>
    public string? PrincipalOf(string accessKeyId) =>
        options.Value.Principals.TryGetValue(accessKeyId, out var principal) ? principal : null;

    public EmulatorCredential? Find(string accessKeyId) => known.GetValueOrDefault(accessKeyId);
}
