using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Processes;
using ConnectCases.Benchmarks.Storage;

namespace ConnectCases.Benchmarks.Seeding;

/// <summary>
/// Database files with many cases, created once for each schema and kept in a folder. The measured server creates the
/// schema and the domain. This class writes the cases directly into the tables.
/// </summary>
internal sealed class SeedFiles(string folder, string server, string run)
{
    // Part of the hash in the file name. Increase this number when the seeded data changes.
    private const int Version = 1;
    private const int CasesPerTransaction = 50_000;

    /// <summary>Returns the file with the given number of cases and its sample. Creates the file if necessary.</summary>
    public async Task<(string Path, Sample Sample)> GetAsync(int cases)
    {
        Directory.CreateDirectory(folder);
        var data = new SampleData(cases);
        var draft = Path.Combine(run, "draft.db");
        var domain = await BeginAsync(draft, data);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"cases-{cases}-{SchemaOf(draft)}.db"));
        var description = Path.ChangeExtension(path, ".json");
        if (File.Exists(path))
        {
            domain = JsonSerializer.Deserialize<SampleDomain>(await File.ReadAllTextAsync(description))!;
        }
        else
        {
            Fill(draft, data, domain);
            Finish(draft);
            await File.WriteAllTextAsync(description, JsonSerializer.Serialize(domain));
            File.Move(draft, path);
        }

        return (path, new(data, domain, index => CaseTables.CaseId(data, index)));
    }

    /// <summary>Copies the file, so that a run can change it. The flush keeps these writes out of the measurement.</summary>
    public async Task<(string Path, Sample Sample)> CopyAsync(int cases)
    {
        var (path, sample) = await GetAsync(cases);
        var copy = Path.Combine(run, string.Create(CultureInfo.InvariantCulture, $"cases-{cases}.db"));
        File.Copy(path, copy, overwrite: true);
        using (var file = File.OpenHandle(copy, access: FileAccess.Write))
        {
            RandomAccess.FlushToDisk(file);
        }

        return (copy, sample);
    }

    private async Task<SampleDomain> BeginAsync(string draft, SampleData data)
    {
        File.Delete(draft);
        using var process = ServerProcess.StartEmulator(server, run, "--data", draft);
        process.WaitForResponse(RequestBytes.Ready);
        using var emulator = new EmulatorClient(process.Port);
        return await SampleDomain.CreateAsync(emulator, data);
    }

    // Starts the server once, so that it fills the full-text table.
    private void Finish(string draft)
    {
        using var process = ServerProcess.StartEmulator(server, run, "--data", draft);
        process.WaitForResponse(RequestBytes.Ready);
    }

    private static string SchemaOf(string path)
    {
        using var database = new RawDatabase(path);
        var schema = database.Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name", row => row.Text(0));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Version}\n{string.Join('\n', schema)}")))[..8];
    }

    private static void Fill(string path, SampleData data, SampleDomain domain)
    {
        var started = Stopwatch.GetTimestamp();
        using var database = new RawDatabase(path);
        database.Execute("""
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA locking_mode = EXCLUSIVE;
            PRAGMA cache_size = -1048576;
            """);
        var schema = new SuspendedSchema(database, CaseTables.Names);
        using (var tables = new CaseTables(database, data, domain))
        {
            foreach (var part in Enumerable.Range(0, data.Count).Chunk(CasesPerTransaction))
            {
                database.Execute("BEGIN");
                Array.ForEach(part, tables.Add);
                database.Execute("COMMIT");
                Console.Error.WriteLine($"seeding: {part[^1] + 1} cases, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
            }
        }

        schema.Restore();
        database.Execute("PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL;");
        Console.Error.WriteLine($"seeding: done, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    }
}

/// <summary>The cases in the database of a run.</summary>
internal sealed record Sample(SampleData Data, SampleDomain Domain, Func<int, string> CaseId)
{
    public string PathOf(int index) => $"{Domain.Path}/cases/{CaseId(index)}";

    public string Field(string name) => Domain.FieldIds[name];
}
