using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Security;

/// <summary>The web origins whose pages can call the API (option <see cref="EmulatorOptions.Cors"/>).</summary>
internal sealed class AllowedOrigins(IOptions<EmulatorOptions> options)
{
    private readonly string mode = options.Value.Cors;

    private readonly HashSet<string> origins =
        [.. options.Value.Cors.Split(',', StringSplitOptions.TrimEntries)];

    /// <summary>Whether pages of every origin can call the API.</summary>
    public bool Any => mode == "any";

    public bool Contains(string origin) => Any
        || (mode == "loopback" ? Uri.TryCreate(origin, UriKind.Absolute, out var uri) && Loopback.IsName(uri.IdnHost) : origins.Contains(origin));

    /// <summary>Determines whether a page without an <c>Origin</c> header can send a request. The page only reveals its relation.</summary>
    /// <param name="site">The header <c>Sec-Fetch-Site</c>. Clients that are not browsers do not send it.</param>
    public bool AllowsSite(string site) => Any || (site != "cross-site" && (site != "same-site" || mode == "loopback"));
}
