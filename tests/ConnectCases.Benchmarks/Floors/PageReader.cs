using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ConnectCases.Benchmarks.Storage;

namespace ConnectCases.Benchmarks.Floors;

/// <summary>A connection that writes the newest comments of a case in the format of a SearchRelatedItems response.</summary>
internal sealed class PageReader : IDisposable
{
    private const int PageSize = 25;

    private readonly Utf8JsonWriter json = new(Stream.Null);
    private readonly RawDatabase database;
    private readonly Statement select;

    public PageReader(string path)
    {
        database = RawDatabase.Open(path);
        select = database.Prepare("""
            SELECT Sequence, ItemId, Type, Time, Content, Tags FROM Items
            WHERE CaseKey = ? AND Sequence < ? ORDER BY Sequence DESC LIMIT ?
            """);
    }

    public void Write(long caseKey, IBufferWriter<byte> output)
    {
        json.Reset(output);
        json.WriteStartObject();
        json.WriteStartArray("relatedItems"u8);
        select.Bind(1, caseKey).Bind(2, long.MaxValue).Bind(3, PageSize + 1);
        var last = 0L;
        for (var row = 0; select.Step() && row < PageSize; row++)
        {
            last = select.Long(0);
            WriteItem();
        }

        select.Reset();
        json.WriteEndArray();
        json.WriteBase64String("nextToken"u8, Encoding.UTF8.GetBytes(last.ToString("D32", CultureInfo.InvariantCulture)));
        json.WriteEndObject();
        json.Flush();
    }

    public void Dispose()
    {
        json.Dispose();
        select.Dispose();
        database.Dispose();
    }

    private void WriteItem()
    {
        json.WriteStartObject();
        json.WriteString("relatedItemId"u8, select.Bytes(1));
        json.WriteString("type"u8, select.Bytes(2));
        json.WriteString("associationTime"u8, new DateTime(select.Long(3), DateTimeKind.Utc));
        json.WritePropertyName("content"u8);
        json.WriteRawValue(select.Bytes(4), skipInputValidation: true);
        json.WritePropertyName("tags"u8);
        json.WriteRawValue(select.Bytes(5), skipInputValidation: true);
        json.WriteEndObject();
    }
}
