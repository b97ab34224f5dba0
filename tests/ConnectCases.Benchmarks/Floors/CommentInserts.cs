using System.Text.Json;
using ConnectCases.Benchmarks.Storage;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>A comment in the write queue, and the task that completes when the comment is committed.</summary>
internal sealed class CommentWrite
{
    public CommentWrite(long caseKey, string body)
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

/// <summary>Inserts the two rows of a comment, the item and the audit event. Several comments share a transaction.</summary>
internal sealed class CommentInserts(RawDatabase database) : IDisposable
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

    public void Add(CommentWrite write)
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
