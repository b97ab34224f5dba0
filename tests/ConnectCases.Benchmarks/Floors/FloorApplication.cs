using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>The floors: minimal servers that the emulator is compared with. Each floor is a process of its own.</summary>
internal static class FloorApplication
{
    /// <summary>A floor that does nothing: it returns the same small response to every request.</summary>
    public const string Kestrel = "kestrel";

    /// <summary>A floor that uses SQLite directly.</summary>
    public const string Sqlite = "sqlite";

    private static readonly byte[] SmallResponse = """{"relatedItemId":"01a2124e-a686-7e48-9d75-49e399370066"}"""u8.ToArray();

    public static async Task RunAsync(string name, int port, string? data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        if (name == Kestrel)
        {
            app.Run(context => context.Response.WriteJsonAsync(SmallResponse));
            await app.RunAsync();
            return;
        }

        using var storage = new SqliteFloor(data!);
        storage.Map(app);
        await app.RunAsync();
    }

    public static Task WriteJsonAsync(this HttpResponse response, ReadOnlyMemory<byte> json)
    {
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json).AsTask();
    }
}
