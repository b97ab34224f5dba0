using System.Globalization;
using ConnectCases.Benchmarks.Processes;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Writes Markdown to standard output. All other messages go to standard error.</summary>
internal static class Report
{
    public static void Line(string line) => Console.WriteLine(line);

    public static void Machine() => Line($"{Commands.Machine.Description}\n");

    public static void Method(string first, string second) => Line($"{first}\n{second}\n");

    public static void Table(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    public static void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public static string Number(double number) => number.ToString(number < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double milliseconds) => milliseconds.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Memory(MemoryUse memory) =>
        $"{Number(memory.Resident)} / {Number(memory.Proportional)} / {Number(memory.Own)}";
}
