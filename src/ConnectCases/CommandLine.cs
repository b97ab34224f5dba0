using System.CommandLine;
using System.CommandLine.Parsing;

namespace ConnectCases;

/// <summary>Reads the command line. Command line options override environment variables and appsettings.json.</summary>
internal static class CommandLine
{
    public const int ErrorExitCode = 2;

    private static readonly (Option Option, string Setting)[] Settings =
    [
        (
            new Option<string>("--urls")
            {
                Description = "The addresses to listen on, separated by semicolons (default: http://127.0.0.1:22737)",
                HelpName = "URLS",
            },
            "urls"),
        (
            new Option<string>("--data")
            {
                Description = "The SQLite file that keeps the state (default: cases.db)",
                HelpName = "FILE",
            },
            Name(nameof(EmulatorOptions.Data))),
        (
            new Option<string>("--postgres")
            {
                Description = "The connection string of a PostgreSQL database that keeps the state and that servers can share",
                HelpName = "CONNECTION",
            },
            Name(nameof(EmulatorOptions.Postgres))),
        (
            new Option<bool>("--in-memory")
            {
                Description = "Keep the state in a temporary database and delete the database when the server stops",
            },
            Name(nameof(EmulatorOptions.InMemory))),
        (
            new Option<string>("--seed")
            {
                Description = "Add a data set if it does not exist. The only data set is 'demo', a small contact center",
                HelpName = "NAME",
            },
            Name(nameof(EmulatorOptions.Seed))),
        (
            new Option<string>("--account")
            {
                Description = "The account of callers whose access key id is not a 12-digit account id (default: 123456789012)",
                HelpName = "ID",
            },
            Name(nameof(EmulatorOptions.Account))),
        (
            new Option<string>("--region")
            {
                Description = "The Region of unsigned requests (default: us-east-1)",
                HelpName = "REGION",
            },
            Name(nameof(EmulatorOptions.Region))),
        (
            new Option<string>("--synchronous")
            {
                Description = "Respond when a write is on the disk (full, the default) or in the operating system (normal)",
                HelpName = "MODE",
            },
            Name(nameof(EmulatorOptions.Synchronous))),
        (
            new Option<string>("--log-format")
            {
                Description = "The format of the log: text (default) or json",
                HelpName = "FORMAT",
            },
            Name(nameof(EmulatorOptions.LogFormat))),

        // Test hosts for ASP.NET Core applications pass these options.
        (new Option<string>("--environment") { Hidden = true }, "environment"),
        (new Option<string>("--contentRoot") { Hidden = true }, "contentRoot"),
        (new Option<string>("--applicationName") { Hidden = true }, "applicationName"),
    ];

    /// <summary>
    /// Returns the settings of the command line. Returns an exit code instead if the program must not start a server.
    /// </summary>
    public static (int? ExitCode, IReadOnlyDictionary<string, string?> Settings) Read(string[] args)
    {
        var settings = new Dictionary<string, string?>();
        var command = new RootCommand("An emulator of the Amazon Connect Cases API.");
        foreach (var (option, _) in Settings)
        {
            command.Options.Add(option);
        }

        var started = false;
        command.SetAction(parsed =>
        {
            started = true;
            foreach (var (option, setting) in Settings)
            {
                if (parsed.GetResult(option) is { Implicit: false } given)
                {
                    settings[setting] = Text(option, given);
                }
            }
        });

        var result = command.Parse(args);
        if (result.Errors is [var error, ..])
        {
            Console.Error.WriteLine($"{error.Message} See --help.");
            return (ErrorExitCode, settings);
        }

        var exitCode = result.Invoke();
        return (started ? null : exitCode, settings);
    }

    private static string? Text(Option option, OptionResult given) =>
        option is Option<bool> flag ? given.GetValue(flag).ToString() : given.GetValueOrDefault<string>();

    private static string Name(string option) => $"{EmulatorOptions.Section}:{option}";
}
