using System.Buffers;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Journal;

/// <summary>
/// The last requests of this process (controls.md 6). The number of entries and their bytes are limited. The journal keeps the entries as
/// bytes in a few large arrays, so that the garbage collector has no work with them.
/// </summary>
internal sealed class RequestJournal(IOptions<EmulatorOptions> options)
{
    private const int BatchSize = 200;
    private const int MaxWorlds = 10_000;
    private const int SpareBytes = 4 * JournalChunks.Size;

    private readonly Lock gate = new();
    private readonly int maxEntries = options.Value.RequestsKept;
    private readonly long maxBytes = options.Value.RequestBytesKept;
    private readonly Dictionary<(string? Account, string? Region), JournalWorld> worlds = [];
    private JournalChunks? chunks;
    private Queue<Slot> slots = new();
    private TaskCompletionSource? nextEntry;
    private long lastSequence;
    private long bytes;

    /// <summary>Whether the journal keeps requests.</summary>
    public bool IsOn => maxEntries > 0;

    /// <summary>Returns the number of entries, their bytes, and the number of requests so far.</summary>
    public (int Count, long Bytes, long Total) Measure()
    {
        lock (gate)
        {
            return (slots.Count, bytes, lastSequence);
        }
    }

    public void Add(JournalEntry entry)
    {
        var (written, length) = JournalBytes.Write(entry);
        TaskCompletionSource? waiting;
        lock (gate)
        {
            var (chunk, offset) = (chunks ??= new()).Add(written.AsSpan(0, length));
            slots.Enqueue(new(++lastSequence, entry.Operation, WorldOf(entry), chunk, offset, length));
            bytes += length;
            while (slots.Count > maxEntries || (slots.Count > 1 && bytes > maxBytes))
            {
                Release(slots.Dequeue());
            }

            (waiting, nextEntry) = (nextEntry, null);
        }

        ArrayPool<byte>.Shared.Return(written);
        waiting?.TrySetResult();
    }

    /// <summary>Returns the last entry, or null.</summary>
    public JournalEntry? ReadLast()
    {
        lock (gate)
        {
            return slots.Count == 0 ? null : slots.Last().Read();
        }
    }

    /// <summary>Returns the entries until now, oldest first. Other requests can add entries meanwhile.</summary>
    /// <param name="after">Leaves out entries up to this sequence number.</param>
    /// <param name="operation">The operation, or null for all operations.</param>
    public IEnumerable<JournalEntry> Read(long after = 0, string? operation = null)
    {
        var end = Measure().Total;
        List<JournalEntry> batch;
        do
        {
            batch = ReadBatch(after, end, operation);
            foreach (var entry in batch)
            {
                after = entry.Sequence;
                yield return entry;
            }
        }
        while (batch.Count == BatchSize);
    }

    /// <summary>Removes the entries of worlds.</summary>
    public void Remove(Predicate<JournalWorld> chosen)
    {
        lock (gate)
        {
            var kept = new Queue<Slot>();
            foreach (var slot in slots)
            {
                if (chosen(slot.World))
                {
                    Release(slot);
                }
                else
                {
                    kept.Enqueue(slot);
                }
            }

            slots = kept;
            CompactIfSparse();
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

    // A batch is short, so that requests do not wait long for a reader.
    private List<JournalEntry> ReadBatch(long after, long end, string? operation)
    {
        lock (gate)
        {
            return
            [
                .. slots.Where(slot => slot.Sequence > after && slot.Sequence <= end && (operation is null || slot.Operation == operation))
                    .Take(BatchSize).Select(slot => slot.Read()),
            ];
        }
    }

    private void Release(Slot slot)
    {
        bytes -= slot.Length;
        chunks!.Remove(slot.Chunk);
    }

    // A chunk stays while it has one entry. A removal can leave few entries in many chunks.
    private void CompactIfSparse()
    {
        if (chunks is null || chunks.Allocated <= bytes + (bytes / 2) + SpareBytes)
        {
            return;
        }

        var (packed, moved) = (new JournalChunks(), new Queue<Slot>(slots.Count));
        foreach (var slot in slots)
        {
            var (chunk, offset) = packed.Add(slot.Chunk.Bytes.AsSpan(slot.Offset, slot.Length));
            moved.Enqueue(slot with { Chunk = chunk, Offset = offset });
        }

        (chunks, slots) = (packed, moved);
    }

    // All entries of a world share one object.
    private JournalWorld WorldOf(JournalEntry entry)
    {
        if (!worlds.TryGetValue((entry.Account, entry.Region), out var world))
        {
            if (worlds.Count >= MaxWorlds)
            {
                worlds.Clear();
            }

            world = worlds[(entry.Account, entry.Region)] = new(entry.Account, entry.Region);
        }

        return world;
    }

    private readonly record struct Slot(
        long Sequence, string? Operation, JournalWorld World, JournalChunks.Chunk Chunk, int Offset, int Length)
    {
        public JournalEntry Read() => JournalBytes.Read(Sequence, Chunk.Bytes.AsSpan(Offset, Length));
    }
}

/// <summary>The world of the caller of a request. Null for a request that was refused before its caller was known.</summary>
internal sealed record JournalWorld(string? Account, string? Region);
