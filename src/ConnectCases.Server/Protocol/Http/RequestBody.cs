using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConnectCases.Protocol.Errors;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Validation;

namespace ConnectCases.Protocol.Http;

/// <summary>Reads the JSON body of a request. An empty body is an empty object.</summary>
internal static class RequestBody
{
    /// <exception cref="SerializationException">The body is not the JSON of a request.</exception>
    /// <exception cref="ConstraintException">A value is not a name of its enumeration.</exception>
    /// <exception cref="ValidationException">A member of a control does not exist.</exception>
    public static async ValueTask<TRequest> ReadAsync<TRequest>(HttpContext context, JsonTypeInfo<TRequest> type)
        where TRequest : class
    {
        var reader = context.Request.BodyReader;
        var received = await ReceiveAllAsync(reader, context.RequestAborted);
        try
        {
            return Parse(received.IsSingleSegment ? received.FirstSpan : received.ToArray(), type);
        }
        finally
        {
            reader.AdvanceTo(received.End);
        }
    }

    /// <summary>Reads a body that is not JSON.</summary>
    public static async Task<byte[]> ReadBytesAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var received = await ReceiveAllAsync(reader, context.RequestAborted);
        var bytes = received.ToArray();
        reader.AdvanceTo(received.End);
        return bytes;
    }

    // A shutdown cancels pending reads, but running requests must complete. Therefore the whole body is received before the handler
    // runs.
    private static async ValueTask<ReadOnlySequence<byte>> ReceiveAllAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await reader.ReadAsync(cancellationToken);
            if (received.IsCompleted)
            {
                return received.Buffer;
            }

            reader.AdvanceTo(received.Buffer.Start, received.Buffer.End);
        }
    }

    private static TRequest Parse<TRequest>(ReadOnlySpan<byte> body, JsonTypeInfo<TRequest> type)
        where TRequest : class
    {
        // A byte order mark is not a part of the JSON.
        var json = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            return JsonSerializer.Deserialize(json.IsEmpty ? "{}"u8 : json, type)
                ?? throw new SerializationException($"The request body is not a JSON object, or is incomplete.");
        }
        catch (UnknownEnumValueException unknown)
        {
            throw new ConstraintException(ConstraintViolations.Describe(unknown.Member, unknown.Constraint));
        }
        catch (JsonException failure) when (IsUnknownMember(failure))
        {
            throw ToUnknownMember(json, type);
        }
        catch (JsonException failure)
        {
            throw ToError(json, failure, type);
        }
    }

    // Only controls reject unknown members. System.Text.Json has no other sign of this failure than the text.
    private static bool IsUnknownMember(JsonException failure) =>
        failure.InnerException is null && failure.Message.Contains("could not be mapped", StringComparison.Ordinal);

    private static ServiceException ToUnknownMember(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        try
        {
            var unknown = UnknownMember.Find(json, type);
            return new ValidationException($"The member '{unknown?.Path}' does not exist. The members are: {unknown?.Known ?? []}.");
        }
        catch (JsonException syntax)
        {
            return InvalidJson(syntax.LineNumber ?? 0, syntax.BytePositionInLine ?? 0);
        }
    }

    private static SerializationException InvalidJson(long line, long position) =>
        new($"The request body is not valid JSON, or is nested too deeply, at line {line + 1}, byte {position + 1}.");

    // A syntax error has an inner JsonException, because System.Text.Json wraps the exception of its reader. An exception of a
    // converter has no inner JsonException and means that a value was unexpected.
    private static SerializationException ToError(ReadOnlySpan<byte> json, JsonException failure, JsonTypeInfo type) => failure switch
    {
        { InnerException: JsonException, LineNumber: { } line, BytePositionInLine: { } position } =>
            InvalidJson(line, position),
        { Path: { Length: > 1 } path } => JsonMismatch.Describe(json, failure, type) is { } mismatch
            ? new($"The value at '{MemberPath.FromJsonPath(path)}' has the wrong JSON type: {ErrorText.Whole(mismatch)}.")
            : new($"The value at '{MemberPath.FromJsonPath(path)}' is not valid Unicode text."),
        _ => new($"The request body is not a JSON object."),
    };
}
