using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ConnectCases.Benchmarks.Processes;

namespace ConnectCases.Benchmarks.Commands;

/// <summary>Measures the export of a database with many cases and the import into an empty database.</summary>
internal static class StateCommand
{
    private static readonly Uri State = new("/_emulator/state", UriKind.Relative);

    public static Command Create()
    {
        var cases = CommonOptions.Cases(100_000);
        var command = new Command("state", "Measures the export and the import of a state document")
        {
            cases, CommonOptions.Server, CommonOptions.Files,
        };
        command.SetAction(async (options, cancellationToken) =>
        {
            using var workspace = Workspace.Of(options);
            Report.Machine();
            Report.Method(
                "The time until the response is complete, and the resident memory (MiB) of the server afterwards.",
                "The document goes from one SQLite database to a file and from there to a new SQLite database.");
            Report.Table("cases", "step", "seconds", "document, MiB", "memory, MiB");
            foreach (var count in options.GetValue(cases)!)
            {
                await MeasureAsync(workspace, count, cancellationToken);
            }
        });
        return command;
    }

    private static async Task MeasureAsync(Workspace workspace, int cases, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var source = (await workspace.PrepareAsync(cases)).Start())
            {
                await MeasureAsync(cases, "export", source, file, async client =>
                {
                    await using var output = File.Create(file);
                    await using var document = await client.GetStreamAsync(State, cancellationToken);
                    await document.CopyToAsync(output, cancellationToken);
                });
            }

            using var target = workspace.LaunchOnEmptyDatabase();
            target.WaitForResponse(Load.RequestBytes.Ready);
            await MeasureAsync(cases, "import", target, file, async client =>
            {
                await using var input = File.OpenRead(file);
                using var body = new StreamContent(input);
                (await client.PutAsync(State, body, cancellationToken)).EnsureSuccessStatusCode();
            });
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task MeasureAsync(int cases, string step, ServerProcess server, string file, Func<HttpClient, Task> run)
    {
        using var client = new HttpClient
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}")),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var started = Stopwatch.GetTimestamp();
        await run(client);
        Report.Row(
            Report.Number(cases),
            step,
            Report.Number(Stopwatch.GetElapsedTime(started).TotalSeconds),
            Report.Number(new FileInfo(file).Length / 1024.0 / 1024.0),
            Report.Number(server.Memory.Resident));
    }
}
