using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ConnectCases.Storage.Sqlite;

/// <summary>The file of a database, as the operating system sees the file.</summary>
internal static partial class DatabaseFile
{
    // SQLITE_FCNTL_HAS_MOVED of https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int HasMovedControl = 20;

    /// <summary>
    /// Determines whether the file that a connection has open is no longer the file at its path, because somebody deleted, moved or
    /// replaced the file. Writes would then succeed, but would be lost.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var moved = 0;
        _ = FileControl(connection.Handle!.DangerousGetHandle(), "main", HasMovedControl, ref moved);
        return moved != 0;
    }

    /// <summary>Creates a missing file that only its owner can read. SQLite gives its other files the same permissions.</summary>
    public static void CreatePrivate(string path) => Open(path, FileShare.ReadWrite).Dispose();

    /// <summary>Creates a lock file, or opens an existing one. Only one process can have the file open.</summary>
    /// <exception cref="IOException">Another process has the file open.</exception>
    public static FileStream Lock(string path) => Open(path, FileShare.None);

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(nint database, string name, int control, ref int argument);
}
