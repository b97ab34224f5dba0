using System.IO.Compression;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace ConnectCases.Tests.EarlierVersions;

/// <summary>A folder with a database that an earlier version wrote, and with the answers of that version.</summary>
internal sealed class KeptVersion(string name)
{
    /// <summary>The time of the clock when the answers were recorded. All kept versions have the same time.</summary>
    public static readonly DateTimeOffset RecordedTime = new(2026, 11, 5, 9, 30, 0, TimeSpan.Zero);

    private static readonly string Root = Path.Combine(Repository.Root, "tests/ConnectCases.Tests/EarlierVersions");

    private readonly string folder = Path.Combine(Root, name);

    public static IEnumerable<string> Names => Directory.GetDirectories(Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private string DatabaseFile => Path.Combine(folder, "cases.db.gz");

    private string AnswersFile => Path.Combine(folder, "answers.json");

    /// <summary>Writes the database of this version to the file of a new database.</summary>
    public async Task UnpackAsync(SqliteTestDatabase database)
    {
        await using var packed = File.OpenRead(DatabaseFile);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var file = File.Create(database.Name);
        await unpacked.CopyToAsync(file);
    }

    public async Task<IReadOnlyList<KeptAnswer>> ReadAnswersAsync() => KeptAnswer.ReadAll(await File.ReadAllTextAsync(AnswersFile));

    public Task WriteAnswersAsync(IEnumerable<KeptAnswer> answers) => File.WriteAllTextAsync(AnswersFile, KeptAnswer.WriteAll(answers));

    /// <summary>Creates the folder. No server may have the database open.</summary>
    public async Task WriteAsync(SqliteTestDatabase database, IEnumerable<KeptAnswer> answers)
    {
        Assert.False(Directory.Exists(folder), $"The folder {folder} exists. A kept version never changes.");
        await CheckpointAsync(database);
        Directory.CreateDirectory(folder);
        await WriteAnswersAsync(answers);
        await using var file = File.OpenRead(database.Name);
        await using var created = File.Create(DatabaseFile);
        await using var packed = new GZipStream(created, CompressionLevel.SmallestSize);
        await file.CopyToAsync(packed);
    }

    // Moves all changes from the write-ahead log to the database file.
    private static async Task CheckpointAsync(SqliteTestDatabase database)
    {
        await using (var connection = database.Open())
        {
            await using var command = new SqliteCommand("PRAGMA wal_checkpoint(TRUNCATE)", connection);
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }

        Assert.False(File.Exists($"{database.Name}-wal"));
    }
}
