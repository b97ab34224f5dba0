using System.Net;

namespace ConnectCases.Protocol.Errors;

/// <summary>
/// An error that the server returns as an error response of the API. <see cref="Code"/> is the value of <c>x-amzn-ErrorType</c>. The
/// message is short. The hint says what to change (controls.md 6).
/// </summary>
/// <param name="status">The status of the response.</param>
/// <param name="rule">The rule that the request breaks.</param>
/// <param name="message">Says what is wrong.</param>
/// <param name="hint">Says what to do.</param>
/// <param name="hintInMessage">
/// Whether the message ends with the hint. The AWS CLI and boto3 show only the message, so the commonest mistakes need the hint there.
/// </param>
internal abstract class ServiceException(
    HttpStatusCode status, Refusal rule, ErrorText message, ErrorText hint, bool hintInMessage = false)
    : Exception(hintInMessage ? $"{message} {hint}" : message.ToString())
{
    public HttpStatusCode Status => status;

    public virtual string Code => GetType().Name;

    public Refusal Rule => rule;

    public string Hint { get; } = hint.ToString();

    /// <summary>The path of the member that breaks the rule, or null if the rule is about the whole request.</summary>
    public string? Member { get; init; }

    /// <summary>What the member must be, or null.</summary>
    public string? Expected { get; init; }

    /// <summary>What the member is, or null.</summary>
    public string? Actual { get; init; }

    /// <summary>The message, followed by the hint unless the message contains the hint.</summary>
    public string MessageAndHint => Join(Message, Hint);

    public virtual ErrorResponse ToResponse() => new(Message);

    /// <summary>Adds a hint to a message that does not contain the hint.</summary>
    public static string Join(string message, string hint) =>
        message.Contains(hint, StringComparison.Ordinal) ? message : $"{message}{(message.EndsWith('.') ? "" : ".")} Hint: {hint}";
}

/// <summary>400: well-formed input that breaks a rule of the service.</summary>
internal sealed class ValidationException(Refusal rule, ErrorText message, ErrorText hint, bool hintInMessage = false)
    : ServiceException(HttpStatusCode.BadRequest, rule, message, hint, hintInMessage);

/// <summary>400: a request that does not have the shape of the operation.</summary>
internal abstract class ShapeException(Refusal rule, ErrorText message, ErrorText hint, bool hintInMessage = false)
    : ServiceException(HttpStatusCode.BadRequest, rule, message, hint, hintInMessage);

/// <summary>400: a member that breaks a constraint of the contract.</summary>
internal sealed class ConstraintException(ErrorText message, ErrorText hint, Refusal rule = Refusal.Constraint)
    : ShapeException(rule, message, hint)
{
    public override string Code => nameof(ValidationException);
}

/// <summary>400: a body or query value that cannot be read, or has the wrong JSON type.</summary>
internal sealed class SerializationException(Refusal rule, ErrorText message, ErrorText hint, bool hintInMessage = false)
    : ShapeException(rule, message, hint, hintInMessage);

/// <summary>
/// 400: replaces every <see cref="ShapeException"/> if the option <see cref="EmulatorOptions.ShapeErrors"/> is
/// <see cref="ShapeErrorMode.BadRequestException"/>. The message of the replaced exception becomes a part of the hint.
/// </summary>
internal sealed class BadRequestException(ShapeException replaced)
    : ServiceException(HttpStatusCode.BadRequest, replaced.Rule, $"Invalid request body", ErrorText.Whole(replaced.MessageAndHint));

/// <summary>400: a state document or a seed that cannot be used. Nothing has changed.</summary>
internal sealed class DocumentException(ErrorText message) : ServiceException(
    HttpStatusCode.BadRequest, Refusal.Document, message, $"Correct the document and send it again. The state has not changed.")
{
    public override string Code => nameof(ValidationException);
}

/// <summary>402: a quota of behaviour.md 12.1 is used up.</summary>
internal sealed class ServiceQuotaExceededException(ErrorText message, ErrorText hint)
    : ServiceException(HttpStatusCode.PaymentRequired, Refusal.Quota, message, hint);

/// <summary>403: a request of a web page that must not reach the server.</summary>
internal sealed class AccessDeniedException(Refusal rule, ErrorText message, ErrorText hint)
    : ServiceException(HttpStatusCode.Forbidden, rule, message, hint);

/// <summary>403: an unsigned request, if the server requires signatures.</summary>
internal sealed class MissingAuthenticationTokenException(ErrorText message, ErrorText hint)
    : ServiceException(HttpStatusCode.Forbidden, Refusal.Unsigned, message, hint);

