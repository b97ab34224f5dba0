namespace ConnectCases.Commands.Pull;

/// <summary>The options of the command <c>pull</c>.</summary>
/// <param name="DomainId">The id of the domain.</param>
/// <param name="Endpoint">The address of the service. Null for the configured address, or the address of AWS.</param>
/// <param name="Profile">The profile with the credentials. Null for the default credentials.</param>
/// <param name="Region">The Region of the domain. Null for the configured Region.</param>
/// <param name="WithCases">Whether to copy cases and related items.</param>
/// <param name="Output">The file to write. Null for standard output.</param>
internal sealed record PullOptions(
    string DomainId, string? Endpoint, string? Profile, string? Region, bool WithCases, string? Output);
