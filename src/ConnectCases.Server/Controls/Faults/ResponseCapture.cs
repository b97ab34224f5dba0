using Microsoft.AspNetCore.Http.Features;

namespace ConnectCases.Controls.Faults;

/// <summary>Keeps the body of a response in memory, so that the response can still be changed.</summary>
internal sealed class ResponseCapture
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

    /// <summary>Ends the capture and returns the body.</summary>
    public async Task<byte[]> EndAsync()
    {
        await context.Response.CompleteAsync();
        Cancel();
        return body.ToArray();
    }

    /// <summary>Ends the capture without a body.</summary>
    public void Cancel() => context.Features.Set(original);
}
