using System.CommandLine;
using System.Globalization;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>The options that several commands have.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Server = new("--server")
    {
        Description = "A folder with a published ConnectCases (it is published first)",
        HelpName = "FOLDER",
    };

    public static readonly Option<string> Files = new("--files")
    {
        Description = "Where seeded databases are kept and runs write (artifacts/benchmarks)",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Path.Combine(Machine.Repository, "artifacts", "benchmarks"),
    };

    public static Option<int[]> Cases(string standard) => Numbers("--cases", "How many cases the databases have", standard);

    public static Option<int[]> Connections(string standard) => Numbers("--connections", "Connections at a time", standard);

    public static Option<double> Seconds(double standard) => new("--seconds")
    {
        Description = $"How long one round of load takes ({standard})",
        DefaultValueFactory = _ => standard,
    };

    public static Option<int> Rounds(int standard) => new("--rounds")
    {
        Description = $"How many rounds the medians are of ({standard})",
        DefaultValueFactory = _ => standard,
    };

    private static Option<int[]> Numbers(string name, string description, string standard) => new(name)
    {
        Description = $"{description} ({standard})",
        HelpName = "N,N",
        DefaultValueFactory = _ => Read(standard)!,
        CustomParser = result =>
        {
            var numbers = Read(result.Tokens[^1].Value);
            if (numbers is null)
            {
                result.AddError($"{name} takes numbers, such as {standard}.");
            }

            return numbers;
        },
    };

    private static int[]? Read(string text)
    {
        var parts = text.Split(',');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        return Array.TrueForAll(numbers, number => number > 0) ? numbers : null;
    }
}
