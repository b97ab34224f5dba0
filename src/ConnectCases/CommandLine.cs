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
            new Option<string>("--seed")
            {
                Description = "Add a data set if it does not exist. The only data set is 'demo', a small contact center",
                HelpName = "NAME",
            },
            nameof(EmulatorOptions.Seed)),
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
    public static StartArguments Read(string[] args)
    {
        var command = new RootCommand("An emulator of the Amazon Connect Cases API.");
        foreach (var (option, _) in Settings.Concat(TestHostSettings.Select(setting => ((Option)setting.Option, setting.Setting))))
        {
            command.Options.Add(option);
        }

        ParseResult? started = null;
        command.SetAction(parsed => started = parsed);

        var (named, others) = SplitNamedSettings(args);
        var result = command.Parse(others);
        if (result.Errors is [var error, ..])
        {
            Console.Error.WriteLine($"{error.Message} See --help.");
            return new(ErrorExitCode, named, new());
        }

        var exitCode = result.Invoke();
        return started is null
            ? new(exitCode, named, new())
            : new(null, [.. named, .. Given(started)], TestHostOptions(started));
    }

    private static (List<KeyValuePair<string, string?>> Named, List<string> Others) SplitNamedSettings(string[] args)
    {
        const string Prefix = $"--{EmulatorOptions.Section}:";

        // A test host also passes the section itself, without a value.
        var named = args.Where(arg => arg != $"--{EmulatorOptions.Section}=").ToLookup(
            arg => arg.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && arg.Contains('=', StringComparison.Ordinal));
        return (
            [.. named[true].Select(arg => arg[Prefix.Length..].Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))],
            [.. named[false]]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        foreach (var (option, setting) in Settings)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                yield return KeyValuePair.Create(setting, Text(option, given));
            }
        }
    }

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
internal sealed record StartArguments(
    int? ExitCode, IReadOnlyList<KeyValuePair<string, string?>> Settings, WebApplicationOptions Host);
