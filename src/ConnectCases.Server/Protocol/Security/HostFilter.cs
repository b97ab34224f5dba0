using System.Net;
using ConnectCases.Protocol.Errors;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConnectCases.Protocol.Security;

/// <summary>
/// Rejects requests for host names that are not names of this server. A web page could otherwise reach the server through DNS
/// rebinding: the name of its own host resolves to the address of this server, so the browser sees one origin.
/// </summary>
internal sealed class HostFilter(RequestDelegate next, IOptions<EmulatorOptions> options)
{
    private readonly StringSegment[] allowed =
        [.. (options.Value.AllowedHosts ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public Task InvokeAsync(HttpContext context) => IsAllowed(context.Request.Host.Host, context.Connection.LocalIpAddress)
        ? next(context)
        : throw new MisdirectedRequestException(context.Request.Host.Host);

    // A request of HTTP/1.0 has no host. Browsers do not send such requests.
    private bool IsAllowed(string host, IPAddress? local) => host.Length == 0
        || Loopback.IsName(host)
        || (IPAddress.TryParse(host, out var address) && address.Equals(Unmapped(local)))
        || allowed.Contains("*")
        || HostString.MatchesAny(host, allowed);

    private static IPAddress? Unmapped(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
