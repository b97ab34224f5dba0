using System.Collections.Concurrent;

namespace ConnectCases.State;

/// <summary>Reads the lines of a document on another thread, a few lines ahead of their consumer.</summary>
internal static class ReadAhead
{
    private const int MaxLines = 250;
    private const int MaxBytes = 1024 * 1024;
    private const int ChunksAhead = 4;

    /// <summary>Returns the same lines in the same order. An exception of the source reaches the consumer after the lines before it.</summary>
    public static IEnumerable<NumberedLine> Of(IEnumerable<NumberedLine> source)
    {
        using var chunks = new BlockingCollection<List<NumberedLine>>(ChunksAhead);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() => Read(source, chunks, stop.Token), CancellationToken.None);
        try
        {
            foreach (var line in chunks.GetConsumingEnumerable(CancellationToken.None).SelectMany(chunk => chunk))
            {
                yield return line;
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

    private static void Read(IEnumerable<NumberedLine> source, BlockingCollection<List<NumberedLine>> chunks, CancellationToken stop)
    {
        try
        {
            var (chunk, bytes) = (new List<NumberedLine>(), 0L);
            foreach (var line in source)
            {
                chunk.Add(line);
                bytes += line.Size;
                if (chunk.Count == MaxLines || bytes > MaxBytes)
                {
                    chunks.Add(chunk, stop);
                    (chunk, bytes) = ([], 0);
                }
            }

            chunks.Add(chunk, stop);
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
