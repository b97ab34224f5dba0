using System.CommandLine;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>A published server and its database files: seed files that stay, and copies that one command uses.</summary>
internal sealed class Workspace : IDisposable
{
    private const string RunPrefix = "run-";

    private readonly string run;

    private Workspace(string files, string server)
    {
        Server = server;
        DeleteAbandonedRuns(files);
        run = Directory.CreateDirectory(Path.Combine(files, $"{RunPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
        Seeds = new(Path.Combine(files, "seeds"), server, run);
    }

    public string Server { get; }

    public SeedFiles Seeds { get; }

    public static Workspace Of(ParseResult options, Option<string?>? server = null)
    {
        var files = Path.GetFullPath(
            options.GetValue(CommonOptions.Files) ?? Path.Combine(Machine.Repository, "artifacts", "benchmarks"));
        return new(files, options.GetValue(server ?? CommonOptions.Server) is { } given ? Path.GetFullPath(given) : Publish(files));
    }

    /// <summary>Returns a database with the given number of cases. No server runs on it yet.</summary>
    public async Task<Database> PrepareAsync(int cases)
    {
        var (path, sample) = await Seeds.CopyAsync(cases);
        return new(this, sample, path, ["--data", path]);
    }

    /// <summary>Fills a PostgreSQL database with the given number of cases through the API of the emulator.</summary>
    public async Task<Database> PrepareAsync(int cases, string postgres)
    {
        string[] options = ["--postgres", postgres];
        var data = new SampleData(cases);
        using var server = Start(options);
        using var emulator = new EmulatorClient(server.Port);
        var domain = await SampleDomain.CreateAsync(emulator, data);
        var caseIds = await domain.FillAsync(emulator, data);
        return new(this, new(data, domain, index => caseIds[index]), null, options);
    }

    /// <summary>Starts the server without waiting until it accepts requests.</summary>
    public ServerProcess Launch(params string[] options) => ServerProcess.StartEmulator(Server, run, options);

    public ServerProcess Start(params string[] options)
    {
        var server = Launch(options);
        server.WaitForResponse(RequestBytes.Ready);
        return server;
    }

    /// <summary>Starts the server on a new database without waiting until it accepts requests.</summary>
    public ServerProcess LaunchOnEmptyDatabase() => Launch("--data", Path.Combine(run, $"empty-{Guid.NewGuid():N}.db"));

    /// <summary>Starts a floor without waiting. The first start fills the database, and later starts open it.</summary>
    public ServerProcess LaunchFloor(string name)
    {
        // The web builder watches its folder for changed settings. Database files in the same folder would cost it CPU time.
        var folder = Directory.CreateDirectory(Path.Combine(run, "floor")).FullName;
        return ServerProcess.StartFloor(folder, name, Path.Combine(run, $"floor-{name}.db"));
    }

    public ServerProcess StartFloor(Floor floor)
    {
        var server = LaunchFloor(floor.Name);
        server.WaitForResponse(floor.Requests[0]);
        return server;
    }

    public void Dispose() => Directory.Delete(run, recursive: true);

    // A copy can have a million cases. Copies of killed runs are deleted.
    private static void DeleteAbandonedRuns(string files)
    {
        foreach (var folder in Directory.CreateDirectory(files).EnumerateDirectories($"{RunPrefix}*"))
        {
            if (!Directory.Exists($"/proc/{folder.Name.Split('-')[1]}"))
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static string Publish(string files)
    {
        var output = Path.Combine(files, "server");
        Console.Error.WriteLine($"publishing src/ConnectCases to {output}");
        Machine.Run("dotnet", "publish", "src/ConnectCases", "-c", "Release", "-o", output);
        return output;
    }
}

/// <summary>A database of a run, its path if it is a file, and the options that make a server use it.</summary>
internal sealed record Database(Workspace Workspace, Sample Sample, string? Path, string[] Options)
{
    public ServerProcess Launch() => Workspace.Launch(Options);

    public ServerProcess Start() => Workspace.Start(Options);
}
