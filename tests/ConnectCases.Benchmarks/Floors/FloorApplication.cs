using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>The small servers that the emulator is compared with, each a process like it.</summary>
internal static class FloorApplication
{
    /// <summary>What a server that does nothing reaches: a small fixed answer to everything.</summary>
    public const string Kestrel = "kestrel";

    /// <summary>What SQLite reaches without anything above it.</summary>
    public const string Sqlite = "sqlite";

    private static readonly byte[] SmallAnswer = """{"relatedItemId":"01a2124e-a686-7e48-9d75-49e399370066"}"""u8.ToArray();

    public static async Task RunAsync(string name, int port, string? data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        if (name == Kestrel)
        {
            app.Run(context => context.Response.AnswerAsync(SmallAnswer));
            await app.RunAsync();
            return;
        }

        using var storage = new SqliteFloor(data!);
        storage.Map(app);
        await app.RunAsync();
    }

    public static Task AnswerAsync(this HttpResponse response, ReadOnlyMemory<byte> json)
    {
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json).AsTask();
    }
}
