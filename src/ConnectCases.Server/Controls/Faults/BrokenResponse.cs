using System.Net.Sockets;
using ConnectCases.Protocol.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ConnectCases.Controls.Faults;

/// <summary>Sends responses that no client can read, or ends the connection.</summary>
/// <param name="context">The request.</param>
/// <param name="stopping">Is canceled when the server begins to stop.</param>
internal sealed class BrokenResponse(HttpContext context, CancellationToken stopping)
{
    // How long a client has to close a connection after the server has ended it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Determines whether the client receives nothing.</summary>
    public static bool IsAbsent(FaultKind kind) => kind is FaultKind.ConnectionReset or FaultKind.EmptyResponse or FaultKind.Timeout;

    /// <param name="kind">The kind of the response.</param>
    /// <param name="body">The body of the response that is lost, or a body that a response could have.</param>
    public Task SendAsync(FaultKind kind, byte[] body) => kind switch
    {
        FaultKind.ConnectionReset => ResetAsync(),
        FaultKind.EmptyResponse => EndAsync(),
        FaultKind.TruncatedResponse => TruncateAsync(body),
        FaultKind.MalformedResponse => MalformAsync(),
        FaultKind.Timeout => TimeOutAsync(),
    };

    // A socket that closes with a linger time of zero sends RST.
    private Task ResetAsync()
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
        }

        Abort();
        return Task.CompletedTask;
    }

    private async Task TruncateAsync(byte[] body)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        await EndAsync();
    }

    private async Task MalformAsync()
    {
        var body = "This is not JSON."u8.ToArray();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task TimeOutAsync()
    {
        await WaitAsync(Timeout.InfiniteTimeSpan);
        Abort();
    }

    /// <summary>Ends the connection after all bytes that were written. Other requests of an HTTP/2 connection continue.</summary>
    private async Task EndAsync()
    {
        var transport = context.Features.Get<IConnectionTransportFeature>()?.Transport;
        if (transport is not null && !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Bytes that nobody has read would turn the end of the connection into a reset.
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await (context.Features.Get<ISslStreamFeature>()?.SslStream is { } encrypted
                ? encrypted.ShutdownAsync()
                : transport.Output.CompleteAsync().AsTask());
            await WaitAsync(Patience);
        }

        Abort();
    }

    private async Task WaitAsync(TimeSpan time)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Abort()
    {
        RequestContext.Of(context).WasAborted = true;
        context.Abort();
    }
}
