using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ConnectCases.Commands.Pull;

/// <summary>
/// The standard retries of the SDK, with the wait that the service requests. The SDK ignores <c>Retry-After</c> and shortens
/// <c>x-amz-retry-after</c>.
/// </summary>
internal sealed class CasesRetryPolicy(IClientConfig config) : StandardRetryPolicy(config)
{
    private const string Requested = "ConnectCases.RetryAfter";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception)
    {
        var response = (exception.InnerException as HttpErrorResponseException)?.Response;
        executionContext.RequestContext.ContextAttributes[Requested] = RequestedWait(name => response?.GetHeaderValue(name))!;
        return base.RetryForExceptionAsync(executionContext, exception);
    }

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        return request.ContextAttributes.TryGetValue(Requested, out var value) && value is TimeSpan wait
            ? Task.Delay(wait, request.CancellationToken)
            : base.WaitBeforeRetryAsync(executionContext);
    }

    /// <summary>Returns the wait that a response requests, or null. The wait is at most a minute.</summary>
    /// <param name="header">Returns the value of a header, or null.</param>
    public static TimeSpan? RequestedWait(Func<string, string?> header)
    {
        TimeSpan? wait = (Number(header("x-amz-retry-after")), Number(header("Retry-After"))) switch
        {
            ({ } milliseconds, _) => TimeSpan.FromMilliseconds(milliseconds),
            (_, { } seconds) => TimeSpan.FromSeconds(seconds),
            _ => null,
        };
        return wait > Longest ? Longest : wait;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
