using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Fuzz;

/// <summary>
/// Sends random requests of several workers at the same time and collects the responses that break a rule. The run has rounds.
/// Each round has a new world, because requests delete resources. All workers use the same world, so their requests compete.
/// </summary>
internal sealed class FuzzRun(ServerProcess server, int seed) : IDisposable
{
    private const int RequestsPerWorker = 300;

    private static readonly TimeSpan LongestResponse = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, string> findings = [];
    private readonly ConcurrentDictionary<string, int> succeeded = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = LongestResponse };
    private readonly List<Worker> workers = [.. Enumerable.Range(0, 8).Select(number => new Worker(number, seed))];

    private long sent;

    private Uri Address => server.Client.Http.BaseAddress!;

    /// <summary>One example of each broken rule, in a form that a person can replay.</summary>
    public IReadOnlyCollection<string> Findings => [.. findings.Values];

    /// <summary>The operations and controls that succeeded, with the number of successes.</summary>
    public IReadOnlyDictionary<string, int> Succeeded => succeeded;

    public long Sent => Interlocked.Read(ref sent);

    public async Task RunAsync(TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; !IsOver(started, duration); round++)
        {
            var world = await FuzzWorld.CreateAsync(Address, round);
            await Task.WhenAll(workers.Select(worker => SendRoundAsync(worker, world, () => IsOver(started, duration))));
            if (!server.HasExited)
            {
                (await server.Client.PostAsync("/_emulator/merges/release")).ShouldSucceed();
                await world.DeleteAsync();
            }
        }
    }

    public void Dispose() => http.Dispose();

    private bool IsOver(long started, TimeSpan duration) => server.HasExited || Stopwatch.GetElapsedTime(started) >= duration;

    private async Task SendRoundAsync(Worker worker, FuzzWorld world, Func<bool> isOver)
    {
        for (var count = 0; count < RequestsPerWorker && !isOver(); count++)
        {
            var request = worker.Requests.Next(world);
            var (rule, outcome) = await SendAsync(request);
            Interlocked.Increment(ref sent);
            if (rule is not null)
            {
                findings.TryAdd(rule, Describe(worker, request, rule, outcome));
            }

            worker.Sent++;
        }
    }

    private async Task<(string? BrokenRule, string Outcome)> SendAsync(FuzzRequest request)
    {
        using var patience = new CancellationTokenSource(request.Patience ?? LongestResponse);
        try
        {
            using var message = request.ToMessage(Address);
            using var response = await http.SendAsync(message, patience.Token);
            var read = await FuzzResponse.ReadAsync(response, patience.Token);
            Count(request, read);
            return (read.BrokenRule(request), read.ToString());
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            var isExpected = request.Patience is not null || (request.IsLarge && exception is HttpRequestException);
            return (isExpected ? null : "The request has no response.", exception.ToString());
        }
    }

    private void Count(FuzzRequest request, FuzzResponse response)
    {
        if (response.Status == 200)
        {
            succeeded.AddOrUpdate(request.Operation, 1, (_, count) => count + 1);
        }
    }

    private string Describe(Worker worker, FuzzRequest request, string rule, string outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rule}\nseed {seed}, worker {worker.Number}, request {worker.Sent}, operation {request.Operation}\n{request}\nresponse: {outcome}\n");

    private sealed class Worker(int number, int seed)
    {
        public int Number => number;

        public RequestGenerator Requests { get; } = new(unchecked((seed * 31) + number));

        public int Sent { get; set; }
    }
}
