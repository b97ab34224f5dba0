using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ConnectCases.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConnectCases.Tests.Protocol;

/// <summary>The log has one line for each request, and no content of requests.</summary>
public sealed class RequestLogTests : IAsyncLifetime
{
    private readonly LogLines lines = new();
    private readonly CasesApp app;

    public RequestLogTests() => app = new CasesApp().With(services => services.AddSingleton<ILoggerFactory>(new LoggerFactory([lines])));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        lines.Dispose();
    }

    [Fact]
    public async Task A_refusal_names_member_and_constraint()
    {
        await app.NewAccount().PostAsync("/domains-list?maxResults=100");
        Assert.Contains("ListDomains 400 ValidationException", await lines.SingleAsync(), StringComparison.Ordinal);
        Assert.Contains("'maxResults' failed to satisfy constraint: Member must have value between 1 and 10", await lines.SingleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_route_is_logged_with_method_and_path()
    {
        await app.NewAccount().PutAsync("/domains/d/nope%0Aforged", "{}");
        Assert.StartsWith("PUT /domains/d/nope%0Aforged 404 UnknownOperationException", await lines.SingleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_request_cannot_forge_a_line()
    {
        await app.NewAccount().PostAsync("/domains/d%0Aforged");
        Assert.Contains("Domain 'd forged' does not exist", await lines.SingleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_control_is_logged()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/_emulator/merges/hold", UriKind.Relative));
        request.Headers.Add("Origin", "https://evil.example.com");
        await app.NewAccount().SendAsync(request);
        Assert.StartsWith("POST /_emulator/merges/hold 403 AccessDeniedException", await lines.SingleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aborted_request_leaves_one_line_without_its_content()
    {
        var endpoint = app.NewAccount().Http.BaseAddress!;
        using (var client = new TcpClient(endpoint.Host, endpoint.Port))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /domains/very-private/cases HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{\"secret\":"));
            await Task.Delay(200);
        }

        Assert.StartsWith("CreateCase 499", await lines.SingleAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(lines.All, line => line.Contains("private", StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
    }

    /// <summary>The lines of the emulator, and the warnings of all others.</summary>
    private sealed class LogLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> lines = [];

        public IEnumerable<string> All => lines;

        /// <summary>Waits for a line and checks that it is the only one.</summary>
        public async Task<string> SingleAsync()
        {
            for (var attempt = 0; attempt < 100 && lines.IsEmpty; attempt++)
            {
                await Task.Delay(50);
            }

            return Assert.Single(lines);
        }

        // The executable also leaves out the warnings of Kestrel about connections.
        public ILogger CreateLogger(string categoryName) => new Writer(lines, categoryName switch
        {
            _ when categoryName.StartsWith("ConnectCases", StringComparison.Ordinal) => LogLevel.Information,
            _ when categoryName.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) => LogLevel.Error,
            _ => LogLevel.Warning,
        });

        public void Dispose()
        {
        }

        private sealed class Writer(ConcurrentQueue<string> lines, LogLevel lowest) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                {
                    lines.Enqueue($"{formatter(state, exception)}{exception}");
                }
            }
        }
    }
}
