using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A proxy in front of the PostgreSQL server. It can drop one COMMIT message or the response to it.</summary>
internal sealed class LossyConnection : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private Loss next;

    public LossyConnection()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionTo(database))
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    public bool HasLost => next == Loss.Nothing;

    public void LoseNext(Loss what) => next = what;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener was disposed.
        }
    }

    private async Task JoinAsync(Socket client)
    {
        using var near = client;
        using var far = await PostgresServer.ConnectSocketAsync();
        await Task.WhenAll(ForwardAsync(near, far), CopyAsync(far, near));
    }

    private async Task ForwardAsync(Socket near, Socket far)
    {
        var buffer = new byte[64 * 1024];
        while (await near.ReceiveAsync(buffer) is > 0 and var count)
        {
            // Matches the whole message, because "BEGIN ... READ COMMITTED" also contains COMMIT.
            var lost = buffer.AsSpan(0, count).IndexOf("COMMIT\0"u8) < 0 ? Loss.Nothing : next;
            if (lost == Loss.Nothing)
            {
                await far.SendAsync(buffer.AsMemory(0, count));
                continue;
            }

            next = Loss.Nothing;
            if (lost == Loss.Response)
            {
                near.Shutdown(SocketShutdown.Send);
                await far.SendAsync(buffer.AsMemory(0, count));
            }

            break;
        }

        far.Shutdown(SocketShutdown.Send);
    }

    // Forwards the responses until the server closes the connection.
    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            try
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
            catch (SocketException)
            {
                // The client has already closed the connection.
            }
        }

        to.Close();
    }
}

/// <summary>The message that the proxy drops.</summary>
public enum Loss
{
    Nothing,
    Commit,
    Response,
}
