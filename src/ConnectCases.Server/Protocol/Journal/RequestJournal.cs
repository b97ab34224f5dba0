using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Journal;

/// <summary>
/// The last requests of this process (controls.md 6). The number of entries and their memory are limited. Adding an entry is one short
/// lock.
/// </summary>
internal sealed class RequestJournal(IOptions<EmulatorOptions> options)
{
    private readonly Lock gate = new();
    private readonly int maxEntries = options.Value.RequestsKept;
    private readonly long maxBytes = options.Value.RequestBytesKept;
    private Queue<JournalEntry> entries = new();
    private TaskCompletionSource? nextEntry;
    private long lastSequence;
    private long bytes;

    /// <summary>Whether the journal keeps requests.</summary>
    public bool IsOn => maxEntries > 0;

    /// <summary>Returns the number of entries, their approximate memory in bytes, and the number of requests so far.</summary>
    public (int Count, long Bytes, long Total) Measure()
    {
        lock (gate)
        {
            return (entries.Count, bytes, lastSequence);
        }
    }

    public void Add(JournalEntry entry)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            entry.Sequence = ++lastSequence;
            entries.Enqueue(entry);
            bytes += entry.Size;
            while (entries.Count > maxEntries || (bytes > maxBytes && entries.Count > 1))
            {
                bytes -= entries.Dequeue().Size;
            }

            (waiting, nextEntry) = (nextEntry, null);
        }

        waiting?.TrySetResult();
    }

    /// <summary>Returns the entries after a sequence number, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Read(long after = 0)
    {
        lock (gate)
        {
            return [.. entries.SkipWhile(entry => entry.Sequence <= after)];
        }
    }

    /// <summary>Removes entries.</summary>
    public void Remove(Predicate<JournalEntry> chosen)
    {
        lock (gate)
        {
            entries = new(entries.Where(entry => !chosen(entry)));
            bytes = entries.Sum(entry => (long)entry.Size);
        }
    }

    /// <summary>Completes when the journal has an entry after a sequence number.</summary>
    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return lastSequence > after
                ? Task.CompletedTask
                : (nextEntry ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken);
        }
    }
}
