using System.Net;

namespace ConnectCases.Protocol.Security;

/// <summary>The names and addresses with which a machine addresses itself.</summary>
internal static class Loopback
{
    /// <summary>Determines whether a host name is <c>localhost</c>, a name below <c>localhost</c>, or a loopback address.</summary>
    public static bool IsName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Determines whether a connection comes from this machine. A connection without an address is inside the process.</summary>
    public static bool IsSource(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote);
}
