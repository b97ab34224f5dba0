using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Journal;

namespace ConnectCases.Controls.Requests;

/// <summary>
/// Sends requests of the journal as server-sent events, until the limit of the request, the client disconnects, or the server stops.
/// </summary>
internal sealed class RequestStream(RequestJournal journal, IHostApplicationLifetime lifetime, ListRequestsRequest request)
    : IStreamedResponse
{
    public const string MediaType = "text/event-stream";

    public async Task WriteAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(end.Token);
        await context.Response.Body.FlushAsync(end.Token);
        try
        {
            await SseFormatter.WriteAsync(
                ReadAsync(StartOf(context.Request), end.Token),
                context.Response.Body,
                static (item, output) => output.Write(JsonSerializer.SerializeToUtf8Bytes(item.Data, ControlJson.Wire.RequestEntry)),
                end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // A stream without a limit has no other end.
        }
    }

    // Without a position, the stream begins with the next request. A browser sends the last id when it connects again.
    private long StartOf(HttpRequest http)
    {
        var total = journal.Measure().Total;
        var start = long.TryParse(http.Headers["Last-Event-ID"], out var last) ? Math.Max(0, last) : request.After ?? total;

        // The position can come from an earlier process, which had more requests.
        return start > total ? 0 : start;
    }

    private async IAsyncEnumerable<SseItem<RequestEntry>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sent = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = journal.Measure().Total;
            foreach (var entry in journal.Read(after))
            {
                after = entry.Sequence;
                if (request.Includes(entry))
                {
                    yield return new(entry.Read(), "request") { EventId = $"{entry.Sequence}" };
                    if (++sent == request.Limit)
                    {
                        yield break;
                    }
                }
            }

            // Entries can have been removed.
            after = Math.Max(after, end);
            await journal.WaitAsync(after, cancellationToken);
        }
    }
}
