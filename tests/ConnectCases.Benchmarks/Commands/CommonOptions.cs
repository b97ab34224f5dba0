using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>The options that several commands share.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Server = new("--server")
    {
        Description = "A folder with a published ConnectCases (default: the command publishes src/ConnectCases first)",
        HelpName = "FOLDER",
    };

    public static readonly Option<string?> Against = new("--against")
    {
        Description = "A folder with a second published server. The two servers take turns",
        HelpName = "FOLDER",
    };

    public static readonly Option<string?> Files = new("--files")
    {
        Description = "The folder for seeded databases and for the files of a run (default: artifacts/benchmarks)",
        HelpName = "FOLDER",
    };

    public static Option<int[]> Cases(params int[] standard) =>
        Numbers("--cases", "The number of cases in each database", standard, SampleData.MinCount);

    public static Option<int[]> Connections(params int[] standard) =>
        Numbers("--connections", "The number of parallel connections", standard, min: 1);

    public static Option<double> Seconds(double standard) => new("--seconds")
    {
        Description = "The duration of one round of load",
        DefaultValueFactory = _ => standard,
    };

    public static Option<int> Rounds(int standard) => new("--rounds")
    {
        Description = "The number of rounds; the report shows medians",
        DefaultValueFactory = _ => standard,
    };

    public static Option<IReadOnlyList<Scenario>> Scenarios(params IReadOnlyList<Scenario> standard) => new("--scenarios")
    {
        Description = $"Scenarios to run, from {string.Join(", ", ScenarioCatalog.All)}",
        HelpName = "A,B",
        DefaultValueFactory = standard is [] ? null : _ => standard,
        CustomParser = Chosen,
    };

    private static List<Scenario> Chosen(ArgumentResult result)
    {
        var names = result.Tokens[^1].Value.Split(',');
        foreach (var unknown in names.Where(name => !ScenarioCatalog.All.Any(scenario => scenario.IsNamed(name))))
        {
            result.AddError($"Unknown scenario '{unknown}'.");
        }

        return [.. ScenarioCatalog.All.Where(scenario => Array.Exists(names, scenario.IsNamed))];
    }

    private static Option<int[]> Numbers(string name, string description, int[] standard, int min) => new(name)
    {
        Description = description,
        HelpName = "N,N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            int[] numbers = [.. result.Tokens[^1].Value.Split(',').Select(part =>
                int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)];
            if (numbers.Min() < min)
            {
                result.AddError($"{name}: expected integers greater than or equal to {min}, for example {string.Join(',', standard)}.");
            }

            return numbers;
        },
    };
}
