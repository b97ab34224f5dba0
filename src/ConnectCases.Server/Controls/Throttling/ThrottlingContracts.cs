using System.Text.Json.Serialization;
using ConnectCases.State;

namespace ConnectCases.Controls.Throttling;

/// <summary>Sets the throttling of a scope.</summary>
/// <param name="Account">The account, or null for all worlds that have no setting of their own.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Operations">Rates that replace the documented rates, by the name of the operation.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetThrottlingRequest(
    string? Account, string? Region, string? Mode, IReadOnlyDictionary<string, RateLimit?>? Operations) : IWorldRequest;

/// <summary>How often an operation can be called in one world.</summary>
/// <param name="Rate">The number of requests per second that are always possible.</param>
/// <param name="Burst">The number of requests that are possible at once after a pause.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RateLimit(double? Rate, int? Burst);

/// <summary>The throttling of a scope.</summary>
/// <param name="Mode">The mode that applies to the scope.</param>
/// <param name="Operations">The rates by operation. Operations without a rate are not throttled. Empty if the mode is Off.</param>
/// <param name="Buckets">The operations that were called recently, with the requests that are possible now.</param>
internal sealed record ThrottlingResponse(
    string Mode, IReadOnlyDictionary<string, RateLimit> Operations, IReadOnlyList<UsedBucket> Buckets);

/// <summary>An operation that was called recently in a world.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The Region.</param>
/// <param name="Operation">The name of the operation.</param>
/// <param name="Tokens">The number of requests that are possible now. A request needs a whole token.</param>
internal sealed record UsedBucket(string Account, string Region, string Operation, double Tokens);

/// <summary>The throttling that was set for a scope.</summary>
/// <param name="Account">The account. Absent for all worlds.</param>
/// <param name="Region">The Region. Absent for all Regions of the account.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Operations">Rates that replace the documented rates. Absent without any.</param>
internal sealed record ThrottlingSummary(
    string? Account, string? Region, string Mode, IReadOnlyDictionary<string, RateLimit>? Operations);