/// <summary>403: an access key id or a session token that the server does not know.</summary>
internal sealed class UnrecognizedClientException(ErrorText message, ErrorText hint)
    : ServiceException(HttpStatusCode.Forbidden, Refusal.UnknownCredential, message, hint);

/// <summary>403: a signature that does not belong to the request, or is not valid at this time.</summary>
internal sealed class InvalidSignatureException(ErrorText message, ErrorText hint)
    : ServiceException(HttpStatusCode.Forbidden, Refusal.Signature, message, hint);

/// <summary>403: an Authorization header of SigV4 without a valid credential scope.</summary>
internal sealed class IncompleteSignatureException(ErrorText message) : ServiceException(
    HttpStatusCode.Forbidden, Refusal.Signature, message, $"Sign requests with an AWS SDK or the AWS CLI, which create complete signatures.")
{
    public override string Code => "IncompleteSignature";
}

/// <summary>404: a path resource, or a single reference in a body, that does not exist for this caller.</summary>
internal sealed class ResourceNotFoundException(
    string resourceType, string resourceId, ErrorText hint, ErrorText? message = null, bool hintInMessage = false)
    : ServiceException(
        HttpStatusCode.NotFound,
        Refusal.ResourceNotFound,
        message ?? $"{resourceType} '{resourceId}' does not exist.",
        hint,
        hintInMessage)
{
    public string ResourceType => resourceType;

    public string ResourceId => resourceId;

    public override ErrorResponse ToResponse() => new(Message, resourceId, resourceType);
}

/// <summary>404: no operation has this method and path.</summary>
internal sealed class UnknownOperationException(string method, string path, ErrorText hint)
    : ServiceException(
        HttpStatusCode.NotFound,
        Refusal.UnknownOperation,
        $"Amazon Connect Cases has no operation with the method {method} and the path {path}.",
        hint);

/// <summary>409: a name, a reference or a client token that is in use, or a case that is being merged.</summary>
internal sealed class ConflictException(Refusal rule, ErrorText message, ErrorText hint, bool hintInMessage = false)
    : ServiceException(HttpStatusCode.Conflict, rule, message, hint, hintInMessage);

/// <summary>413: a body that is larger than the limit of the operation.</summary>
internal sealed class RequestEntityTooLargeException(ErrorText message, bool closesConnection) : ServiceException(
    HttpStatusCode.RequestEntityTooLarge,
    Refusal.BodySize,
    message,
    $"Send fewer or shorter values. The limit can be raised with --ConnectCases:MaxRequestBodySize=BYTES.")
{
    /// <summary>Whether the server closes the connection, because it does not read the rest of the body.</summary>
    public bool ClosesConnection => closesConnection;
}

/// <summary>415: a compressed body.</summary>
internal sealed class UnsupportedMediaTypeException(ErrorText message) : ServiceException(
    HttpStatusCode.UnsupportedMediaType,
    Refusal.BodyEncoding,
    message,
    $"Turn request compression off in the client, for example with AWS_DISABLE_REQUEST_COMPRESSION=true.");

/// <summary>421: a host name that is not a name of this server.</summary>
internal sealed class MisdirectedRequestException(string host) : ServiceException(
    HttpStatusCode.MisdirectedRequest,
    Refusal.UnknownHost,
    $"'{host}' is not a host name of this server. Allow the name with --allowed-hosts (setting AllowedHosts).",
    $"Use localhost or 127.0.0.1 in the endpoint, or start the server with --allowed-hosts {host}.");

/// <summary>429: a request above the rate of its operation.</summary>
internal sealed class ThrottlingException(ErrorText hint)
    : ServiceException(HttpStatusCode.TooManyRequests, Refusal.Throttled, ErrorText.Whole(DefaultMessage), hint)
{
    /// <summary>The message of the real service.</summary>
    public const string DefaultMessage = "Rate exceeded";
}

/// <summary>500: a bug. Clients may retry.</summary>
internal sealed class InternalServerException(string requestId) : ServiceException(
    HttpStatusCode.InternalServerError,
    Refusal.InternalError,
    $"The emulator failed to process the request. The log has the details for request id {requestId}.",
    $"This is a bug of the emulator. Report the exception in the log of the server.");

/// <summary>500: the storage cannot be used at the moment. Clients may retry.</summary>
internal sealed class StorageUnavailableException(ErrorText message) : ServiceException(
    HttpStatusCode.InternalServerError,
    Refusal.StorageUnavailable,
    message,
    $"Check the database and the disk of the server, and send the request again.")
{
    public override string Code => nameof(InternalServerException);
}

internal sealed record ErrorResponse(string Message, string? ResourceId = null, string? ResourceType = null);
