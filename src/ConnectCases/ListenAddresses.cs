using System.Net;

namespace ConnectCases;

/// <summary>Reads the addresses to listen on, and turns them into addresses that clients can use.</summary>
internal static class ListenAddresses
{
    /// <exception cref="StartupException">An address is not an http or https address.</exception>
    public static string[] Read(string urls) => [.. urls.Split(';', StringSplitOptions.TrimEntries).Select(ReadOne)];

    /// <summary>
    /// Returns the address that a client on this machine uses. A server can listen on all addresses of the machine (0.0.0.0, [::], *
    /// or +). A client cannot connect to such an address.
    /// </summary>
    public static string ForClients(string address)
    {
        var binding = BindingAddress.Parse(address);
        return IsAny(binding.Host) ? $"{binding.Scheme}://127.0.0.1:{binding.Port}" : address.TrimEnd('/');
    }

    /// <summary>Determines whether other machines can reach the address.</summary>
    public static bool IsReachableByOthers(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return !IsLocalhost(host) && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    public static bool IsHttps(string address) => BindingAddress.Parse(address).Scheme == Uri.UriSchemeHttps;

    /// <summary>Returns the host names in the addresses. The server listens on all addresses for such a name.</summary>
    public static IEnumerable<string> HostNames(IEnumerable<string> addresses) =>
        addresses.Select(address => BindingAddress.Parse(address).Host).Where(host => !IPAddress.TryParse(host, out _) && !IsAny(host));

    private static string ReadOne(string address)
    {
        var binding = TryParse(address) ?? throw new StartupException(
            $"'{address}' is not a valid address to listen on. Use an http or https address without a path, such as http://127.0.0.1:22737.");

        // The server cannot choose one free port for both addresses of localhost (127.0.0.1 and [::1]).
        return IsLocalhost(binding.Host) && binding.Port == 0 ? $"{binding.Scheme}://127.0.0.1:0" : address;
    }

    private static BindingAddress? TryParse(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding is { Scheme: "http" or "https", PathBase: "", IsUnixPipe: false, IsNamedPipe: false }
                && binding.Port is >= 0 and <= IPEndPoint.MaxPort && IsHost(binding.Host)
                    ? binding
                    : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // A name that ends in a digit is a mistyped address. The server would listen on all addresses.
    private static bool IsHost(string host) => IsAny(host) || IPAddress.TryParse(host, out _)
        || (Uri.CheckHostName(host) == UriHostNameType.Dns && !char.IsAsciiDigit(host[^1]));

    private static bool IsLocalhost(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    // All names that are not addresses and not localhost also listen on all addresses, but a client can use them.
    private static bool IsAny(string host) =>
        host is "*" or "+" || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
