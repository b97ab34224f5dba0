namespace ConnectCases.Commands.Pull;

/// <summary>Shows on a terminal what is being read. Writes nothing if standard error is not a terminal.</summary>
internal sealed class Progress : IDisposable
{
    // Moves the cursor to the start of the line and clears the line.
    private const string ClearLine = "\r\u001b[K";

    private readonly bool isTerminal = !Console.IsErrorRedirected;

    public void Show(string text)
    {
        if (isTerminal)
        {
            Console.Error.Write($"{ClearLine}{text}");
        }
    }

    public void Dispose()
    {
        if (isTerminal)
        {
            Console.Error.Write(ClearLine);
        }
    }
}
