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
    public static async ValueTask<TRequest> ReadAsync<TRequest>(HttpContext context, JsonTypeInfo<TRequest> type, MemberNames members)
        where TRequest : class
    {
        var reader = context.Request.BodyReader;
        var received = await ReceiveAllAsync(reader, context.RequestAborted);
        try
        {
            return Parse(RequestContext.Of(context), received.IsSingleSegment ? received.FirstSpan : received.ToArray(), type, members);
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

    /// <summary>Receives the whole body and leaves it to the operation, which reads it again.</summary>
    public static async Task<byte[]> PeekAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var received = await ReceiveAllAsync(reader, context.RequestAborted);
        var bytes = received.ToArray();
        reader.AdvanceTo(received.Start);
        return bytes;
    }

    /// <summary>Keeps the body of a request that is refused before its operation reads the body. The journal shows the body.</summary>
    public static async Task KeepAsync(HttpContext context)
    {
        var request = RequestContext.Of(context);
        if (request.Record is not null && context.Request.ContentLength is > 0 and <= BodyExcerpt.MaxLength)
        {
            request.RequestBody = BodyExcerpt.Of(await PeekAsync(context));
        }
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

    private static TRequest Parse<TRequest>(
        RequestContext context, ReadOnlySpan<byte> body, JsonTypeInfo<TRequest> type, MemberNames members)
        where TRequest : class
    {
        context.RequestBody = BodyExcerpt.Of(body);
        var json = WithoutMark(body);
        var request = Parse(json.IsEmpty ? "{}"u8 : json, type, members);
        context.UnknownMembers = members.FindUnknown(json);
        return context.UnknownMembers.Count > 0 && members.RejectsUnknown ? throw Reject(context.UnknownMembers[0]) : request;
    }

    /// <summary>Parses the JSON of a request, or of a file that contains the same JSON.</summary>
    /// <exception cref="SerializationException">The text is not the JSON of a request.</exception>
    /// <exception cref="ConstraintException">A value is not a name of its enumeration.</exception>
    /// <exception cref="ValidationException">A member of a control does not exist.</exception>
    public static TRequest Parse<TRequest>(ReadOnlySpan<byte> body, JsonTypeInfo<TRequest> type, MemberNames members)
        where TRequest : class
    {
        var json = WithoutMark(body);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw WrongShape(type);
        }
        catch (UnknownEnumValueException unknown)
        {
            throw new ConstraintException(
                ConstraintViolations.Describe(unknown.Member, unknown.Constraint),
                ErrorText.Whole(ConstraintHints.OfEnum(Excerpt.Of(unknown.Value), unknown.Names)))
            {
                Member = unknown.Member,
                Expected = unknown.Constraint,
                Actual = Excerpt.Of(unknown.Value),
            };
        }
        catch (JsonException failure) when (IsUnknownMember(failure))
        {
            throw ToUnknownMember(json, members);
        }
        catch (JsonException failure)
        {
            throw ToError(json, failure, type);
        }
    }

    /// <summary>Removes a byte order mark, which is not a part of the JSON.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private static SerializationException WrongShape(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Enumerable
        ? new(Refusal.JsonType, $"The request body is not a JSON array, or is incomplete.", hint: $"Send an array: [ … ].")
        : new(
            Refusal.JsonType,
            $"The request body is not a JSON object, or is incomplete.",
            hint: $"Send an object: {{ … }}. An operation without members accepts {{}} or no body.");

    // Only controls reject unknown members. System.Text.Json has no other sign of this failure than the text.
    private static bool IsUnknownMember(JsonException failure) =>
        failure.InnerException is null && failure.Message.Contains("could not be mapped", StringComparison.Ordinal);

    private static ValidationException Reject(UnknownMember unknown) => new(
        Refusal.UnknownMember,
        $"The member '{unknown.Path}' does not exist. The members are: {unknown.Known}.",
        ErrorText.Whole(NearestNames.Of(unknown.Name, unknown.Known) is [var similar, ..]
            ? $"Did you mean '{similar}'?"
            : "Controls reject unknown members, because a misspelled control must not do nothing."))
    {
        Member = unknown.Path,
    };

    private static ServiceException ToUnknownMember(ReadOnlySpan<byte> json, MemberNames members)
    {
        try
        {
            return Reject(members.Describe(json).First(member => member.IsRejected));
        }
        catch (JsonException syntax)
        {
            return InvalidJson(syntax.LineNumber ?? 0, syntax.BytePositionInLine ?? 0);
        }
    }

    private static SerializationException InvalidJson(long line, long position) =>
        new(
            Refusal.JsonSyntax,
            $"The request body is not valid JSON, or is nested too deeply, at line {line + 1}, byte {position + 1}.",
            hint: $"Check quotes, commas and brackets at this position. A JSON serializer creates valid bodies.");

    // A syntax error has an inner JsonException, because System.Text.Json wraps the exception of its reader. An exception of a
    // converter has no inner JsonException and means that a value was unexpected.
    private static SerializationException ToError(ReadOnlySpan<byte> json, JsonException failure, JsonTypeInfo type) => failure switch
    {
        { InnerException: JsonException, LineNumber: { } line, BytePositionInLine: { } position } =>
            InvalidJson(line, position),
        { Path: { Length: > 1 } path } => JsonMismatch.Describe(json, failure, type) is { } mismatch
            ? new(
                Refusal.JsonType,
                $"The value at '{MemberPath.FromJsonPath(path)}' has the wrong JSON type: {ErrorText.Whole(mismatch.Text)}.",
                ErrorText.Whole(mismatch.Hint))
            {
                Member = MemberPath.FromJsonPath(path),
                Expected = mismatch.Expected,
                Actual = mismatch.Found,
            }
            : new(
                Refusal.JsonSyntax,
                $"The value at '{MemberPath.FromJsonPath(path)}' is not valid Unicode text.",
                hint: $"Send the body in UTF-8, without half surrogate pairs.")
            {
                Member = MemberPath.FromJsonPath(path),
            },
        _ => WrongShape(type),
    };
}
