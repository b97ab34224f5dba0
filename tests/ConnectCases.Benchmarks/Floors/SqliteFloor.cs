using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ConnectCases.Benchmarks.Scenarios;
using ConnectCases.Benchmarks.Seeding;
using ConnectCases.Benchmarks.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>
/// What prepared statements on raw SQLite reach: comments written with a commit on the disk that waiting requests share,
/// and pages of the comments of a case. The bodies are as large as those of the API; nothing is looked up or checked.
/// </summary>
internal sealed class SqliteFloor : IDisposable
{
    public const string Name = "sqlite";
    public const int CasesWithItems = 100;

    private const int ItemsPerCase = 200;
    private const int LargestBatch = 256;

    private const string CaseArn = "arn:aws:cases:us-east-1:123456789012"
        + ":domain/0d000000-0000-4000-8000-000000000001/case/0c000000-0000-4000-8000-000000000001";

    private readonly string path;
    private readonly BlockingCollection<Write> waiting = [];
    private readonly ConcurrentBag<PageReader> readers = [];
    private readonly Thread writer;

    public SqliteFloor(string path)
    {
        this.path = path;
        using (var database = RawDatabase.Open(path))
        {
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
            using var insert = new Inserts(database);
            insert.Begin();
            for (var item = 0; item < CasesWithItems * ItemsPerCase; item++)
            {
                insert.Add(new(item % CasesWithItems, CaseQueries.Comment(SampleData.Comment(item, 0)).ToJsonString()));
            }

            insert.Commit();
        }

        writer = new Thread(WriteUntilStopped);
        writer.Start();
    }

    public void Map(WebApplication app)
    {
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

    private static long KeyOf(HttpContext context) =>
        long.Parse((string)context.Request.RouteValues["key"]!, CultureInfo.InvariantCulture);

    private async Task WriteAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var write = new Write(KeyOf(context), await body.ReadToEndAsync(context.RequestAborted));
        waiting.Add(write);
        await write.Committed.Task;
        await context.Response.AnswerAsync(Encoding.UTF8.GetBytes(
            $$"""{"relatedItemId":"{{write.ItemId}}","relatedItemArn":"{{CaseArn}}/related-item/{{write.ItemId}}"}"""));
    }

    private async Task ReadAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (!readers.TryTake(out var reader))
        {
            reader = new PageReader(path);
        }

        reader.Write(KeyOf(context), context.Response.BodyWriter);
        readers.Add(reader);
        await context.Response.BodyWriter.FlushAsync();
    }

    private void WriteUntilStopped()
    {
        using var database = RawDatabase.Open(path);
        using var inserts = new Inserts(database);
        var batch = new List<Write>();
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            inserts.Begin();
            var next = first;
            do
            {
                inserts.Add(next);
                batch.Add(next);
            }
            while (batch.Count < LargestBatch && waiting.TryTake(out next));

            inserts.Commit();
            batch.ForEach(write => write.Committed.SetResult());
            batch.Clear();
        }
    }

    private sealed class Write
    {
        public Write(long caseKey, string body)
        {
            using var request = JsonDocument.Parse(body);
            var content = request.RootElement.GetProperty("content");
            var text = content.GetProperty("comment").GetProperty("body");
            CaseKey = caseKey;
            Content = content.GetRawText();
            Fields = $$$"""[{{{Fact("relatedItemId", $"\"{ItemId}\"")}}},{{{Fact("body", text.GetRawText())}}}]""";
        }

        public long CaseKey { get; }

        public string ItemId { get; } = Guid.CreateVersion7().ToString();

        public string EventId { get; } = Guid.CreateVersion7().ToString();

        public string Content { get; }

        public string Fields { get; }

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private static string Fact(string name, string value) =>
            $$$"""{"eventFieldId":"{{{name}}}","newValue":{"stringValue":{{{value}}}}}""";
    }

    private sealed class Inserts(RawDatabase database) : IDisposable
    {
        private readonly Statement begin = database.Prepare("BEGIN IMMEDIATE");
        private readonly Statement commit = database.Prepare("COMMIT");
        private readonly Statement item = database.Prepare(
            "INSERT INTO Items (CaseKey, ItemId, Type, Time, Content, Tags) VALUES (?, ?, 'Comment', ?, ?, '{}')");

        private readonly Statement audit = database.Prepare("""
            INSERT INTO Audit (CaseKey, EventId, Type, ItemType, Time, Fields, Principal)
            VALUES (?, ?, 'RelatedItemCreated', 'Comment', ?, ?, 'arn:aws:iam::123456789012:role/emulator')
            """);

        public void Begin() => begin.Execute();

        public void Commit() => commit.Execute();

        public void Add(Write write)
        {
            var now = DateTime.UtcNow.Ticks;
            item.Bind(1, write.CaseKey).Bind(2, write.ItemId).Bind(3, now).Bind(4, write.Content).Execute();
            audit.Bind(1, write.CaseKey).Bind(2, write.EventId).Bind(3, now).Bind(4, write.Fields).Execute();
        }

        public void Dispose()
        {
            begin.Dispose();
            commit.Dispose();
            item.Dispose();
            audit.Dispose();
        }
    }
}
