using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.State;

/// <summary>A line of a document.</summary>
/// <param name="Number">The number of the line, from 1.</param>
/// <param name="Line">The resource.</param>
/// <param name="Size">The length of the text in bytes.</param>
internal readonly record struct NumberedLine(int Number, StateLine Line, int Size);

/// <summary>Reads the lines of a state document. Only one line is in the memory.</summary>
internal static partial class StateReader
{
    // The largest valid line is a case with long values in 500 fields.
    private const int MaxLineLength = 16 * 1024 * 1024;
    private const int FirstBufferLength = 64 * 1024;

    /// <summary>Reads a document without its header. Stops at the first line that cannot be read.</summary>
    /// <exception cref="DocumentException">The header or a line is not a line of a state document.</exception>
    public static IEnumerable<NumberedLine> Read(Stream document)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferLength);
        var (start, end, number, atEnd) = (0, 0, 0, false);
        try
        {
            while (true)
            {
                var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (length < 0 && !atEnd)
                {
                    (start, end, atEnd) = Fill(document, ref buffer, start, end, number + 1);
                    continue;
                }

                if (length < 0 && start == end)
                {
                    break;
                }

                var text = buffer.AsMemory(start, length < 0 ? end - start : length);
                number++;
                if (!Utf8.IsValid(text.Span))
                {
                    throw new DocumentException($"Line {number}: the line is not valid Unicode text.");
                }

                if (number == 1)
                {
                    CheckHeader(text.Span);
                }
                else
                {
                    yield return new(number, Parse(number, text.Span, StateJson.Wire.StateLine), text.Length);
                }

                start += text.Length + (length < 0 ? 0 : 1);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (number == 0)
        {
            throw new DocumentException($"Line 1: the document is empty. A state document begins with its format.");
        }
    }

    /// <summary>Reads the stored JSON of a member.</summary>
    /// <param name="number">The number of the line.</param>
    /// <param name="member">The path of the member in the line.</param>
    /// <param name="stored">The value of the member.</param>
    /// <param name="type">The type of the value.</param>
    /// <exception cref="DocumentException">The value does not have the type.</exception>
    public static T ReadStored<T>(int number, string member, StoredJson<T> stored, JsonTypeInfo<T> type)
    {
        try
        {
            return stored.Read(type) ?? throw new DocumentException($"Line {number}: the member '{member}' is null.");
        }
        catch (JsonException failure)
        {
            throw new DocumentException(
                $"Line {number}: {Describe(Encoding.UTF8.GetBytes(stored.Json), failure, type, $"{member}.")}.");
        }
    }

    private static (int Start, int End, bool AtEnd) Fill(Stream document, ref byte[] buffer, int start, int end, int number)
    {
        if (end - start > MaxLineLength)
        {
            throw new DocumentException($"Line {number}: the line is longer than {MaxLineLength} bytes.");
        }

        // Moves the rest of the line to the start of the buffer, or to a larger buffer.
        var target = end - start > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : buffer;
        buffer.AsSpan(start, end - start).CopyTo(target);
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }

        end -= start;
        var read = document.Read(buffer, end, buffer.Length - end);
        return (0, end + read, read == 0);
    }

    private static void CheckHeader(ReadOnlySpan<byte> text)
    {
        var json = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        StateHeader? header = null;
        try
        {
            header = JsonSerializer.Deserialize(json, StateJson.Wire.StateHeader);
        }
        catch (JsonException)
        {
            // Reported below.
        }

        if (header?.Format != StateHeader.Name)
        {
            throw new DocumentException(
                $"Line 1: the document is not a state document. The first line must contain \"format\":\"{StateHeader.Name}\" and a version.");
        }

        if (header.Version is < 1 or > StateHeader.CurrentVersion)
        {
            throw new DocumentException(
                $"Line 1: the document has version {header.Version}. This server reads version {StateHeader.CurrentVersion}.");
        }
    }

    private static T Parse<T>(int number, ReadOnlySpan<byte> text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new DocumentException($"Line {number}: the line is null, not an object.");
        }
        catch (JsonException failure)
        {
            throw new DocumentException($"Line {number}: {Describe(text, failure, type, "")}.");
        }
    }

    // System.Text.Json has no other sign of these failures than the text.
    private static ErrorText Describe(ReadOnlySpan<byte> json, JsonException failure, JsonTypeInfo type, string prefix)
    {
        var path = failure.Path is { Length: > 1 } found ? prefix + MemberPath.FromJsonPath(found) : prefix.TrimEnd('.');
        if (failure is UnknownEnumValueException unknown)
        {
            return $"the value at '{prefix}{unknown.Member}' failed to satisfy constraint: {ErrorText.Whole(unknown.Constraint)}";
        }

        if (failure.InnerException is JsonException)
        {
            return $"the line is not complete JSON, or is nested too deeply, at byte {failure.BytePositionInLine + 1}";
        }

        if (Required().Match(failure.Message) is { Success: true } missing)
        {
            return $"the object at '{path}' has no {missing.Groups["names"].Value}";
        }

        if (failure.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return DescribeUnknown(json, type, prefix);
        }

        if (failure.Message.Contains("doesn't allow null", StringComparison.Ordinal))
        {
            return $"the value at '{path}' must not be null";
        }

        return path.Length > 0 && JsonMismatch.Describe(json, failure, type) is { } mismatch
            ? (ErrorText)$"the value at '{path}' has the wrong JSON type: {ErrorText.Whole(mismatch.Text)}"
            : $"the line is not a JSON object with valid Unicode text";
    }

    // The text after the unknown member can be broken too.
    private static ErrorText DescribeUnknown(ReadOnlySpan<byte> json, JsonTypeInfo type, string prefix)
    {
        try
        {
            var member = new MemberNames(type).Describe(json).FirstOrDefault(unknown => unknown.IsRejected);
            return $"the member '{prefix}{member?.Path}' does not exist. The members are: {member?.Known ?? []}";
        }
        catch (JsonException syntax)
        {
            return $"the line is not complete JSON, or is nested too deeply, at byte {syntax.BytePositionInLine + 1}";
        }
    }

    [GeneratedRegex(@"missing required properties including: (?<names>.*?)\.?( Path:|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex Required();
}
