namespace ConnectCases;

/// <summary>The access key of a caller.</summary>
public sealed class EmulatorCredential
{
    /// <summary>The access key id: 1 to 128 letters, digits, hyphens and underscores.</summary>
    public string AccessKeyId { get; set; } = "";

    /// <summary>The secret access key, with which the caller signs requests.</summary>
    public string SecretAccessKey { get; set; } = "";

    /// <summary>The session token that requests must contain, or null if the credentials are not temporary.</summary>
    public string? SessionToken { get; set; }

    /// <summary>
    /// The account of the caller. The default is the access key id if the id has 12 digits, and otherwise the default account.
    /// </summary>
    public string? Account { get; set; }

    /// <summary>The ARN that audit events record for the caller. The default is a role of the account.</summary>
    public string? PrincipalArn { get; set; }
}
