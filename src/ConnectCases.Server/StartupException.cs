namespace ConnectCases;

/// <summary>Thrown if the storage or a seed prevents the start of the emulator. The message is written for the user.</summary>
public sealed class StartupException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message for the user.</param>
    /// <param name="inner">The cause, or null.</param>
    public StartupException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
