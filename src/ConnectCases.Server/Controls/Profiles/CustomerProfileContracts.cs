using System.Text.Json.Serialization;
using ConnectCases.Protocol.Identity;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;
using FluentValidation;

namespace ConnectCases.Controls.Profiles;

/// <summary>Sets the customer profiles of a scope.</summary>
/// <param name="Account">The account, or null for all worlds that have no setting of their own.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
/// <param name="Mode">Which profiles exist.</param>
/// <param name="Profiles">The ARNs of the profiles that exist, if the mode is Listed.</param>
/// <param name="Denied">The ARNs of the profiles that the caller is not allowed to read.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetCustomerProfilesRequest(
    string? Account, string? Region, CustomerProfileMode? Mode, IReadOnlyList<string>? Profiles, IReadOnlyList<string>? Denied)
    : IWorldRequest;

/// <summary>The customer profiles of a scope.</summary>
/// <param name="Mode">Which profiles exist.</param>
/// <param name="Profiles">The ARNs of the profiles that exist, if the mode is Listed.</param>
/// <param name="Denied">The ARNs of the profiles that the caller is not allowed to read.</param>
internal sealed record CustomerProfilesResponse(
    CustomerProfileMode Mode, IReadOnlyList<string> Profiles, IReadOnlyList<string> Denied);

/// <summary>The customer profiles that were set for a scope.</summary>
/// <param name="Account">The account. Absent for all worlds.</param>
/// <param name="Region">The Region. Absent for all Regions of the account.</param>
/// <param name="Mode">Which profiles exist.</param>
/// <param name="Profiles">The number of listed profiles.</param>
/// <param name="Denied">The number of denied profiles.</param>
internal sealed record CustomerProfilesSummary(
    string? Account, string? Region, CustomerProfileMode Mode, int Profiles, int Denied);

/// <summary>Which customer profiles exist.</summary>
[JsonConverter(typeof(WireEnumConverter<CustomerProfileMode>))]
internal enum CustomerProfileMode
{
    /// <summary>Every profile exists.</summary>
    Any,

    /// <summary>Only the listed profiles exist.</summary>
    Listed,
}

internal sealed class SetCustomerProfilesValidator : ContractValidator<SetCustomerProfilesRequest>
{
    private const int MaxProfiles = 1_000;

    public SetCustomerProfilesValidator()
    {
        this.ForWorld();
        RuleFor(request => request.Mode).NotNull();
        RuleFor(request => request.Profiles).Size(0, MaxProfiles)
            .Must((request, profiles) => profiles is null or { Count: 0 } || request.Mode == CustomerProfileMode.Listed)
            .WithMessage("Member must be absent or empty if mode is Any");
        RuleForEach(request => request.Profiles).NotNull().Arn(ArnForm.Profile);
        RuleFor(request => request.Denied).Size(0, MaxProfiles);
        RuleForEach(request => request.Denied).NotNull().Arn(ArnForm.Profile);
    }
}
