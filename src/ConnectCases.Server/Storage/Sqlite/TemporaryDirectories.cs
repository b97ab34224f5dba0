namespace ConnectCases.Storage.Sqlite;

/// <summary>The directories of temporary databases. A server that is killed cannot delete its directory.</summary>
internal static class TemporaryDirectories
{
    private const string LockFile = "cases.db.lock";

    private const string Prefix = "connect-cases-in-memory-";

    /// <summary>Deletes the directories that killed servers left behind, and creates a new directory.</summary>
    public static string Create()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            DeleteIfStale(directory);
        }

        return Directory.CreateTempSubdirectory(Prefix).FullName;
    }

    private static void DeleteIfStale(string directory)
    {
        var lockFile = Path.Combine(directory, LockFile);
        if (!File.Exists(lockFile))
        {
            return;
        }

        try
        {
            // Nobody locks the file of a killed server again.
            new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A running server holds the lock, or the directory belongs to another user.
        }
    }
}
