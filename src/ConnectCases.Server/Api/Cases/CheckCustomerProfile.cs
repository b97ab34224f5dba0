namespace ConnectCases.Api.Cases;

/// <summary>Looks up the customer profile of a new case. Only CreateCase has the permission of this lookup (behaviour.md 7.1).</summary>
/// <param name="account">The account of the caller.</param>
/// <param name="region">The Region of the caller.</param>
/// <param name="profileArn">The ARN of the profile.</param>
/// <exception cref="Protocol.Errors.AccessDeniedException">The caller is not allowed to read the profile.</exception>
/// <exception cref="Protocol.Errors.ValidationException">The profile does not exist.</exception>
internal delegate void CheckCustomerProfile(string account, string region, string profileArn);
