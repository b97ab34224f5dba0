using System.Net;

namespace ConnectCases.Protocol.Errors;

/// <summary>An error that a fault rule injects.</summary>
/// <param name="code">The name of the error.</param>
/// <param name="status">The status.</param>
/// <param name="message">The message.</param>
/// <param name="hint">Says which rule injected the error.</param>
/// <param name="resourceId">The resource that does not exist, if the error is a ResourceNotFoundException.</param>
/// <param name="resourceType">The type of this resource.</param>
internal sealed class InjectedError(
    string code, HttpStatusCode status, ErrorText message, ErrorText hint, string? resourceId = null, string? resourceType = null)
    : ServiceException(status, Refusal.InjectedFault, message, hint)
{
    private static readonly Dictionary<string, HttpStatusCode> Statuses = new()
    {
        [nameof(AccessDeniedException)] = HttpStatusCode.Forbidden,
        [nameof(ConflictException)] = HttpStatusCode.Conflict,
        [nameof(InternalServerException)] = HttpStatusCode.InternalServerError,
        [nameof(ResourceNotFoundException)] = HttpStatusCode.NotFound,
        [nameof(ServiceQuotaExceededException)] = HttpStatusCode.PaymentRequired,
        [nameof(ThrottlingException)] = HttpStatusCode.TooManyRequests,
        [nameof(ValidationException)] = HttpStatusCode.BadRequest,
    };

    /// <summary>The names of the errors that the service model declares.</summary>
    public static IEnumerable<string> Modelled => Statuses.Keys;

    public override string Code => code;

    /// <summary>When the client should retry, or null for the headers that the status has by default.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Returns the status of an error of the service model, or null for another name.</summary>
    public static HttpStatusCode? StatusOf(string code) => Statuses.TryGetValue(code, out var status) ? status : null;

    public override ErrorResponse ToResponse() => new(Message, resourceId, resourceType);
}
