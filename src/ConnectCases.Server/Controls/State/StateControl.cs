using ConnectCases.Api.AuditEvents;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Domains;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Controls.Info;
using ConnectCases.Events;
using ConnectCases.Protocol.Errors;
using ConnectCases.Scheduling;
using ConnectCases.State;
using ConnectCases.Storage;
using Microsoft.AspNetCore.Connections;

namespace ConnectCases.Controls.State;

/// <summary>Exports and imports state documents (controls.md 2).</summary>
internal sealed class StateControl(IStorage storage, DueWork dueWork, WorldRemoval removal, TimeProvider real)
{
    /// <summary>The first line of a document that is written now.</summary>
    public StateHeader CreateHeader() => new(
        StateHeader.Name, StateHeader.CurrentVersion, StateHeader.CurrentContract, EmulatorInfo.ServerVersion, real.GetUtcNow());

    /// <summary>Returns the approximate number of lines of a document, to show the progress of an export.</summary>
    public long Count(IWorldRequest world)
    {
        using var db = storage.CreateDbContext();
        var domains = world.Of(db.Domains, domain => domain.Account, domain => domain.Region)
            .Where(domain => domain.DeletedTime == null).Select(domain => domain.Key).ToArray();
        return db.Cases.Count(@case => domains.Contains(@case.DomainKey))
            + db.RelatedItems.Count(item => domains.Contains(item.DomainKey))
            + db.AuditRecords.Count(record => domains.Contains(record.Case!.DomainKey))
            + world.Of(db.Events, row => row.Account, row => row.Region).Count();
    }

    /// <summary>Runs due work. Then writes the state of one moment, while other requests can write.</summary>
    /// <param name="world">The worlds.</param>
    /// <param name="output">Receives the document.</param>
    /// <param name="progress">Receives the number of lines that were written, or null.</param>
    /// <param name="cancellationToken">Cancels the export.</param>
    public async Task ExportAsync(IWorldRequest world, Stream output, Action<long>? progress, CancellationToken cancellationToken)
    {
        await dueWork.RunDueAsync(cancellationToken);
        using var read = storage.BeginRead();
        var counts = new Dictionary<string, long>();
        foreach (var piece in StateWriter.Write(CreateHeader(), new StateExport(read.Db, world).Read(), counts))
        {
            await output.WriteAsync(piece, cancellationToken);
            progress?.Invoke(counts.Values.Sum());
        }
    }

    /// <summary>Replaces worlds with a document, in one unit of work. Checks the document first.</summary>
    /// <param name="world">The worlds.</param>
    /// <param name="document">The document. It can be read several times.</param>
    /// <param name="progress">Receives the bytes that were read, of twice the length of the document, or null.</param>
    /// <param name="cancellationToken">Cancels the import while it waits.</param>
    /// <exception cref="ValidationException">The document cannot be imported. Nothing has changed. The message names the line.</exception>
    public async Task<ImportStateResponse> ImportAsync(
        IWorldRequest world, FileStream document, Action<long>? progress, CancellationToken cancellationToken)
    {
        document.Position = 0;
        var worlds = StateCheck.Run(document, real.GetUtcNow(), () => progress?.Invoke(document.Position));
        var target = ImportTarget.Of(world, worlds);
        var (domains, cases) = (0L, 0L);
        await dueWork.RunAfterAsync(
            unit =>
            {
                (domains, cases) = (0, 0);
                document.Position = 0;
                removal.Remove(unit, world);
                new StateImport(unit, target).Run(ReadAhead.Of(StateReader.Read(document)).TakeWhile(line => line.Line.Counts is null).Select(line =>
                {
                    (domains, cases) = (domains + (line.Line.Domain is null ? 0 : 1), cases + (line.Line.Case is null ? 0 : 1));
                    progress?.Invoke(document.Length + document.Position);
                    return line;
                }));
            },
            world.Account,
            cancellationToken);
        return new("ok", domains, cases);
    }

    /// <summary>Receives a document and replaces worlds with it.</summary>
    /// <exception cref="StorageUnavailableException">The document cannot be stored, for example because the disk is full.</exception>
    public async Task<ImportStateResponse> ReceiveAsync(IWorldRequest world, Stream body, CancellationToken cancellationToken)
    {
        // A unit of work must not wait for a slow client.
        await using var document = await SpoolAsync(body, cancellationToken);
        return await ImportAsync(world, document, progress: null, cancellationToken);
    }

    private static async Task<FileStream> SpoolAsync(Stream body, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = CreateTemporaryFile();
            await body.CopyToAsync(file, cancellationToken);
            return file;
        }
        catch (Exception failure)
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }

            if (failure is UnauthorizedAccessException or (IOException and not (BadHttpRequestException or ConnectionResetException)))
            {
                throw new StorageUnavailableException($"The document cannot be stored in {Path.GetTempPath()}: {failure.Message}");
            }

            throw;
        }
    }

    // The file has no name while it is used, so that a killed process leaves no file.
    private static FileStream CreateTemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"connect-cases-{Guid.NewGuid():n}.ndjson");

        // A buffer would fail again on a full disk when the file is closed.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        options.Options = FileOptions.None;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
