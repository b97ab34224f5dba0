using System.Collections.Concurrent;

namespace ConnectCases.State;

/// <summary>Reads a sequence on another thread, a few items ahead of its consumer.</summary>
internal static class ReadAhead
{
    private const int ChunkSize = 250;
    private const int ChunksAhead = 4;

    /// <summary>Returns the same items in the same order. An exception of the source reaches the consumer after the items before it.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var chunks = new BlockingCollection<T[]>(ChunksAhead);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() => Read(source, chunks, stop.Token), CancellationToken.None);
        try
        {
            foreach (var item in chunks.GetConsumingEnumerable(CancellationToken.None).SelectMany(chunk => chunk))
            {
                yield return item;
            }

            reader.GetAwaiter().GetResult();
        }
        finally
        {
            // The consumer can stop early. The source must not be in use afterwards.
            stop.Cancel();
            ((IAsyncResult)reader).AsyncWaitHandle.WaitOne();
        }
    }

    private static void Read<T>(IEnumerable<T> source, BlockingCollection<T[]> chunks, CancellationToken stop)
    {
        try
        {
            foreach (var chunk in source.Chunk(ChunkSize))
            {
                chunks.Add(chunk, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The consumer has stopped.
        }
        finally
        {
            chunks.CompleteAdding();
        }
    }
}
