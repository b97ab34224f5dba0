namespace ConnectCases;

/// <summary>A setting or a storage with which the server must not start; the message is the one line that the user sees.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
