using System.CommandLine;
using ConnectCases.Benchmarks.Commands;
using ConnectCases.Benchmarks.Floors;

namespace ConnectCases.Benchmarks;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures the emulator under load and compares it with minimal servers on the same machine.");
        LoadCommand.AddTo(root);
        root.Subcommands.Add(Seed());
        root.Subcommands.Add(StartCommand.Create());
        root.Subcommands.Add(SoakCommand.Create());
        root.Subcommands.Add(MicroCommand.Create());
        root.Subcommands.Add(Floor());
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

    private static Command Floor()
    {
        var name = new Argument<string>("name");
        var port = new Option<int>("--port");
        var data = new Option<string>("--data");
        var command = new Command("floor", "Runs a minimal server that the emulator is compared with") { name, port, data };
        command.Hidden = true;
        command.SetAction((options, _) => FloorApplication.RunAsync(
            options.GetRequiredValue(name), options.GetValue(port), options.GetValue(data)));
        return command;
    }
}
