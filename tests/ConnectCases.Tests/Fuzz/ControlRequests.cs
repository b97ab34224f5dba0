using ConnectCases.Tests.Conformance;
using ConnectCases.Tests.Storage;

namespace ConnectCases.Tests.Fuzz;

/// <summary>Creates requests to the controls. A request that holds merges is soon followed by a request that releases them.</summary>
internal sealed class ControlRequests(RandomValues values, QueryStrings queries)
{
    private const int RequestsUntilRelease = 20;

    private static readonly Member[] EventMembers =
    [
        new("ListEvents", "query", "type", ["enum"]),
        new("ListEvents", "query", "domainId", ["string"]),
        new("ListEvents", "query", "caseId", ["string"]),
        new("ListEvents", "query", "maxResults", ["integer", "range:1-100"]),
        new("ListEvents", "query", "nextToken", ["string", "length:0-9000"]),
    ];

    private int untilRelease;

    /// <summary>Returns a control if the next request of the worker is a control.</summary>
    public FuzzRequest? Next(FuzzWorld world)
    {
        if (untilRelease > 0 && --untilRelease == 0)
        {
            return Release();
        }

        return values.Chance(6) ? Any(world) : null;
    }

    private FuzzRequest Any(FuzzWorld world) => values.Number(0, 9) switch
    {
        0 => new("Live", "GET", "/_emulator/health/live"),
        1 => new("Ready", "GET", "/_emulator/health/ready"),
        2 => new("GetInfo", "GET", "/_emulator/info"),
        3 => Hold(),
        4 => Release(),
        _ => new("ListEvents", "GET", "/_emulator/events" + queries.Of(EventMembers, world)),
    };

    private static FuzzRequest Release() => new("ReleaseMerges", "POST", "/_emulator/merges/release");

    private FuzzRequest Hold()
    {
        untilRelease = RequestsUntilRelease;
        return new("HoldMerges", "POST", "/_emulator/merges/hold");
    }
}
