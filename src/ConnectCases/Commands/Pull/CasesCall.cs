using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ConnectCases.Commands.Pull;

/// <summary>A call of an operation that reads. All such operations of Cases are POST requests.</summary>
/// <param name="operation">The name of the operation, for messages.</param>
/// <param name="path">The path, with the label <c>{domainId}</c> and at most one label <c>{id}</c>.</param>
internal sealed class CasesCall(string operation, string path) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public string Path => path;

    public required string DomainId { get; init; }

    /// <summary>The id of a resource in the domain.</summary>
    public string? Id { get; init; }

    /// <summary>The parameters of the query string.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public JsonObject? Body { get; init; }
}

/// <summary>The body of a response.</summary>
internal sealed class CasesReply : AmazonWebServiceResponse
{
    public JsonNode Body { get; init; } = new JsonObject();
}

/// <summary>Writes a call as an HTTP request.</summary>
internal sealed class CasesMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (CasesCall)input;
        var request = new DefaultRequest(call, "ConnectCases") { HttpMethod = "POST", ResourcePath = call.Path };
        request.AddPathResource("{domainId}", call.DomainId);
        if (call.Id is { } id)
        {
            request.AddPathResource("{id}", id);
        }

        if (call.Body is { } body)
        {
            request.Content = Encoding.UTF8.GetBytes(body.ToJsonString());
            request.Headers["Content-Type"] = "application/json";
        }
        else
        {
            request.UseQueryString = true;
            foreach (var (name, value) in call.Query)
            {
                request.Parameters.Add(name, value);
            }
        }

        return request;
    }
}
