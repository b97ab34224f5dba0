using System.Text.Json.Nodes;
using ConnectCases.Benchmarks.Floors;
using ConnectCases.Benchmarks.Floors.EntityFramework;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Scenarios;

/// <summary>One kind of load. A floor does comparable work without the emulator. Some scenarios have no floor.</summary>
internal sealed record Scenario(string Name, Floor? Floor, Func<Sample, EmulatorClient, Task<byte[][]>> PrepareAsync)
{
    /// <summary>The EF Core floor with the requests of the emulator, if the floor has the route of this scenario.</summary>
    public Floor? EfFloor { get; private init; }

    public static Scenario Of(string name, Floor? floor, Func<Sample, byte[][]> prepare) =>
        new(name, floor, (sample, _) => Task.FromResult(prepare(sample)));

    public static Scenario WithEfFloor(string name, Floor floor, Func<Sample, byte[][]> prepare) =>
        Of(name, floor, prepare) with { EfFloor = new(FloorApplication.Ef, prepare(FloorSample.Sample)) };

    /// <summary>Returns the floor with this name, or null if it does not have this scenario.</summary>
    public Floor? FloorNamed(string name) => Floor?.Name == name ? Floor : EfFloor?.Name == name ? EfFloor : null;

    /// <summary>Returns true for the full name and for the operation alone ("SearchCases" of "SearchCases/all").</summary>
    public bool IsNamed(string name) =>
        Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || Name.StartsWith(name + '/', StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Name;
}

internal sealed record Floor(string Name, byte[][] Requests)
{
    private const int Requested = 1_000;

    public static readonly Floor Kestrel = new(FloorApplication.Kestrel, [RequestBytes.Get("/")]);

    public static readonly Floor Write = new(FloorApplication.Sqlite, Many(number => RequestBytes.Post(
        $"/cases/{SqliteFloor.CasesWithItems + number}/items", CaseQueries.Comment(SampleData.Comment(number, 0)))));

    public static readonly Floor Page = new(FloorApplication.Sqlite, Many(number => RequestBytes.Post(
        $"/cases/{number % SqliteFloor.CasesWithItems}/items-search", new JsonObject { ["maxResults"] = 25 })));

    private static byte[][] Many(Func<int, byte[]> request) => [.. Enumerable.Range(0, Requested).Select(request)];
}
