using System.CommandLine;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConnectCases.Controls.State;
using ConnectCases.State;

namespace ConnectCases.Commands;

/// <summary>Calls the controls of a running server for the commands of this program.</summary>
internal static class ServerClient
{
    /// <summary>The variable that also points the AWS SDKs to the server.</summary>
    public const string EndpointVariable = "AWS_ENDPOINT_URL_CONNECTCASES";

    // A server responds to a probe within a second. A reset can wait for other units of work.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ResetTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Creates the option that names the server.</summary>
    public static Option<string> CreateEndpoint() => new("--endpoint")
    {
        Description = $"The address of the server (default: {EndpointVariable}, then {new ProcessOptions().Urls})",
        HelpName = "URL",
    };

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

    /// <summary>Writes the state of a server to a file. Returns 0, or 1 if an existing file has not changed.</summary>
    public static Task<int> ExportAsync(string? endpoint, WorldScope world, string file, CancellationToken cancellationToken) => CallAsync(
        endpoint,
        Timeout.InfiniteTimeSpan,
        client => client.GetAsync(StateOf(world), HttpCompletionOption.ResponseHeadersRead, cancellationToken),
        response => StateCommands.ReportAsync(file, async () =>
        {
            using var progress = new Progress("bytes");
            await using var document = await response.Content.ReadAsStreamAsync(cancellationToken);
            await StateFile.ReplaceAsync(file, output => CopyAsync(document, output, progress, total: null, cancellationToken));
            return $"Exported to {file}.";
        }),
        showError: _ => null,
        cancellationToken);

    /// <summary>Replaces the state of a server with a file. Returns 0, or 1 if the state has not changed.</summary>
    public static Task<int> ImportAsync(string? endpoint, WorldScope world, string file, CancellationToken cancellationToken) => CallAsync(
        endpoint,
        Timeout.InfiniteTimeSpan,
        async client =>
        {
            using var progress = new Progress("bytes");
            await using var document = File.OpenRead(file);
            using var body = new ReportedContent(document, progress);
            return await client.PutAsync(StateOf(world), body, cancellationToken);
        },
        cancellationToken);

    private static Uri StateOf(WorldScope world)
    {
        string[] query =
        [
            .. world.Account is { } account ? (string[])[$"account={Uri.EscapeDataString(account)}"] : [],
            .. world.Region is { } region ? (string[])[$"region={Uri.EscapeDataString(region)}"] : [],
        ];
        return new($"/_emulator/state{(query.Length == 0 ? "" : "?")}{string.Join('&', query)}", UriKind.Relative);
    }

    private static async Task CopyAsync(Stream from, Stream to, Progress progress, long? total, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var copied = 0L;
        while (await from.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress.Report(copied += read, total);
        }
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
    public static Task<int> CallAsync(
        string? endpoint,
        TimeSpan timeout,
        Func<HttpClient, Task<HttpResponseMessage>> call,
        Func<string, string> show,
        Func<string, string?> showError,
        CancellationToken cancellationToken) =>
        CallAsync(
            endpoint,
            timeout,
            call,
            async response =>
            {
                Console.WriteLine(show(await response.Content.ReadAsStringAsync(cancellationToken)));
                return 0;
            },
            showError,
            cancellationToken);

    private static async Task<int> CallAsync(
        string? endpoint,
        TimeSpan timeout,
        Func<HttpClient, Task<HttpResponseMessage>> call,
        Func<HttpResponseMessage, Task<int>> receive,
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
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return await receive(response);
            }

            var message = MessageOf(await response.Content.ReadAsStringAsync(cancellationToken));
            await Console.Error.WriteLineAsync(
                showError(message) ?? $"{address} responded with {(int)response.StatusCode}: {message}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not respond: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
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

    /// <summary>A file as the body of a request, whose progress is shown.</summary>
    private sealed class ReportedContent(FileStream document, Progress progress) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            CopyAsync(document, stream, progress, document.CanSeek ? document.Length : null, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = document.CanSeek ? document.Length : 0;
            return document.CanSeek;
        }
    }
}
