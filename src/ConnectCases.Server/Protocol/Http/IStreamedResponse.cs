namespace ConnectCases.Protocol.Http;

/// <summary>A response that can be too large for the memory, or that is not JSON. The route declares its media type.</summary>
internal interface IStreamedResponse
{
    /// <summary>Writes the headers and the body.</summary>
    Task WriteAsync(HttpContext context);
}
