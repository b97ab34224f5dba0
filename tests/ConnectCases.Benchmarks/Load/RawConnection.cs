using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConnectCases.Benchmarks.Load;

/// <summary>
/// A keep-alive connection that costs very little CPU time. Requests are prepared bytes. The connection parses only the
/// status and the end of a response. It supports the HTTP responses of Kestrel, not all of HTTP.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private const int TimeoutMilliseconds = 60_000;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = TimeoutMilliseconds,
    };

    private byte[] buffer = new byte[64 * 1024];
    private int filled;
    private Range body;

    public RawConnection(int port)
    {
        try
        {
            socket.Connect(IPAddress.Loopback, port);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The body of the last response.</summary>
    public string Body => Encoding.UTF8.GetString(buffer.AsSpan(body));

    /// <summary>Sends a request, reads the whole response and returns the status.</summary>
    public int Exchange(ReadOnlySpan<byte> request)
    {
        socket.Send(request);
        filled = 0;
        var start = After("\r\n\r\n"u8, 0);
        var head = buffer.AsSpan(0, start);
        var status = Number(head[9..12]);
        if (head.IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0)
        {
            body = start..ReadChunks(start);
        }
        else
        {
            var end = start + ContentLength(head);
            ReadUntil(end);
            body = start..end;
        }

        return status;
    }

    public void Dispose() => socket.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var header = "\r\nContent-Length: "u8;
        return head.IndexOf(header) is >= 0 and var position ? Number(head[(position + header.Length)..]) : 0;
    }

    private static int Number(ReadOnlySpan<byte> text, char format = 'G') =>
        Utf8Parser.TryParse(text, out int number, out _, format) ? number : throw new IOException("The response is not valid HTTP.");

    /// <summary>Joins the chunks and returns the end of the last chunk.</summary>
    private int ReadChunks(int start)
    {
        var (end, position) = (start, start);
        while (true)
        {
            var data = After("\r\n"u8, position);
            var size = Number(buffer.AsSpan(position..data), 'x');
            position = data + size + 2;
            ReadUntil(position);
            if (size == 0)
            {
                return end;
            }

            buffer.AsSpan(data, size).CopyTo(buffer.AsSpan(end));
            end += size;
        }
    }

    private int After(ReadOnlySpan<byte> mark, int from)
    {
        while (true)
        {
            if (buffer.AsSpan(from..filled).IndexOf(mark) is >= 0 and var position)
            {
                return from + position + mark.Length;
            }

            Receive();
        }
    }

    private void ReadUntil(int length)
    {
        while (filled < length)
        {
            Receive();
        }
    }

    private void Receive()
    {
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = socket.Receive(buffer.AsSpan(filled));
        filled += count > 0 ? count : throw new IOException("The server closed the connection.");
    }
}
