using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConnectCases.Commands;

/// <summary>Calls the controls of a running server for the commands that need one.</summary>
internal static class ServerClient
{
    /// <summary>The variable that also points the AWS SDKs to the server.</summary>
    public const string EndpointVariable = "AWS_ENDPOINT_URL_CONNECTCASES";

    // A server responds to a probe within a second. A reset can wait for other units of work.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ResetTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Returns 0 if the server is ready, otherwise 1.</summary>
    public static Task<int> CheckHealthAsync(string? endpoint, CancellationToken cancellationToken) => CallAsync(
        endpoint,
        ProbeTimeout,
        client => client.GetAsync(new Uri("/_emulator/health/ready", UriKind.Relative), cancellationToken),
        cancellationToken);

    /// <summary>Resets a world. Returns 0 after the reset, otherwise 1.</summary>
    public static Task<int> ResetAsync(
        string? endpoint, string? account, string? region, string? seed, CancellationToken cancellationToken)
    {
        var request = new JsonObject();
        foreach (var (name, value) in new[] { ("account", account), ("region", region), ("seed", seed) })
        {
            if (value is not null)
            {
                request[name] = value;
            }
        }

        return CallAsync(
            endpoint,
            ResetTimeout,
            async client =>
            {
                using var body = new StringContent(request.ToJsonString());
                return await client.PostAsync(new Uri("/_emulator/reset", UriKind.Relative), body, cancellationToken);
            },
            cancellationToken);
    }

    private static Task<int> CallAsync(
        string? endpoint, TimeSpan timeout, Func<HttpClient, Task<HttpResponseMessage>> call, CancellationToken cancellationToken) =>
        CallAsync(endpoint, timeout, call, show: text => text, showError: _ => null, cancellationToken);

    /// <summary>Calls a control. Returns 0 after success, 1 after an error, and 2 if the endpoint is not an address.</summary>
    /// <param name="endpoint">The address of the server, or null.</param>
    /// <param name="timeout">The maximum duration of the call.</param>
    /// <param name="call">Sends the request.</param>
    /// <param name="show">Returns the output for the body of a response.</param>
    /// <param name="showError">Returns the output for the message of an error, or null for the usual output.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<int> CallAsync(
        string? endpoint,
        TimeSpan timeout,
        Func<HttpClient, Task<HttpResponseMessage>> call,
        Func<string, string> show,
        Func<string, string?> showError,
        CancellationToken cancellationToken)
    {
        var address = endpoint ?? EndpointOfEnvironment() ?? new ProcessOptions().Urls;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"The endpoint '{address}' is not an http or https address.");
            return CommandLine.ErrorExitCode;
        }

        // A proxy of the network does not reach this machine.
        using var handler = new HttpClientHandler { UseProxy = !uri.IsLoopback, CheckCertificateRevocationList = true };
        using var client = new HttpClient(handler) { BaseAddress = uri, Timeout = timeout };
        try
        {
            using var response = await call(client);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Console.WriteLine(show(text));
                return 0;
            }

            var message = MessageOf(text);
            await Console.Error.WriteLineAsync(
                showError(message) ?? $"{address} responded with {(int)response.StatusCode}: {message}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not respond: {failure.Message}");
        }

        return 1;
    }

    // As in AWS SDKs, an empty variable is not set.
    private static string? EndpointOfEnvironment() =>
        Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 } endpoint ? endpoint : null;

    private static string MessageOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["message"]?.ToString() ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
