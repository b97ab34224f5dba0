using ConnectCases.Protocol.Http;
using ConnectCases.State;

namespace ConnectCases.Controls.State;

/// <summary>The response with a state document. The document is read while it is sent.</summary>
internal sealed record StateDocument(StateControl State, IWorldRequest World) : IStreamedResponse
{
    public Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = StateWriter.MediaType;
        return State.ExportAsync(World, context.Response.Body, progress: null, context.RequestAborted);
    }
}
