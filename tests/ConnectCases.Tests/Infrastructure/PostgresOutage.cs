using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>A proxy in front of the PostgreSQL server. It can refuse connections like a stopped server, or never respond.</summary>
internal sealed class PostgresOutage : IAsyncDisposable
{
    private readonly List<Socket> connections = [];
    private readonly int port;
    private TcpListener listener;
    private volatile bool hangs;

    public PostgresOutage()
    {
        listener = new(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionTo(database))
    {
        Host = "127.0.0.1",
        Port = port,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Stop()
    {
        listener.Stop();
        CloseConnections();
    }

    /// <summary>Keeps all connections, but forwards nothing.</summary>
    public void Hang() => hangs = true;

    public void Restore()
    {
        // Messages that were lost make the old connections useless.
        hangs = false;
        CloseConnections();
        if (!listener.Server.IsBound)
        {
            listener = new(IPAddress.Loopback, port);
            listener.Start();
            _ = AcceptAsync(listener);
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private void CloseConnections()
    {
        lock (connections)
        {
            connections.ForEach(connection => connection.Dispose());
            connections.Clear();
        }
    }

    private async Task AcceptAsync(TcpListener source)
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await source.AcceptSocketAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private async Task JoinAsync(Socket client)
    {
        var server = await PostgresServer.ConnectSocketAsync();
        lock (connections)
        {
            connections.AddRange([client, server]);
        }

        await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        client.Dispose();
        server.Dispose();
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (!hangs)
                {
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One of the connections was closed.
        }
    }
}
