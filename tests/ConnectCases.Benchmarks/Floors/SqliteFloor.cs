using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;
using ConnectCases.Benchmarks.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>
/// A floor of prepared statements on raw SQLite. One endpoint adds comments. Waiting requests share a commit to the disk.
/// Another endpoint returns pages of the comments of a case. The bodies are as large as the bodies of the API.
/// The floor validates nothing and reads no configuration.
/// </summary>
internal sealed class SqliteFloor : IDisposable
{
    public const int CasesWithItems = 100;

    private const int ItemsPerCase = 200;
    private const int MaxBatchSize = 256;

    private const string CaseArn = "arn:aws:cases:us-east-1:123456789012"
        + ":domain/0d000000-0000-4000-8000-000000000001/case/0c000000-0000-4000-8000-000000000001";

    private readonly string path;
    private readonly BlockingCollection<CommentWrite> waiting = [];
    private readonly ConcurrentBag<PageReader> readers = [];
    private readonly Thread writer;

    public SqliteFloor(string path)
    {
        this.path = path;
        if (!File.Exists(path))
        {
            Create(path);
        }

        writer = new Thread(WriteUntilStopped);
        writer.Start();
    }

    public void Map(WebApplication app)
    {
        app.MapGet(RequestBytes.ReadyPath, ReportReadyAsync);
        app.MapPost("/cases/{key}/items", WriteAsync);
        app.MapPost("/cases/{key}/items-search", ReadAsync);
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        writer.Join();
        waiting.Dispose();
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
    }

    private static void Create(string path)
    {
        using var database = RawDatabase.Open(path);
        database.Execute("""
            CREATE TABLE Items (
                Sequence INTEGER PRIMARY KEY AUTOINCREMENT, CaseKey INTEGER NOT NULL, ItemId TEXT NOT NULL,
                Type TEXT NOT NULL, Time INTEGER NOT NULL, Content TEXT NOT NULL, Tags TEXT NOT NULL);
            CREATE INDEX ItemsByCase ON Items (CaseKey, Sequence);
            CREATE TABLE Audit (
                Sequence INTEGER PRIMARY KEY AUTOINCREMENT, CaseKey INTEGER NOT NULL, EventId TEXT NOT NULL,
                Type TEXT NOT NULL, ItemType TEXT NOT NULL, Time INTEGER NOT NULL, Fields TEXT NOT NULL,
                Principal TEXT NOT NULL);
            CREATE INDEX AuditByCase ON Audit (CaseKey, Sequence);
            """);
        using var insert = new CommentInserts(database);
        insert.Begin();
        for (var item = 0; item < CasesWithItems * ItemsPerCase; item++)
        {
            insert.Add(new(item / ItemsPerCase, CaseQueries.Comment(SampleData.Comment(item, 0)).ToJsonString()));
        }

        insert.Commit();
    }

    private static long KeyOf(HttpContext context) =>
        long.Parse((string)context.Request.RouteValues["key"]!, CultureInfo.InvariantCulture);

    // Like the probe of the emulator, the response proves that the database opens.
    private Task ReportReadyAsync(HttpContext context)
    {
        readers.Add(TakeReader());
        return context.Response.WriteJsonAsync("{}"u8.ToArray());
    }

    private PageReader TakeReader() => readers.TryTake(out var reader) ? reader : new(path);

    private async Task WriteAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var write = new CommentWrite(KeyOf(context), await body.ReadToEndAsync(context.RequestAborted));
        waiting.Add(write);
        await write.Committed.Task;
        await context.Response.WriteJsonAsync(Encoding.UTF8.GetBytes(
            $$"""{"relatedItemId":"{{write.ItemId}}","relatedItemArn":"{{CaseArn}}/related-item/{{write.ItemId}}"}"""));
    }

    private async Task ReadAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var reader = TakeReader();
        reader.Write(KeyOf(context), context.Response.BodyWriter);
        readers.Add(reader);
        await context.Response.BodyWriter.FlushAsync();
    }

    private void WriteUntilStopped()
    {
        using var database = RawDatabase.Open(path);
        using var inserts = new CommentInserts(database);
        var batch = new List<CommentWrite>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            inserts.Begin();
            var next = first;
            do
            {
                inserts.Add(next);
                batch.Add(next);
            }
            while (batch.Count < MaxBatchSize && waiting.TryTake(out next));

            inserts.Commit();
            batch.ForEach(write => write.Committed.SetResult());
            batch.Clear();
        }
    }
}
