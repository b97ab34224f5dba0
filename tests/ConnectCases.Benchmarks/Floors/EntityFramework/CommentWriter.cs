using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace ConnectCases.Benchmarks.Floors.EntityFramework;

/// <summary>A comment in the write queue. The task has the id of the item after the commit, or null without such a case.</summary>
internal sealed record WaitingComment(string DomainId, string CaseId, CommentRequest Request)
{
    public TaskCompletionSource<string?> Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Adds comments in group commit. One task has one context. Waiting comments share a call of SaveChanges, which is one
/// transaction. The tracker is cleared between batches.
/// </summary>
internal sealed class CommentWriter : IAsyncDisposable
{
    private const int MaxBatchSize = 256;

    private readonly Channel<WaitingComment> waiting = Channel.CreateUnbounded<WaitingComment>(new() { SingleReader = true });
    private readonly DbContextOptions<FloorContext> options;
    private readonly Task writer;

    public CommentWriter(DbContextOptions<FloorContext> options)
    {
        this.options = options;
        writer = Task.Run(WriteUntilStoppedAsync);
    }

    /// <summary>Returns the id of the item when the comment is on the disk. Returns null if the case does not exist.</summary>
    public Task<string?> AddAsync(string domainId, string caseId, CommentRequest request)
    {
        var comment = new WaitingComment(domainId, caseId, request);
        waiting.Writer.TryWrite(comment);
        return comment.Committed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await writer;
    }

    private async Task WriteUntilStoppedAsync()
    {
        await using var db = new FloorContext(options);
        var batch = new List<(WaitingComment Comment, string? ItemId)>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            try
            {
                await OpenDurablyAsync(db);
                while (batch.Count < MaxBatchSize && waiting.Reader.TryRead(out var comment))
                {
                    batch.Add((comment, null));
                    batch[^1] = (comment, await AddAsync(db, comment));
                }

                await db.SaveChangesAsync();
                batch.ForEach(written => written.Comment.Committed.SetResult(written.ItemId));
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException)
            {
                batch.ForEach(failed => failed.Comment.Committed.SetException(exception));
            }

            batch.Clear();
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<string?> AddAsync(FloorContext db, WaitingComment comment)
    {
        var @case = await db.Cases.FirstOrDefaultAsync(
            row => row.CaseId == comment.CaseId && row.Domain!.DomainId == comment.DomainId);
        if (@case is null)
        {
            return null;
        }

        var rows = new CommentRows(comment.Request, DateTime.UtcNow);
        db.RelatedItems.Add(rows.Item(@case));
        db.AuditEvents.Add(rows.Event(@case));
        return rows.ItemId;
    }

    // The connection stays open, so that the setting lasts. EF Core creates databases in WAL mode.
    private static async Task OpenDurablyAsync(FloorContext db)
    {
        if (db.Database.GetDbConnection().State == System.Data.ConnectionState.Closed)
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        }
    }
}
