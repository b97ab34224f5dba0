using System.CommandLine;
using ConnectCases.Benchmarks.Floors;
using ConnectCases.Benchmarks.Floors.EntityFramework;
using ConnectCases.Benchmarks.Scenarios;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>The servers of --server and --against, and the floors, with their workspaces.</summary>
internal sealed class Candidates : IDisposable
{
    private readonly List<(string Name, Workspace Workspace)> emulators = [];

    public Candidates(ParseResult options)
    {
        emulators.Add(("server", Workspace.Of(options)));
        if (options.GetValue(CommonOptions.Against) is not null)
        {
            emulators.Add(("against", Workspace.Of(options, CommonOptions.Against)));
        }
    }

    /// <summary>Returns the emulators. Each start creates a new database.</summary>
    public IReadOnlyList<Candidate> OnEmptyDatabases() =>
        [.. emulators.Select(emulator => new Candidate(emulator.Name, emulator.Workspace.LaunchOnEmptyDatabase))];

    /// <summary>Returns the emulators. Each has a database with the given number of cases.</summary>
    public async Task<IReadOnlyList<Candidate>> OnDatabasesAsync(int cases)
    {
        var candidates = new List<Candidate>();
        foreach (var (name, workspace) in emulators)
        {
            candidates.Add(Candidate.Emulator(name, await workspace.PrepareAsync(cases)));
        }

        return candidates;
    }

    /// <summary>Returns the floors. Their databases do not depend on the number of cases of the emulators.</summary>
    public IReadOnlyList<Candidate> Floors() =>
    [
        Candidate.Floor(emulators[0].Workspace, FloorApplication.Ef, Candidate.GetCase(FloorSample.Sample)),
        Candidate.Floor(emulators[0].Workspace, FloorApplication.Sqlite, Floor.Page.Requests[0]),
    ];

    public void Dispose() => emulators.ForEach(emulator => emulator.Workspace.Dispose());
}
