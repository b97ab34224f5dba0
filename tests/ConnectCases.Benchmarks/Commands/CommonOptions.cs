using System.CommandLine;
using System.Globalization;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>The options that several commands have.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Server = new("--server")
    {
        Description = "A folder with a published ConnectCases (it is published first)",
        HelpName = "FOLDER",
    };

    public static readonly Option<string?> Files = new("--files")
    {
        Description = "Where seeded databases are kept and runs write (artifacts/benchmarks)",
        HelpName = "FOLDER",
    };

    public static Option<int[]> Cases(params int[] standard) =>
        Numbers("--cases", "How many cases the databases have", standard, SampleData.Fewest);

    public static Option<int[]> Connections(params int[] standard) =>
        Numbers("--connections", "Connections at a time", standard, least: 1);

    public static Option<double> Seconds(double standard) => new("--seconds")
    {
        Description = "How long one round of load takes",
        DefaultValueFactory = _ => standard,
    };

    public static Option<int> Rounds(int standard) => new("--rounds")
    {
        Description = "How many rounds the medians are of",
        DefaultValueFactory = _ => standard,
    };

    private static Option<int[]> Numbers(string name, string description, int[] standard, int least) => new(name)
    {
        Description = description,
        HelpName = "N,N",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            int[] numbers = [.. result.Tokens[^1].Value.Split(',').Select(part =>
                int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)];
            if (numbers.Min() < least)
            {
                result.AddError($"{name} takes numbers of at least {least}, such as {string.Join(',', standard)}.");
            }

            return numbers;
        },
    };
}
