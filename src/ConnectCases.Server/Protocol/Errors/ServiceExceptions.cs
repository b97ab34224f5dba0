using System.Net;

namespace ConnectCases.Protocol.Errors;

/// <summary>
/// An error that the server returns as an error response of the API. <see cref="Code"/> is the value of <c>x-amzn-ErrorType</c>.
/// </summary>
internal abstract class ServiceException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;

    public virtual string Code => GetType().Name;

    public virtual ErrorResponse ToResponse() => new(Message);
}

/// <summary>400: well-formed input that breaks a constraint of the contract or a rule of the service.</summary>
internal sealed class ValidationException(string message) : ServiceException(HttpStatusCode.BadRequest, message);

/// <summary>400: a body or query value that cannot be read, or has the wrong JSON type.</summary>
internal sealed class SerializationException(string message) : ServiceException(HttpStatusCode.BadRequest, message);

/// <summary>402: a quota of behaviour.md 12.1 is used up.</summary>
internal sealed class ServiceQuotaExceededException(string message)
    : ServiceException(HttpStatusCode.PaymentRequired, message);

/// <summary>403: an Authorization header of SigV4 without a valid credential scope.</summary>
internal sealed class IncompleteSignatureException(string message) : ServiceException(HttpStatusCode.Forbidden, message)
{
    public override string Code => "IncompleteSignature";
}

/// <summary>404: a path resource, or a single reference in a body, that does not exist for this caller.</summary>
internal sealed class ResourceNotFoundException(string resourceType, string resourceId, string? message = null)
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
internal sealed class ConflictException(string message) : ServiceException(HttpStatusCode.Conflict, message);

/// <summary>413: a body that is larger than the limit of the server.</summary>
internal sealed class RequestEntityTooLargeException(string message)
    : ServiceException(HttpStatusCode.RequestEntityTooLarge, message);

/// <summary>500: a bug. Clients may retry after <see cref="RetryAfterSeconds"/>.</summary>
internal sealed class InternalServerException(string requestId) : ServiceException(
    HttpStatusCode.InternalServerError,
    $"The emulator failed to process the request. The log has the details for request id {requestId}.")
{
    public const string RetryAfterSeconds = "1";
}

internal sealed record ErrorResponse(string Message, string? ResourceId = null, string? ResourceType = null);
