using System.Text;

namespace ConnectCases.Commands.Pull;

/// <summary>
/// The file for the result, or standard output. The file appears complete: a failure neither creates nor changes the file.
/// </summary>
internal sealed class SeedFile : IDisposable
{
    private readonly string? path;
    private readonly string temporary;

    private SeedFile(string? path)
    {
        this.path = path;
        temporary = $"{path}.{Guid.NewGuid():N}.tmp";
    }

    /// <summary>Checks that the file can be written, before the domain is read.</summary>
    /// <exception cref="PullException">The file cannot be written.</exception>
    public static SeedFile Create(string? path)
    {
        var file = new SeedFile(path);
        if (path is not null)
        {
            file.Try(() =>
            {
                if (Directory.Exists(path))
                {
                    throw new IOException("It is a directory.");
                }

                File.WriteAllText(file.temporary, "");
            });
        }

        return file;
    }

    /// <summary>Writes the result.</summary>
    /// <exception cref="PullException">The file cannot be written.</exception>
    public void Write(string text) => Try(() =>
    {
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        using (var stream = new FileStream(temporary, FileMode.Create))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    });

    public void Dispose()
    {
        if (path is not null && File.Exists(temporary))
        {
            File.Delete(temporary);
        }
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var target = path is null ? "Standard output" : $"The file {path}";
            throw new PullException($"{target} cannot be written: {failure.Message}", failure);
        }
    }
}
