using ConnectCases.Protocol.Errors;
using ConnectCases.State;

namespace ConnectCases.Controls.State;

/// <summary>Exports the state to a file and imports the state from a file.</summary>
internal static class StateFile
{
    /// <summary>
    /// Writes a state document. Replaces an existing file only after the whole document is on the disk.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written. An existing file has not changed.</exception>
    public static Task ExportAsync(
        StateControl state, IWorldRequest world, string file, Action<long>? progress, CancellationToken cancellationToken) =>
        ReplaceAsync(file, output => state.ExportAsync(world, output, progress, cancellationToken));

    /// <summary>Replaces worlds with a state document.</summary>
    /// <exception cref="ValidationException">The document cannot be imported. Nothing has changed. The message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<ImportStateResponse> ImportAsync(
        StateControl state, IWorldRequest world, string file, Action<long>? progress, CancellationToken cancellationToken)
    {
        await using var document = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (!document.CanSeek)
        {
            // A pipe can be read only once.
            return await state.ReceiveAsync(world, document, cancellationToken);
        }

        return await state.ImportAsync(world, document, progress, cancellationToken);
    }

    /// <summary>Writes a file completely or not at all: a temporary file, fsync, rename.</summary>
    /// <exception cref="IOException">The file cannot be written. An existing file has not changed.</exception>
    public static async Task ReplaceAsync(string file, Func<Stream, Task> write)
    {
        // The rename would replace a symbolic link instead of its target.
        file = Path.GetFullPath(file);
        file = File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true) is { } target ? target.FullName : file;
        var draft = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var output = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                await write(output);
                await output.FlushAsync();
                RandomAccess.FlushToDisk(output.SafeFileHandle);
            }

            File.Move(draft, file, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
