using ConnectCases.Protocol.Errors;
using ConnectCases.State;

namespace ConnectCases.Controls.Profiles;

/// <summary>Plays the customer profiles that the real service looks up (controls.md 5). The settings belong to this process.</summary>
internal sealed class CustomerProfiles
{
    private static readonly Setting All = new(CustomerProfileMode.Any, [], []);

    private readonly ScopedSettings<Setting> settings = new();

    /// <exception cref="AccessDeniedException">The caller is not allowed to read the profile.</exception>
    /// <exception cref="ValidationException">The profile does not exist.</exception>
    public void EnsureAllowed(string account, string region, string profileArn)
    {
        var setting = Find(account, region);
        if (setting.Denied.Contains(profileArn))
        {
            throw new AccessDeniedException(
                Refusal.CustomerProfile,
                $"User is not authorized to perform: profile:SearchProfiles on resource: {profileArn}",
                hint: $"The profile is one of the denied profiles of PUT /_emulator/customer-profiles.");
        }

        if (setting.Mode == CustomerProfileMode.Listed && !setting.Profiles.Contains(profileArn))
        {
            throw new ValidationException(
                Refusal.CustomerProfile,
                $"The customer profile '{profileArn}' does not exist.",
                hint: $"Add the profile to the listed profiles with PUT /_emulator/customer-profiles, or set the mode Any.");
        }
    }

    public CustomerProfilesResponse Get(IWorldRequest scope)
    {
        var setting = Find(scope.Account ?? "", scope.Region ?? "");
        return new(setting.Mode, setting.Profiles, setting.Denied);
    }

    public CustomerProfilesResponse Set(SetCustomerProfilesRequest request)
    {
        settings.Set(request, new(request.Mode!.Value, request.Profiles ?? [], request.Denied ?? []));
        return Get(request);
    }

    /// <summary>Removes the setting of a scope, so that the setting of a larger scope applies.</summary>
    public CustomerProfilesResponse Remove(IWorldRequest scope)
    {
        settings.Remove(scope);
        return Get(scope);
    }

    /// <summary>Removes all settings inside a scope.</summary>
    public void Reset(IWorldRequest scope) => settings.RemoveInside(scope);

    /// <summary>Lists the settings. The first one applies to all worlds without a setting of their own.</summary>
    public IReadOnlyList<CustomerProfilesSummary> List()
    {
        var all = settings.All.ToList();
        return [.. (all is [("", "", _), ..] ? all : [("", "", All), .. all]).Select(scope => new CustomerProfilesSummary(
            scope.Account.Length > 0 ? scope.Account : null,
            scope.Region.Length > 0 ? scope.Region : null,
            scope.Setting.Mode,
            scope.Setting.Profiles.Count,
            scope.Setting.Denied.Count))];
    }

    private Setting Find(string account, string region) => settings.Find(account, region) ?? All;

    private sealed record Setting(CustomerProfileMode Mode, IReadOnlyList<string> Profiles, IReadOnlyList<string> Denied);
}
