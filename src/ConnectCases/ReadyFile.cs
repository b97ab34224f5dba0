namespace ConnectCases;

/// <summary>
/// A file that contains the endpoint while the server is ready. The file appears complete, so that a script that waits for the file
/// never reads a part of it.
/// </summary>
internal sealed class ReadyFile : IDisposable
{
    private readonly string path;

    private ReadyFile(string path) => this.path = path;

    private string Temporary => path + ".tmp";

    /// <summary>Deletes the file that a killed server left behind. Checks that the file can be written. Returns null without a path.</summary>
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static ReadyFile? Prepare(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var file = new ReadyFile(Path.GetFullPath(path));
            File.Delete(file.path);
            File.WriteAllText(file.Temporary, "");
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"The ready file {path} cannot be written: {exception.Message}", exception);
        }
    }

    public void Write(string endpoint)
    {
        File.WriteAllText(Temporary, endpoint + Environment.NewLine);
        File.Move(Temporary, path, overwrite: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(Temporary);
            File.Delete(path);
        }
    }
}
