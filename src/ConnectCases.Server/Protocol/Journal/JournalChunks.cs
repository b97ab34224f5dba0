namespace ConnectCases.Protocol.Journal;

/// <summary>The memory of the journal: large arrays that are used again. The owner calls the methods under a lock.</summary>
internal sealed class JournalChunks
{
    /// <summary>The size of a chunk in bytes.</summary>
    public const int Size = 1024 * 1024;

    private Chunk current = new(Size);
    private Chunk? spare;

    /// <summary>The bytes of all chunks. A chunk stays while it has one entry.</summary>
    public long Allocated { get; private set; } = Size;

    /// <summary>Copies the bytes of an entry.</summary>
    public (Chunk Chunk, int Offset) Add(ReadOnlySpan<byte> bytes)
    {
        if (current.Bytes.Length - current.Used < bytes.Length)
        {
            if (current.Entries == 0)
            {
                Release(current);
            }

            current = Allocate(bytes.Length);
        }

        var offset = current.Used;
        bytes.CopyTo(current.Bytes.AsSpan(offset));
        current.Used += bytes.Length;
        current.Entries++;
        return (current, offset);
    }

    /// <summary>Removes an entry. A chunk without entries is used again.</summary>
    public void Remove(Chunk chunk)
    {
        if (--chunk.Entries == 0 && chunk != current)
        {
            Release(chunk);
        }
    }

    private Chunk Allocate(int length)
    {
        if (spare is { } free && free.Bytes.Length >= length)
        {
            spare = null;
            return free;
        }

        var chunk = new Chunk(Math.Max(Size, length));
        Allocated += chunk.Bytes.Length;
        return chunk;
    }

    private void Release(Chunk chunk)
    {
        Allocated -= spare?.Bytes.Length ?? 0;
        chunk.Used = 0;
        spare = chunk;
    }

    internal sealed class Chunk(int size)
    {
        public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

        public int Used { get; set; }

        public int Entries { get; set; }
    }
}
