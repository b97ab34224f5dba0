using System.Text.RegularExpressions;

namespace ConnectCases;

/// <summary>Reads the addresses to listen on.</summary>
internal static partial class ListenAddresses
{
    private const string Default = "http://127.0.0.1:22737";

    /// <exception cref="StartupException">An address is not an HTTP address.</exception>
    public static string[] Read(IConfiguration configuration)
    {
        var addresses = (configuration["urls"] ?? Default).Split(';');
        return Array.Find(addresses, address => !IsValid(address)) is { } invalid
            ? throw new StartupException($"'{invalid}' is not a valid address to listen on. Use an http address without a path, such as {Default}.")
            : addresses;
    }

    // The host * or + means all addresses of the machine. A URI cannot have such a host.
    private static bool IsValid(string address) =>
        Uri.TryCreate(AnyHost().Replace(address, "//localhost"), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", Host.Length: > 0, PathAndQuery: "/" };

    [GeneratedRegex(@"//[*+](?=:|/|\z)")]
    private static partial Regex AnyHost();
}
