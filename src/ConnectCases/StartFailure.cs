using System.Net.Sockets;
using ConnectCases.Protocol.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ConnectCases;

/// <summary>Describes in one sentence why the server cannot start.</summary>
internal static class StartFailure
{
    /// <summary>Returns the sentence, or null if the exception is a bug.</summary>
    public static string? Describe(Exception exception, ProcessOptions? options) => exception switch
    {
        StartupException or OptionsValidationException or StorageUnavailableException => exception.Message.ReplaceLineEndings(" "),
        IOException { InnerException: AddressInUseException } => $"The address {options?.Urls} is in use. Is another emulator running? "
            + "Use --urls with another port. With port 0, the server chooses a free port.",
        IOException { InnerException: SocketException inner } => Describe(inner, options),
        SocketException socket => Describe(socket, options),
        IOException or UnauthorizedAccessException => exception.Message.ReplaceLineEndings(" "),
        _ => null,
    };

    private static string Describe(SocketException exception, ProcessOptions? options) => exception.SocketErrorCode switch
    {
        SocketError.AccessDenied => $"The server is not allowed to listen on {options?.Urls}. Use --urls with a port above 1023.",
        SocketError.AddressNotAvailable => $"This machine does not have the address {options?.Urls}. Use --urls with an address of this machine.",
        _ => $"The server cannot listen on {options?.Urls}: {exception.Message}.",
    };
}
