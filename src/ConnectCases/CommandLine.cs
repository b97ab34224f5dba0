using System.CommandLine;
using System.CommandLine.Parsing;

namespace ConnectCases;

/// <summary>The options of the command line, as settings that win over environment variables and appsettings.json.</summary>
internal static class CommandLine
{
    public const int RefusedExitCode = 2;

    private static readonly (Option Option, string Setting)[] Settings =
    [
        (new Option<string>("--urls") { Description = "Where to listen (http://127.0.0.1:22737)", HelpName = "URLS" }, "urls"),
        (new Option<string>("--data") { Description = "The SQLite file that keeps the state (cases.db)", HelpName = "FILE" }, Name(nameof(EmulatorOptions.Data))),
        (new Option<string>("--postgres") { Description = "Keep the state in a PostgreSQL database, which servers can share", HelpName = "CONNECTION" }, Name(nameof(EmulatorOptions.Postgres))),
        (new Option<bool>("--in-memory") { Description = "Keep nothing: the state is gone when the server ends" }, Name(nameof(EmulatorOptions.InMemory))),
        (new Option<string>("--seed") { Description = "Add 'demo', a small contact center, unless it is there", HelpName = "NAME" }, Name(nameof(EmulatorOptions.Seed))),
        (new Option<string>("--account") { Description = "The account of callers whose access key is not a 12-digit account id (123456789012)", HelpName = "ID" }, Name(nameof(EmulatorOptions.Account))),
        (new Option<string>("--region") { Description = "The Region of unsigned requests (us-east-1)", HelpName = "REGION" }, Name(nameof(EmulatorOptions.Region))),
        (new Option<string>("--synchronous") { Description = "Answer a write when it is on the disk (full) or with the operating system (normal)", HelpName = "MODE" }, Name(nameof(EmulatorOptions.Synchronous))),
        (new Option<string>("--log-format") { Description = "How the log is written: text or json", HelpName = "FORMAT" }, Name(nameof(EmulatorOptions.LogFormat))),

        // What test hosts for ASP.NET Core applications pass.
        (new Option<string>("--environment") { Hidden = true }, "environment"),
        (new Option<string>("--contentRoot") { Hidden = true }, "contentRoot"),
        (new Option<string>("--applicationName") { Hidden = true }, "applicationName"),
    ];

    /// <summary>The settings that were given, or the exit code of a call that is not to start a server.</summary>
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
            return (RefusedExitCode, settings);
        }

        var exitCode = result.Invoke();
        return (started ? null : exitCode, settings);
    }

    private static string? Text(Option option, OptionResult given) =>
        option is Option<bool> flag ? given.GetValue(flag).ToString() : given.GetValueOrDefault<string>();

    private static string Name(string option) => $"{EmulatorOptions.Section}:{option}";
}
