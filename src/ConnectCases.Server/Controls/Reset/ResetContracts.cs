using System.Text.Json.Serialization;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Validation;
using ConnectCases.State;
using FluentValidation;

namespace ConnectCases.Controls.Reset;

/// <summary>Removes all state of a world, of an account, or of all worlds.</summary>
/// <param name="Account">The account, or null for all worlds.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
/// <param name="Seed">The seed to apply afterwards: <c>demo</c>, the path of a seed file on the server, or null for none.</param>
/// <param name="Snapshots">Whether to remove the snapshots of the worlds too. The default is false.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ResetRequest(string? Account, string? Region, string? Seed, bool? Snapshots) : IWorldRequest;

/// <summary>What a reset removed.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Domains">The number of domains.</param>
/// <param name="Cases">The number of cases.</param>
internal sealed record ResetResponse(string Status, int Domains, int Cases);

internal sealed class ResetValidator : ContractValidator<ResetRequest>
{
    public ResetValidator()
    {
        this.ForWorld();
        RuleFor(request => request.Seed).Must(seed => seed is null || EmulatorOptionsValidator.IsSeed(seed))
            .WithMessage((_, seed) => $"Member must be {EmulatorOptionsValidator.SeedDescription}, it is '{Excerpt.Of(seed)}'");
    }
}
