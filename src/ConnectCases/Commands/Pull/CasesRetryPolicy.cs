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
        executionContext.RequestContext.ContextAttributes[Requested] = RequestedWait(exception)!;
        return base.RetryForExceptionAsync(executionContext, exception);
    }

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        return request.ContextAttributes.TryGetValue(Requested, out var value) && value is TimeSpan wait
            ? Task.Delay(wait < Longest ? wait : Longest, request.CancellationToken)
            : base.WaitBeforeRetryAsync(executionContext);
    }

    private static object? RequestedWait(Exception exception)
    {
        if (exception.InnerException is not HttpErrorResponseException { Response: { } response })
        {
            return null;
        }

        return (Number(response, "x-amz-retry-after"), Number(response, "Retry-After")) switch
        {
            ({ } milliseconds, _) => TimeSpan.FromMilliseconds(milliseconds),
            (_, { } seconds) => TimeSpan.FromSeconds(seconds),
            _ => null,
        };
    }

    private static int? Number(Amazon.Runtime.Internal.Transform.IWebResponseData response, string header) =>
        int.TryParse(response.GetHeaderValue(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
