using ConnectCases.Protocol.Errors;
using ConnectCases.Seeds.Reading;

namespace ConnectCases.Seeds;

/// <summary>Reads seed files.</summary>
internal static class SeedFile
{
    /// <param name="path">The path, relative to the working directory of the server.</param>
    /// <exception cref="DocumentException">The file cannot be read or is not a seed.</exception>
    public static SeedDocument Read(string path)
    {
        var seed = SeedReader.Read(ReadBytes(path), path);
        return seed.DryRun is { } dryRun
            ? throw dryRun.Error($"A dry run is not possible here. Use the command 'seed plan'.")
            : seed;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            var file = new FileInfo(Path.GetFullPath(path));
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (file is { Exists: true, Length: 0 })
            {
                // A pipe or a device has no length and can have no end.
                throw new DocumentException($"The seed {ErrorText.Whole(path)} is empty or is not a regular file.");
            }

            return file is { Exists: true, Length: > SeedYaml.MaxKibibytes * 1024 }
                ? throw new DocumentException($"The seed {ErrorText.Whole(path)} has {file.Length} bytes. The maximum is {SeedYaml.MaxKibibytes * 1024}.")
                : File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DocumentException($"The seed {ErrorText.Whole(path)} cannot be read: {failure.Message}");
        }
    }
}
