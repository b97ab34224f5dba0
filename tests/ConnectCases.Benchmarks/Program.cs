using System.CommandLine;
using System.Globalization;
using ConnectCases.Benchmarks.Commands;
using ConnectCases.Benchmarks.Floors;

namespace ConnectCases.Benchmarks;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // The command line library would make the start of a floor slower.
        if (args is ["floor", var name, "--port", var port, "--data", var data])
        {
            await FloorApplication.RunAsync(name, int.Parse(port, CultureInfo.InvariantCulture), data);
            return 0;
        }

        return await RunCommandAsync(args);
    }

    private static Task<int> RunCommandAsync(string[] args)
    {
        var root = new RootCommand("Measures the emulator under load and compares it with minimal servers on the same machine.");
        LoadCommand.AddTo(root);
        root.Subcommands.Add(Seed());
        root.Subcommands.Add(StartCommand.Create());
        root.Subcommands.Add(SuiteCommand.Create());
        root.Subcommands.Add(FirstCommand.Create());
        root.Subcommands.Add(WarmupCommand.Create());
        root.Subcommands.Add(HostCommand.Create());
        root.Subcommands.Add(StateCommand.Create());
        root.Subcommands.Add(JournalCommand.Create());
        root.Subcommands.Add(SoakCommand.Create());
        root.Subcommands.Add(MicroCommand.Create());
        return root.Parse(args).InvokeAsync();
    }

    private static Command Seed()
    {
        var cases = CommonOptions.Cases(1_000, 100_000, 1_000_000);
        var command = new Command("seed", "Creates the databases that other commands copy")
        {
            cases, CommonOptions.Server, CommonOptions.Files,
        };
        command.SetAction(async (options, _) =>
        {
            using var workspace = Workspace.Of(options);
            foreach (var count in options.GetValue(cases)!)
            {
                var (path, _) = await workspace.Seeds.GetAsync(count);
                Report.Line(path);
            }
        });
        return command;
    }
}
