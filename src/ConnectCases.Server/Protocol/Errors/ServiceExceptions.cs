using System.Net;

namespace ConnectCases.Protocol.Errors;

/// <summary>
/// An error that the server returns as an error response of the API. <see cref="Code"/> is the value of <c>x-amzn-ErrorType</c>.
/// </summary>
internal abstract class ServiceException(HttpStatusCode status, ErrorText message) : Exception(message.ToString())
{
    public HttpStatusCode Status => status;

    public virtual string Code => GetType().Name;

    public virtual ErrorResponse ToResponse() => new(Message);
}

/// <summary>400: well-formed input that breaks a rule of the service.</summary>
internal sealed class ValidationException(ErrorText message) : ServiceException(HttpStatusCode.BadRequest, message);

/// <summary>400: a request that does not have the shape of the operation.</summary>
internal abstract class ShapeException(ErrorText message) : ServiceException(HttpStatusCode.BadRequest, message);

/// <summary>400: a member that breaks a constraint of the contract.</summary>
internal sealed class ConstraintException(ErrorText message) : ShapeException(message)
{
    public override string Code => nameof(ValidationException);
}

/// <summary>400: a body or query value that cannot be read, or has the wrong JSON type.</summary>
internal sealed class SerializationException(ErrorText message) : ShapeException(message);

/// <summary>
/// 400: replaces every <see cref="ShapeException"/> if the option <see cref="EmulatorOptions.ShapeErrors"/> is
/// <see cref="ShapeErrorMode.BadRequestException"/>.
/// </summary>
internal sealed class BadRequestException() : ServiceException(HttpStatusCode.BadRequest, $"Invalid request body");

/// <summary>402: a quota of behaviour.md 12.1 is used up.</summary>
internal sealed class ServiceQuotaExceededException(ErrorText message)
    : ServiceException(HttpStatusCode.PaymentRequired, message);

/// <summary>403: a request of a web page that must not reach the server.</summary>
internal sealed class AccessDeniedException(ErrorText message) : ServiceException(HttpStatusCode.Forbidden, message);

/// <summary>403: an unsigned request, if the server requires signatures.</summary>
internal sealed class MissingAuthenticationTokenException(ErrorText message) : ServiceException(HttpStatusCode.Forbidden, message);

/// <summary>403: an access key id or a session token that the server does not know.</summary>
internal sealed class UnrecognizedClientException(ErrorText message) : ServiceException(HttpStatusCode.Forbidden, message);

/// <summary>403: a signature that does not belong to the request, or is not valid at this time.</summary>
internal sealed class InvalidSignatureException(ErrorText message) : ServiceException(HttpStatusCode.Forbidden, message);

/// <summary>403: an Authorization header of SigV4 without a valid credential scope.</summary>
internal sealed class IncompleteSignatureException(ErrorText message) : ServiceException(HttpStatusCode.Forbidden, message)
{
    public override string Code => "IncompleteSignature";
}

/// <summary>404: a path resource, or a single reference in a body, that does not exist for this caller.</summary>
internal sealed class ResourceNotFoundException(string resourceType, string resourceId, ErrorText? message = null)
    : ServiceException(HttpStatusCode.NotFound, message ?? $"{resourceType} '{resourceId}' does not exist.")
{
    public string ResourceType => resourceType;

    public override ErrorResponse ToResponse() => new(Message, resourceId, resourceType);
}

/// <summary>404: no operation has this method and path.</summary>
internal sealed class UnknownOperationException(string method, string path)
    : ServiceException(
        HttpStatusCode.NotFound, $"Amazon Connect Cases has no operation with the method {method} and the path {path}.");

/// <summary>409: a name, a reference or a client token that is in use, or a case that is being merged.</summary>
internal sealed class ConflictException(ErrorText message) : ServiceException(HttpStatusCode.Conflict, message);

/// <summary>413: a body that is larger than the limit of the operation.</summary>
internal sealed class RequestEntityTooLargeException(ErrorText message, bool closesConnection)
    : ServiceException(HttpStatusCode.RequestEntityTooLarge, message)
{
    /// <summary>Whether the server closes the connection, because it does not read the rest of the body.</summary>
    public bool ClosesConnection => closesConnection;
}

/// <summary>415: a compressed body.</summary>
internal sealed class UnsupportedMediaTypeException(ErrorText message)
    : ServiceException(HttpStatusCode.UnsupportedMediaType, message);

/// <summary>421: a host name that is not a name of this server.</summary>
internal sealed class MisdirectedRequestException(string host) : ServiceException(
    HttpStatusCode.MisdirectedRequest,
    $"'{host}' is not a host name of this server. Allow the name with --allowed-hosts (setting AllowedHosts).");

/// <summary>500: a bug. Clients may retry.</summary>
internal sealed class InternalServerException(string requestId) : ServiceException(
    HttpStatusCode.InternalServerError,
    $"The emulator failed to process the request. The log has the details for request id {requestId}.");

/// <summary>500: the storage cannot be used at the moment. Clients may retry.</summary>
internal sealed class StorageUnavailableException(ErrorText message)
    : ServiceException(HttpStatusCode.InternalServerError, message)
{
    public override string Code => nameof(InternalServerException);
}

internal sealed record ErrorResponse(string Message, string? ResourceId = null, string? ResourceType = null);
