using ConnectCases.Benchmarks.Floors.EntityFramework;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>
/// The floors: minimal servers that the emulator is compared with. Each floor is a process of its own. A floor fills its
/// database if the file does not exist, and otherwise opens the file.
/// </summary>
internal static class FloorApplication
{
    /// <summary>A floor that does nothing: it returns the same small response to every request.</summary>
    public const string Kestrel = "kestrel";

    /// <summary>A floor that uses SQLite directly.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>A floor that uses EF Core with default settings.</summary>
    public const string Ef = "ef";

    private static readonly byte[] SmallResponse = """{"relatedItemId":"01a2124e-a686-7e48-9d75-49e399370066"}"""u8.ToArray();

    public static Task RunAsync(string name, int port, string data) => name switch
    {
        Ef => EfFloor.RunAsync(port, data),
        Sqlite => RunSqliteAsync(port, data),
        Kestrel => RunKestrelAsync(port),
        _ => throw new ArgumentException($"There is no floor '{name}'.", nameof(name)),
    };

    public static Task WriteJsonAsync(this HttpResponse response, ReadOnlyMemory<byte> json)
    {
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.BodyWriter.WriteAsync(json).AsTask();
    }

    private static async Task RunKestrelAsync(int port)
    {
        await using var app = Build(port);
        app.Run(context => context.Response.WriteJsonAsync(SmallResponse));
        await app.RunAsync();
    }

    private static async Task RunSqliteAsync(int port, string data)
    {
        await using var app = Build(port);
        using var storage = new SqliteFloor(data);
        storage.Map(app);
        await app.RunAsync();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder.Build();
    }
}
