namespace ConnectCases.Commands.Pull;

/// <summary>Thrown if a domain cannot be copied. The message is written for the user.</summary>
internal sealed class PullException(string message, Exception? inner = null) : Exception(message, inner);
