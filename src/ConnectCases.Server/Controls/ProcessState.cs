using ConnectCases.Controls.Faults;
using ConnectCases.Controls.Profiles;
using ConnectCases.Controls.Requests;
using ConnectCases.Controls.Throttling;
using ConnectCases.State;

namespace ConnectCases.Controls;

/// <summary>The state that belongs to this process alone. All other state is in the database.</summary>
internal sealed class ProcessState(FaultRules faults, Throttle throttle, CustomerProfiles profiles, RequestsControl requests)
{
    public IReadOnlyList<FaultRule> Faults => faults.List(new WorldScope());

    public IReadOnlyList<ThrottlingSummary> Throttling => throttle.List();

    public IReadOnlyList<CustomerProfilesSummary> CustomerProfiles => profiles.List();

    /// <summary>Removes the state inside a scope.</summary>
    public void Reset(IWorldRequest scope)
    {
        faults.RemoveInside(scope);
        throttle.Reset(scope);
        profiles.Reset(scope);
        requests.Remove(scope.Account, scope.Region);
    }
}
