using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Controls.Faults;

/// <summary>Keeps the body of a response in memory until it is disposed, so that the response can still be changed.</summary>
internal sealed class ResponseCapture : IDisposable
{
    private readonly IHttpResponseBodyFeature original;
    private readonly HttpContext context;
    private readonly MemoryStream body = new();

    public ResponseCapture(HttpContext context)
    {
        this.context = context;
        original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
    }

    /// <summary>Returns the body of the complete response.</summary>
    public async Task<byte[]> CompleteAsync()
    {
        await context.Response.CompleteAsync();
        return body.ToArray();
    }

    public void Dispose()
    {
        context.Features.Set(original);
        body.Dispose();
    }
}
