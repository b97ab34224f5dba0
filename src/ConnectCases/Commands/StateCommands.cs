using System.CommandLine;
using System.CommandLine.Parsing;
using ConnectCases.Controls.State;
using ConnectCases.Protocol.Errors;
using ConnectCases.State;

namespace ConnectCases.Commands;

/// <summary>
/// The commands <c>export</c> and <c>import</c>. They use a running server, or a database that no server uses.
/// </summary>
/// <param name="runOffline">Runs work on the storage with these settings. Does not start a server.</param>
internal sealed class StateCommands(Action<IReadOnlyList<KeyValuePair<string, string?>>, OfflineWork> runOffline)
{
    private readonly Argument<string> file = new("file") { Description = "The state document (newline-delimited JSON)", HelpName = "FILE" };

    private readonly Option<string> endpoint = ServerClient.CreateEndpoint();

    private readonly Option<string> data = new("--data")
    {
        Description = "A SQLite file that no server uses, instead of a running server",
        HelpName = "FILE",
    };

    private readonly Option<string> postgres = new("--postgres")
    {
        Description = "The connection string of a PostgreSQL database, instead of a running server",
        HelpName = "CONNECTION",
    };

    private readonly Option<string> account = new("--account") { Description = "Only this account (default: all)", HelpName = "ID" };

    private readonly Option<string> region = new("--region")
    {
        Description = "Only this Region of the account (default: all)",
        HelpName = "REGION",
    };

    public Command CreateExport()
    {
        var command = Create("export", "Write the state to a file");
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed,
            given => given.GetValue(data),
            (services, world) => ExportAsync(services, world, parsed.GetRequiredValue(file), cancellationToken),
            world => ServerClient.ExportAsync(parsed.GetValue(endpoint), world, parsed.GetRequiredValue(file), cancellationToken)));
        return command;
    }

    public Command CreateImport()
    {
        var command = Create("import", "Replace the state with a file, completely or not at all");
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed,
            given => given.GetValue(file),
            (services, world) => ImportAsync(services, world, parsed.GetRequiredValue(file), cancellationToken),
            world => ServerClient.ImportAsync(parsed.GetValue(endpoint), world, parsed.GetRequiredValue(file), cancellationToken)));
        return command;
    }

    private Command Create(string name, string description)
    {
        var command = new Command(name, description) { file, endpoint, data, postgres, account, region };
        command.Validators.Add(OneTarget);
        return command;
    }

    private void OneTarget(CommandResult result)
    {
        Option[] given = [.. new Option[] { endpoint, data, postgres }.Where(option => result.GetResult(option) is { Implicit: false })];
        if (given.Length > 1)
        {
            result.AddError($"{given[0].Name} and {given[1].Name} cannot be used together.");
        }
        else if (result.GetValue(region) is not null && result.GetValue(account) is null)
        {
            result.AddError("--region needs --account.");
        }
        else if (result.GetValue(account) is { } id && !EmulatorOptionsValidator.IsAccount(id))
        {
            result.AddError($"The account '{id}' is not a 12-digit account id.");
        }
        else if (result.GetValue(region) is { } name && !EmulatorOptionsValidator.IsRegion(name))
        {
            result.AddError($"The Region '{name}' is not the name of a Region, such as us-east-1.");
        }
    }

    private async Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, string?> needed, Func<IServiceProvider, WorldScope, Task<int>> onDatabase, Func<WorldScope, Task<int>> onServer)
    {
        var world = new WorldScope(parsed.GetValue(account), parsed.GetValue(region));
        List<KeyValuePair<string, string?>> storage =
        [
            .. Given(parsed, data, nameof(EmulatorOptions.Data)), .. Given(parsed, postgres, nameof(EmulatorOptions.Postgres)),
        ];
        if (storage.Count == 0)
        {
            return await onServer(world);
        }

        // Opening a database creates its file.
        if (needed(parsed) is { } missing && !File.Exists(missing))
        {
            await Console.Error.WriteLineAsync($"{missing} does not exist.");
            return 1;
        }

        runOffline(storage, services => onDatabase(services, world));
        return 0;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed, Option<string> option, string setting) =>
        parsed.GetValue(option) is { } value ? [KeyValuePair.Create(setting, (string?)value)] : [];

    private static async Task<int> ExportAsync(
        IServiceProvider services, WorldScope world, string file, CancellationToken cancellationToken)
    {
        var state = services.GetRequiredService<StateControl>();
        using var progress = new Progress("rows");
        var total = state.Count(world);
        return await ReportAsync(file, async () =>
        {
            await StateFile.ExportAsync(state, world, file, rows => progress.Report(rows, total), cancellationToken);
            return $"Exported to {file}.";
        });
    }

    private static Task<int> ImportAsync(
        IServiceProvider services, WorldScope world, string file, CancellationToken cancellationToken) => ReportAsync(file, async () =>
        {
            // The document is checked first and read again to insert its rows.
            using var progress = new Progress("bytes");
            long? total = new FileInfo(file).Length is > 0 and var length ? length * 2 : null;
            var imported = await StateFile.ImportAsync(
                services.GetRequiredService<StateControl>(), world, file, bytes => progress.Report(bytes, total), cancellationToken);
            return $"Imported {imported.Domains} domains and {imported.Cases} cases from {file}.";
        });

    /// <summary>Runs work with a file. Prints its result, or why it failed.</summary>
    public static async Task<int> ReportAsync(string file, Func<Task<string>> run)
    {
        try
        {
            Console.WriteLine(await run());
            return 0;
        }
        catch (Exception failure) when (failure is ServiceException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{file}: {failure.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }
}

/// <summary>Work on the storage without a server. Returns the exit code.</summary>
internal delegate Task<int> OfflineWork(IServiceProvider services);
