using ConnectCases.Protocol.Http;

namespace ConnectCases.Controls;

/// <summary>The names of the operations of the API, for controls that choose operations.</summary>
internal sealed class OperationNames(IServiceProvider services)
{
    // The endpoints exist when the first request arrives, but not when this object is created.
    private readonly Lazy<IReadOnlyList<string>> names = new(() =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith(EmulatorPaths.Controls[1..], StringComparison.Ordinal) != true)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>().Order(StringComparer.Ordinal),
    ]);

    public IReadOnlyList<string> All => names.Value;

    public bool Contains(string name) => All.Contains(name);

    /// <summary>Says which operation was probably meant.</summary>
    public string Suggest(string name) => NearestNames.Of(name, All) is [var similar, ..]
        ? $"Did you mean '{similar}'?"
        : "Send the name of an operation of the API reference, such as CreateCase.";
}
