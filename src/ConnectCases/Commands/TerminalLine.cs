namespace ConnectCases.Commands;

/// <summary>Shows one line on a terminal while a command works. Writes nothing if standard error is not a terminal.</summary>
internal sealed class TerminalLine : IDisposable
{
    // Moves the cursor to the start of the line and clears the line.
    private const string ClearLine = "\r\u001b[K";

    private readonly bool isTerminal = !Console.IsErrorRedirected;

    /// <summary>Replaces the line.</summary>
    public void Show(string text)
    {
        if (isTerminal)
        {
            Console.Error.Write($"{ClearLine}{text}");
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (isTerminal)
        {
            Console.Error.Write(ClearLine);
        }
    }
}
