using System.Diagnostics;
using System.Globalization;
using ConnectCases.Protocol;

namespace ConnectCases.Tests.Infrastructure;

/// <summary>
/// An app on SQLite in a process of its own, since compiled queries belong to one database in each process. Its clock is
/// moved from here, and its ids are counted.
/// </summary>
internal sealed class SqliteTwin : IAsyncDisposable
{
    private const string Mark = "twin: ";

    private readonly Process process;

    private SqliteTwin(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Ids in the order of creation, the same in every app.</summary>
    public static NewId CountedIds()
    {
        var last = 0;
        return () => string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref last):x8}-0000-7000-8000-000000000000");
    }

    public static async Task<SqliteTwin> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(SqliteTwin).Assembly.Location);
        var twin = new SqliteTwin(Process.Start(start)!);
        twin.Address = new(await twin.ReadAsync());
        return twin;
    }

    public async Task AdvanceAsync(TimeSpan time)
    {
        await process.StandardInput.WriteLineAsync(time.ToString());
        await process.StandardInput.FlushAsync();
        await ReadAsync();
    }

    /// <summary>It ends with its input.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The process itself.</summary>
    public static async Task Main()
    {
        await using var database = new SqliteTestDatabase();
        await using var app = CasesApp.On(database).With(CountedIds()).With("Synchronous", "Normal");
        Console.WriteLine($"{Mark}{app.NewAccount().Http.BaseAddress}");
        while (await Console.In.ReadLineAsync() is { } time)
        {
            app.Clock.Advance(TimeSpan.Parse(time, CultureInfo.InvariantCulture));
            Console.WriteLine($"{Mark}{time}");
        }
    }

    // The log stands there too.
    private async Task<string> ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return line[Mark.Length..];
            }
        }

        throw new InvalidOperationException("The app on SQLite has ended.");
    }
}
