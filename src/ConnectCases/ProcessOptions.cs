namespace ConnectCases;

/// <summary>
/// The options of the executable. They are bound from section <c>ConnectCases</c>, like <see cref="EmulatorOptions"/>. A program
/// that hosts the emulator has its own addresses and its own log.
/// </summary>
internal sealed class ProcessOptions
{
    /// <summary>The addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:22737";

    /// <summary>The certificate for https addresses: a PEM or PFX file.</summary>
    public string? Certificate { get; set; }

    /// <summary>The private key of a PEM certificate whose file does not contain the key.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>The password of the certificate file, or of its key.</summary>
    public string? CertificatePassword { get; set; }

    public LogFormat LogFormat { get; set; }

    /// <summary>The lowest level of the log lines that are written.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>The file that receives the endpoint when the server is ready, and that is deleted when the server stops.</summary>
    public string? ReadyFile { get; set; }

    /// <summary>Stops the server when its parent process ends.</summary>
    public bool ExitWithParent { get; set; }

    /// <exception cref="StartupException">An option is not available, or its value is not one of the choices.</exception>
    public static ProcessOptions Read(IConfiguration settings)
    {
        var options = settings.Get<ProcessOptions>() ?? new();
        if (!Enum.IsDefined(options.LogFormat) || !Enum.IsDefined(options.LogLevel))
        {
            throw new StartupException(
                $"LogFormat is {options.LogFormat} and LogLevel is {options.LogLevel}. The formats are {string.Join(", ", Enum.GetNames<LogFormat>())}. "
                + $"The levels are {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }

        if (options.ExitWithParent)
        {
            ParentProcess.EnsureSupported();
        }

        return options;
    }
}

/// <summary>The format of the log.</summary>
internal enum LogFormat
{
    /// <summary>Text lines for people.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,

    /// <summary>No log. The start is still announced, as text.</summary>
    None,
}
