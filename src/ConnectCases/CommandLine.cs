using System.CommandLine;
using System.CommandLine.Parsing;
using ConnectCases.Commands;

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
            nameof(ProcessOptions.Urls)),
        (
            new Option<string>("--data")
            {
                Description = "The SQLite file that keeps the state (default: cases.db)",
                HelpName = "FILE",
            },
            nameof(EmulatorOptions.Data)),
        (
            new Option<string>("--postgres")
            {
                Description = "The connection string of a PostgreSQL database that keeps the state and that servers can share",
                HelpName = "CONNECTION",
            },
            nameof(EmulatorOptions.Postgres)),
        (
            new Option<bool>("--in-memory")
            {
                Description = "Keep the state in a temporary database and delete the database when the server stops",
            },
            nameof(EmulatorOptions.InMemory)),
        (
            new Option<string[]>("--seed")
            {
                Description = "Apply a seed at the start: 'demo', a small contact center, or a YAML or JSON file. Can be repeated",
                HelpName = "NAME|FILE",
            },
            nameof(EmulatorOptions.Seed)),
        (
            new Option<string>("--import")
            {
                Description = "Replace the state with this state document before the first request",
                HelpName = "FILE",
            },
            nameof(EmulatorOptions.Import)),
        (
            new Option<string>("--export-on-exit")
            {
                Description = "Write the state to this file when the server stops",
                HelpName = "FILE",
            },
            nameof(EmulatorOptions.ExportOnExit)),
        (
            new Option<string>("--account")
            {
                Description = "The account of callers whose access key id is not a 12-digit account id (default: 123456789012)",
                HelpName = "ID",
            },
            nameof(EmulatorOptions.Account)),
        (
            new Option<string>("--region")
            {
                Description = "The Region of unsigned requests (default: us-east-1)",
                HelpName = "REGION",
            },
            nameof(EmulatorOptions.Region)),
        (
            new Option<string>("--synchronous")
            {
                Description = "Respond when a write is on the disk (full, the default) or in the operating system (normal)",
                HelpName = "MODE",
            },
            nameof(EmulatorOptions.Synchronous)),
        (
            new Option<string>("--signatures")
            {
                Description = "Whether requests need a valid signature: off (default) or require",
                HelpName = "MODE",
            },
            nameof(EmulatorOptions.Signatures)),
        (
            new Option<string>("--throttling")
            {
                Description = "Whether requests above the rates of the real service are rejected: off (default) or documented",
                HelpName = "MODE",
            },
            nameof(EmulatorOptions.Throttling)),
        (
            new Option<string>("--faults")
            {
                Description = "Inject the faults of the rules in this JSON file",
                HelpName = "FILE",
            },
            nameof(EmulatorOptions.Faults)),
        (
            new Option<string>("--cors")
            {
                Description = "The web origins that can call the API: loopback (default), any, none, or origins separated by commas",
                HelpName = "ORIGINS",
            },
            nameof(EmulatorOptions.Cors)),
        (
            new Option<string>("--allowed-hosts")
            {
                Description = "More host names with which requests can address the server, separated by commas",
                HelpName = "HOSTS",
            },
            nameof(EmulatorOptions.AllowedHosts)),
        (
            new Option<string>("--certificate")
            {
                Description = "The certificate for https addresses: a PEM or PFX file",
                HelpName = "FILE",
            },
            nameof(ProcessOptions.Certificate)),
        (
            new Option<string>("--certificate-key")
            {
                Description = "The private key of a PEM certificate, if it is in another file",
                HelpName = "FILE",
            },
            nameof(ProcessOptions.CertificateKey)),
        (
            new Option<string>("--log-format")
            {
                Description = "The format of the log: text (default), json or none",
                HelpName = "FORMAT",
            },
            nameof(ProcessOptions.LogFormat)),
        (
            new Option<string>("--log-level")
            {
                Description = "The lowest level to log: trace, debug, information (default), warning, error, critical or none",
                HelpName = "LEVEL",
            },
            nameof(ProcessOptions.LogLevel)),
        (
            new Option<string>("--ready-file")
            {
                Description = "Write the endpoint to this file when the server is ready, and delete the file when it stops",
                HelpName = "FILE",
            },
            nameof(ProcessOptions.ReadyFile)),
        (
            new Option<bool>("--exit-with-parent")
            {
                Description = "Stop when the parent process ends",
            },
            nameof(ProcessOptions.ExitWithParent)),
    ];

    // The defaults of a server for one program: a free port, no files, and no output between the lines of the program.
    private static readonly KeyValuePair<string, string?>[] ForChild =
    [
        KeyValuePair.Create(nameof(ProcessOptions.Urls), (string?)"http://127.0.0.1:0"),
        KeyValuePair.Create(nameof(ProcessOptions.LogFormat), (string?)nameof(LogFormat.None)),
    ];

    // Test hosts for ASP.NET Core applications pass these options.
    private static readonly (Option<string> Option, string Setting)[] TestHostSettings =
    [
        (new Option<string>("--environment") { Hidden = true }, nameof(WebApplicationOptions.EnvironmentName)),
        (new Option<string>("--contentRoot") { Hidden = true }, nameof(WebApplicationOptions.ContentRootPath)),
        (new Option<string>("--applicationName") { Hidden = true }, nameof(WebApplicationOptions.ApplicationName)),
    ];

    /// <summary>
    /// Reads the command line. Every setting of section <c>ConnectCases</c> can also be set as <c>--ConnectCases:NAME=VALUE</c>, which
    /// is the form that <c>UseSetting</c> of WebApplicationFactory creates.
    /// </summary>
    public static async Task<StartArguments> ReadAsync(string[] args)
    {
        var root = new RootCommand("An emulator of the Amazon Connect Cases API. Without a command, starts a server.");
        foreach (var (option, _) in Settings.Concat(TestHostSettings.Select(setting => ((Option)setting.Option, setting.Setting))))
        {
            root.Options.Add(option);
        }

        StartArguments? start = null;
        var (named, others) = SplitNamedSettings(args);
        root.SetAction(parsed => start = new(null, [.. named, .. Given(parsed)], TestHostOptions(parsed), Child: null));
        var exec = CreateExec((parsed, child) => start = new(
            null,
            [.. Given(parsed).Concat(named).Concat(ForChild).DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)],
            new(),
            child));
        root.Subcommands.Add(exec);
        root.Subcommands.Add(ServerCommands.CreateHealth());
        root.Subcommands.Add(ServerCommands.CreateReset());
        var state = new StateCommands((settings, work) => start = new(null, settings, new(), Child: null, work));
        root.Subcommands.Add(state.CreateExport());
        root.Subcommands.Add(state.CreateImport());
        root.Subcommands.Add(ServerCommands.CreatePull());
        root.Subcommands.Add(SeedCommand.Create(ServerClient.CreateEndpoint));

        var result = root.Parse(others);
        if (result.Errors is [var error, ..])
        {
            await Console.Error.WriteLineAsync($"{error.Message} See --help.");
            return new(ErrorExitCode, named, new(), Child: null);
        }

        // The other commands call another server or use another database. A reset must not apply to more than an option before the command
        // says.
        if (result.CommandResult.Command is var command && command != root && command != exec
            && (named.Count > 0 || Settings.Any(setting => result.GetResult(setting.Option) is { Implicit: false })))
        {
            await Console.Error.WriteLineAsync($"Options of a server cannot be used with {command.Name}. See {command.Name} --help.");
            return new(ErrorExitCode, named, new(), Child: null);
        }

        var exitCode = await result.InvokeAsync();
        return start ?? new(exitCode, named, new(), Child: null);
    }

    private static Command CreateExec(Action<ParseResult, IReadOnlyList<string>> start)
    {
        var child = new Argument<string[]>("command")
        {
            Description = "The program and its arguments, after --",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("exec", "Start a server on a free port, run a program that uses the server, and stop the server")
        {
            child,
        };
        foreach (var (option, _) in Settings)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => start(parsed, parsed.GetRequiredValue(child)));
        return command;
    }

    private static (List<KeyValuePair<string, string?>> Named, List<string> Others) SplitNamedSettings(string[] args)
    {
        const string Prefix = $"--{EmulatorOptions.Section}:";

        // A test host also passes the section itself, without a value. The arguments after -- belong to another program.
        var child = args.SkipWhile(arg => arg != "--");
        var named = args.TakeWhile(arg => arg != "--").Where(arg => arg != $"--{EmulatorOptions.Section}=").ToLookup(
            arg => arg.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && arg.Contains('=', StringComparison.Ordinal));
        return (
            [.. named[true].Select(arg => arg[Prefix.Length..].Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))],
            [.. named[false], .. child]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        foreach (var (option, setting) in Settings)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                foreach (var value in Values(option, given, setting))
                {
                    yield return value;
                }
            }
        }
    }

    // A list replaces the lists and single values of other sources.
    private static IEnumerable<KeyValuePair<string, string?>> Values(Option option, OptionResult given, string setting) =>
        option is Option<string[]> list
            ? [
                KeyValuePair.Create(setting, (string?)null),
                .. given.GetValue(list)!.Select((value, index) => KeyValuePair.Create($"{setting}:{index}", (string?)value)),
            ]
            : [KeyValuePair.Create(setting, Text(option, given))];

    private static string? Text(Option option, OptionResult given) =>
        option is Option<bool> flag ? given.GetValue(flag).ToString() : given.GetValueOrDefault<string>();

    private static WebApplicationOptions TestHostOptions(ParseResult parsed)
    {
        var given = TestHostSettings.ToDictionary(setting => setting.Setting, setting => parsed.GetValue(setting.Option));
        return new()
        {
            EnvironmentName = given[nameof(WebApplicationOptions.EnvironmentName)],
            ContentRootPath = given[nameof(WebApplicationOptions.ContentRootPath)],
            ApplicationName = given[nameof(WebApplicationOptions.ApplicationName)],
        };
    }
}

/// <summary>The arguments of the program.</summary>
/// <param name="ExitCode">The exit code if the program must not start a server. Null otherwise.</param>
/// <param name="Settings">The settings of the command line, by their names in section <c>ConnectCases</c>.</param>
/// <param name="Host">The options that a test host passes.</param>
/// <param name="Child">The program to run while the server runs, with its arguments. Null to run until a signal.</param>
/// <param name="Offline">Work on the storage that runs instead of the server. Null to start a server.</param>
internal sealed record StartArguments(
    int? ExitCode,
    IReadOnlyList<KeyValuePair<string, string?>> Settings,
    WebApplicationOptions Host,
    IReadOnlyList<string>? Child,
    OfflineWork? Offline = null);
