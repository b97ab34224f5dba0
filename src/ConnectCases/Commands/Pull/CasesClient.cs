using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ConnectCases.Commands.Pull;

/// <summary>Calls Cases. The SDK signs, sends and retries the requests.</summary>
internal sealed class CasesClient(AWSCredentials credentials, CasesConfig config) : AmazonServiceClient(credentials, config)
{
    private static readonly InvokeOptions Options = new()
    {
        RequestMarshaller = new CasesMarshaller(),
        ResponseUnmarshaller = new CasesUnmarshaller(),
    };

    /// <summary>Returns the body of the response.</summary>
    /// <exception cref="PullException">The service rejects the call, or does not respond.</exception>
    public async Task<JsonNode> CallAsync(CasesCall call, CancellationToken cancellationToken)
    {
        try
        {
            return (await InvokeAsync<CasesReply>(call, Options, cancellationToken)).Body;
        }
        catch (AmazonUnmarshallingException failure)
        {
            throw new PullException($"The response of {config.Address} to {call.Operation} is not JSON.", failure);
        }
        catch (AmazonServiceException failure) when (failure.StatusCode != 0)
        {
            var code = failure.ErrorCode is null ? "" : $" {failure.ErrorCode}";
            throw new PullException(
                $"{config.Address} responded to {call.Operation} with {(int)failure.StatusCode}{code}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is AmazonServiceException or HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new PullException($"{config.Address} does not respond: {failure.Message}", failure);
        }
    }

    // The constructor of the base class calls this method.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new SignatureScheme());
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CasesRetryPolicy(Config)));
    }

    /// <summary>Chooses Signature Version 4.</summary>
    private sealed class SignatureScheme : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            AuthSchemeOption.DEFAULT_SIGV4;
    }
}
