using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Http;

namespace ConnectCases.Protocol.Journal;

/// <summary>
/// Writes entries as bytes and reads them. The journal keeps bytes instead of objects, because thousands of objects that live for some
/// seconds cost the garbage collector more than all other work of the journal.
/// </summary>
internal static class JournalBytes
{
    // The numbers of an entry, with room to spare.
    private const int NumberBytes = 128;
    private const int Null = -1;
    private const int FixedTexts = 20;

    /// <summary>Writes an entry without its sequence into an array of the shared pool. The caller returns the array.</summary>
    public static (byte[] Bytes, int Length) Write(JournalEntry entry)
    {
        var texts = TextsOf(entry);
        var size = NumberBytes + (entry.RequestBody.Start?.Length ?? 0) + (entry.ResponseBody.Start?.Length ?? 0);
        foreach (var text in texts)
        {
            size += sizeof(int) + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(size);
        var writer = new Writer(bytes);
        writer.Write(entry.Time.UtcTicks);
        writer.Write(entry.Duration.Ticks);
        writer.Write(entry.Status ?? Null);
        writer.Write(entry.Reason is { } reason ? (int)reason.Rule : Null);
        writer.Write(entry.Fault?.Latency?.Ticks ?? Null);
        writer.Write(entry.RequestBody);
        writer.Write(entry.ResponseBody);
        writer.Write(texts.Length);
        foreach (var text in texts)
        {
            writer.Write(text);
        }

        return (bytes, writer.Length);
    }

    /// <summary>Reads the bytes of an entry.</summary>
    public static JournalEntry Read(long sequence, ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        var (time, duration) = (reader.ReadLong(), reader.ReadLong());
        var (status, rule, latency) = (reader.ReadInt(), reader.ReadInt(), reader.ReadLong());
        var (request, response) = (reader.ReadBody(), reader.ReadBody());
        var texts = new string?[reader.ReadInt()];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = reader.ReadText();
        }

        return new()
        {
            Sequence = sequence,
            Time = new(time, TimeSpan.Zero),
            Duration = new(duration),
            Status = status == Null ? null : status,
            RequestId = texts[0]!,
            Operation = texts[1],
            Account = texts[2],
            Region = texts[3],
            Principal = texts[4],
            Method = texts[5]!,
            Target = texts[6]!,
            UserAgent = texts[7],
            InvocationId = texts[8],
            SdkRequest = texts[9],
            ErrorCode = texts[10],
            ErrorMessage = texts[11],
            Reason = rule == Null ? null : new((Refusal)rule, texts[12], texts[13], texts[14], texts[15]!),
            Fault = texts[16] is not { } ruleId
                ? null
                : new(ruleId, texts[17]!, texts[18], texts[19], latency == Null ? null : new TimeSpan(latency)),
            Warnings = texts[FixedTexts..]!,
            RequestBody = request,
            ResponseBody = response,
        };
    }

    private static string?[] TextsOf(JournalEntry entry) =>
    [
        entry.RequestId, entry.Operation, entry.Account, entry.Region, entry.Principal, entry.Method, entry.Target, entry.UserAgent,
        entry.InvocationId, entry.SdkRequest, entry.ErrorCode, entry.ErrorMessage, entry.Reason?.Member, entry.Reason?.Expected,
        entry.Reason?.Actual, entry.Reason?.Hint, entry.Fault?.RuleId, entry.Fault?.Moment, entry.Fault?.ErrorCode, entry.Fault?.Fault,
        .. entry.Warnings,
    ];

    private ref struct Writer(Span<byte> bytes)
    {
        private readonly Span<byte> bytes = bytes;

        public int Length { get; private set; }

        public void Write(int number)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[Length..], number);
            Length += sizeof(int);
        }

        public void Write(long number)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[Length..], number);
            Length += sizeof(long);
        }

        public void Write(string? text)
        {
            if (text is null)
            {
                Write(Null);
                return;
            }

            var length = Encoding.UTF8.GetBytes(text, bytes[(Length + sizeof(int))..]);
            Write(length);
            Length += length;
        }

        public void Write(BodyExcerpt body)
        {
            Write(body.Length);
            Write(body.Start?.Length ?? Null);
            body.Start.CopyTo(bytes[Length..]);
            Length += body.Start?.Length ?? 0;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public int ReadInt()
        {
            var number = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[sizeof(int)..];
            return number;
        }

        public long ReadLong()
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[sizeof(long)..];
            return number;
        }

        public string? ReadText() => ReadInt() is var length and not Null ? Encoding.UTF8.GetString(Take(length)) : null;

        public BodyExcerpt ReadBody()
        {
            var (whole, kept) = (ReadInt(), ReadInt());
            return new(kept == Null ? null : Take(kept).ToArray(), whole);
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            var taken = rest[..length];
            rest = rest[length..];
            return taken;
        }
    }
}
