using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConnectCases.State;

/// <summary>Writes a state document as pieces of some 64 KiB: the header, the lines of an export, and the counts.</summary>
internal static class StateWriter
{
    /// <summary>The media type of newline-delimited JSON.</summary>
    public const string MediaType = "application/x-ndjson";

    private const int PieceSize = 64 * 1024;

    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a document. A piece is valid until the next piece is read.</summary>
    /// <param name="header">The first line.</param>
    /// <param name="lines">The resources.</param>
    /// <param name="counts">Receives the number of lines of each kind.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Write(StateHeader header, IEnumerable<StateLine> lines, Dictionary<string, long> counts)
    {
        var buffer = new ArrayBufferWriter<byte>(PieceSize * 2);
        using var json = new Utf8JsonWriter(buffer, Format);
        JsonSerializer.Serialize(json, header, StateJson.Wire.StateHeader);
        EndLine(buffer, json);
        foreach (var line in lines)
        {
            var kind = StateKinds.Of(line).Name;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            JsonSerializer.Serialize(json, line, StateJson.Wire.StateLine);
            EndLine(buffer, json);
            if (buffer.WrittenCount >= PieceSize)
            {
                yield return buffer.WrittenMemory;
                buffer.ResetWrittenCount();
            }
        }

        var ordered = StateKinds.All.Where(kind => counts.ContainsKey(kind.Name)).ToDictionary(kind => kind.Name, kind => counts[kind.Name]);
        JsonSerializer.Serialize(json, new StateLine(Counts: ordered), StateJson.Wire.StateLine);
        EndLine(buffer, json);
        yield return buffer.WrittenMemory;
    }

    private static void EndLine(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }
}
