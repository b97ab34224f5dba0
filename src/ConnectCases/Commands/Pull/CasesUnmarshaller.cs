using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace ConnectCases.Commands.Pull;

/// <summary>Reads an HTTP response of Cases.</summary>
internal sealed class CasesUnmarshaller : JsonResponseUnmarshaller
{
    private const int BufferSize = 4096;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new CasesReply { Body = JsonNode.Parse(input.Stream)! };

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, BufferSize, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
