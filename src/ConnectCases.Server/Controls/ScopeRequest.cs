using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;

namespace ConnectCases.Controls;

/// <summary>Chooses the scope of a control that has no other parameters.</summary>
/// <param name="Account">The account, or null for all worlds.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
internal sealed record ScopeRequest(string? Account, string? Region) : IWorldRequest, IQueryRequest<ScopeRequest>
{
    public static ScopeRequest Read(QueryParameters query)
    {
        query.EnsureOnly("account", "region");
        return new(query.Text("account"), query.Text("region"));
    }
}

internal sealed class ScopeValidator : ContractValidator<ScopeRequest>
{
    public ScopeValidator() => this.ForWorld();
}
