using System.Globalization;
using System.Net;
using System.Text.Json;
using ConnectCases.Protocol.Http;
using ConnectCases.Protocol.Journal;
using ConnectCases.Protocol.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ConnectCases.Protocol.Errors;

/// <summary>Turns every exception into the error envelope of restJson1 (behaviour.md 1.7).</summary>
internal sealed partial class ServiceExceptionHandler(
    JournalHints journalHints, IOptions<EmulatorOptions> options, ILogger<ServiceExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var error = exception switch
        {
            ServiceException modelled => modelled,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new RequestEntityTooLargeException(
                $"The request body is larger than the maximum of this operation (setting MaxRequestBodySize).", closesConnection: true),
            BadHttpRequestException => new SerializationException(
                Refusal.IncompleteBody,
                $"The request body is incomplete.",
                hint: $"The client closed the body early, or its Content-Length is wrong."),
            _ => ToInternalError(httpContext, exception),
        };

        var request = RequestContext.Of(httpContext);
        if (error is ShapeException shape && options.Value.ShapeErrors == ShapeErrorMode.BadRequestException
            && !EmulatorPaths.IsControl(httpContext.Request.Path))
        {
            error = new BadRequestException(shape);
        }

        request.ErrorCode = error.Code;
        request.ErrorMessage = error.Message;
        var hint = journalHints.Find(error, request, httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) ?? error.Hint;
        request.Reason = RequestReason.Of(error, hint);
        var response = httpContext.Response;
        response.StatusCode = (int)error.Status;
        response.Headers["x-amzn-ErrorType"] = error.Code;
        if (options.Value.Hints)
        {
            response.Headers["x-emulator-hint"] = HintHeader.ValueOf(hint);
        }

        if (RetryAfter(error) is { } time)
        {
            // The SDK for JavaScript waits for the header that comes first. Boto3 knows only the second one, which is in milliseconds.
            response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers["x-amz-retry-after"] = Math.Ceiling(time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        if (error is RequestEntityTooLargeException { ClosesConnection: true })
        {
            response.Headers.Connection = "close";
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(error.ToResponse(), ProtocolJson.Wire.ErrorResponse);
        request.ResponseBody = BodyExcerpt.Of(body);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
        return true;
    }

    // The service model has this header for errors with the status 500 only.
    private static TimeSpan? RetryAfter(ServiceException error) => error switch
    {
        InjectedError { RetryAfter: { } time } => time,
        { Status: HttpStatusCode.InternalServerError } => TimeSpan.FromSeconds(1),
        _ => null,
    };

    private InternalServerException ToInternalError(HttpContext httpContext, Exception exception)
    {
        var requestId = RequestContext.Of(httpContext).RequestId;
        Log.Unhandled(logger, exception, requestId);
        return new InternalServerException(requestId);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Request {RequestId} failed unexpectedly.")]
        public static partial void Unhandled(ILogger logger, Exception exception, string requestId);
    }
}
