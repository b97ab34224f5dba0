using System.Text.Json.Serialization;
using ConnectCases.Protocol.Http;
using ConnectCases.State;

namespace ConnectCases.Controls.Clock;

/// <summary>Chooses the world of a clock.</summary>
/// <param name="Account">The account, or null for the clock of all worlds that have no clock of their own.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
internal sealed record ClockRequest(string? Account, string? Region) : IWorldRequest, IQueryRequest<ClockRequest>
{
    public static ClockRequest Read(QueryParameters query)
    {
        query.EnsureOnly("account", "region");
        return new(query.Text("account"), query.Text("region"));
    }
}

/// <summary>Stops a clock at a time, or moves a clock away from real time. Has exactly one of the two.</summary>
/// <param name="Account">The account, or null for all worlds that have no clock of their own.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
/// <param name="FrozenTime">The time at which the clock stands still.</param>
/// <param name="Offset">The difference to real time. The clock keeps running.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetClockRequest(string? Account, string? Region, string? FrozenTime, string? Offset) : IWorldRequest;

/// <summary>Moves a clock by a duration or to a time. Has exactly one of the two. Both directions are possible.</summary>
/// <param name="Account">The account, or null for all worlds that have no clock of their own.</param>
/// <param name="Region">The Region, or null for all Regions of the account.</param>
/// <param name="By">The duration.</param>
/// <param name="To">The time.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AdvanceClockRequest(string? Account, string? Region, string? By, string? To) : IWorldRequest;

/// <summary>A clock. After a change, also the work that was due and was done.</summary>
/// <param name="Now">The time in the chosen world.</param>
/// <param name="Frozen">Whether the clock stands still.</param>
/// <param name="Offset">The difference to real time, if the clock runs. Absent without a difference.</param>
/// <param name="Worlds">The worlds and accounts that have clocks of their own. Only those of the chosen account, if any.</param>
/// <param name="Done">The work that was done, earliest first. Absent in a response that changes nothing.</param>
internal sealed record ClockResponse(
    DateTimeOffset Now, bool Frozen, string? Offset, IReadOnlyList<WorldTime> Worlds, IReadOnlyList<DoneItem>? Done = null);

/// <summary>The clock of a world or of an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The Region. Absent if the clock applies to all Regions of the account.</param>
/// <param name="Now">The time.</param>
/// <param name="Frozen">Whether the clock stands still.</param>
/// <param name="Offset">The difference to real time, if the clock runs. Absent without a difference.</param>
internal sealed record WorldTime(string Account, string? Region, DateTimeOffset Now, bool Frozen, string? Offset);

/// <summary>An item of work that became due.</summary>
/// <param name="At">The due time.</param>
/// <param name="What"><c>SlaBreached</c> or <c>MergeCompleted</c>.</param>
/// <param name="Account">The account of the case.</param>
/// <param name="Region">The Region of the case.</param>
/// <param name="DomainId">The domain of the case.</param>
/// <param name="CaseId">The case. The primary case of a merge.</param>
/// <param name="RelatedItemId">The SLA. Absent for a merge.</param>
internal sealed record DoneItem(
    DateTimeOffset At, string What, string Account, string Region, string DomainId, string CaseId, string? RelatedItemId);
