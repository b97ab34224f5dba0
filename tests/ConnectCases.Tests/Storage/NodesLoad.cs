using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>
/// Clients that compete for the same resources on several servers with one database, and the responses they received.
/// Expected responses are success, a modelled error, and status 500 with Retry-After. All others are unexpected.
/// A request without a response is not a failure.
/// </summary>
internal sealed class NodesLoad(IReadOnlyList<CasesClient> nodes, string domainId, string templateId)
{
    private readonly ConcurrentDictionary<int, Lazy<Task<string?>>> crowdedCases = [];
    private int crowded;
    private int number;
    private int serverErrors;

    public string DomainPath => $"/domains/{domainId}";

    /// <summary>The ids of acknowledged items and of their cases.</summary>
    public ConcurrentDictionary<string, string> Items { get; } = [];

    /// <summary>The case ids in the responses for each client token. Each token must have only one case.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> CasesByToken { get; } = [];

    /// <summary>The acknowledged summaries, in no order.</summary>
    public ConcurrentBag<string> Summaries { get; } = [];

    /// <summary>The field ids in the responses for each name. Each name must have only one field.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> FieldsByName { get; } = [];

    public ConcurrentBag<string> Unexpected { get; } = [];

    public int FullCases => crowded;

    public int ServerErrors => serverErrors;

    public IReadOnlyList<Task> Begin(string updatedCaseId, CancellationToken end) =>
    [
        .. Enumerable.Range(0, 9).Select(client => RepeatAsync(() => AddItemAsync(client % nodes.Count), end)),
        .. Enumerable.Range(0, 3).Select(client => RepeatAsync(() => UpdateAsync(client, updatedCaseId), end)),
        .. Enumerable.Range(0, 3).Select(_ => RepeatAsync(CreateCaseEverywhereAsync, end)),
        RepeatAsync(CreateFieldEverywhereAsync, end),
    ];

    // All clients add items to the same case until the case is full.
    private async Task AddItemAsync(int node)
    {
        var current = crowded;
        if (await crowdedCases.GetOrAdd(current, _ => new(() => CreateCaseAsync(node, "crowded", null))).Value is not { } caseId)
        {
            crowdedCases.TryRemove(current, out _);
            return;
        }

        var response = await SendAsync(node, HttpMethod.Post, $"/cases/{caseId}/related-items/", new JsonObject
        {
            ["type"] = "Comment",
            ["content"] = new JsonObject { ["comment"] = new JsonObject { ["body"] = $"Comment {Interlocked.Increment(ref number)}", ["contentType"] = "Text/Plain" } },
        });
        if (response?.Status == HttpStatusCode.OK)
        {
            Items[response.Id("relatedItemId")] = caseId;
        }
        else if (response?.ErrorType == "ServiceQuotaExceededException")
        {
            Interlocked.CompareExchange(ref crowded, current + 1, current);
        }
    }

    private async Task UpdateAsync(int node, string caseId)
    {
        var summary = $"Summary {Interlocked.Increment(ref number)}";
        var response = await SendAsync(
            node, HttpMethod.Put, $"/cases/{caseId}", new JsonObject { ["fields"] = new JsonArray(JsonNode.Parse(Value("summary", summary))) });
        if (response?.Status == HttpStatusCode.OK)
        {
            Summaries.Add(summary);
        }
    }

    private async Task CreateCaseEverywhereAsync()
    {
        var token = $"token-{Interlocked.Increment(ref number)}";
        var caseIds = CasesByToken.GetOrAdd(token, _ => []);
        foreach (var caseId in await Task.WhenAll(Enumerable.Range(0, nodes.Count).Select(node => CreateCaseAsync(node, token, token))))
        {
            if (caseId is not null)
            {
                caseIds.Add(caseId);
            }
        }
    }

    private async Task CreateFieldEverywhereAsync()
    {
        var name = $"Field {Interlocked.Increment(ref number)}";
        var fieldIds = FieldsByName.GetOrAdd(name, _ => []);
        foreach (var response in await Task.WhenAll(Enumerable.Range(0, nodes.Count).Select(node =>
            SendAsync(node, HttpMethod.Post, "/fields", new JsonObject { ["name"] = name, ["type"] = "Text" }))))
        {
            if (response?.Status == HttpStatusCode.OK)
            {
                fieldIds.Add(response.Id("fieldId"));
            }
        }

        await Task.Delay(30);
    }

    private async Task<string?> CreateCaseAsync(int node, string title, string? clientToken) =>
        await SendAsync(node, HttpMethod.Post, "/cases", new JsonObject
        {
            ["templateId"] = templateId,
            ["fields"] = new JsonArray(JsonNode.Parse(Value("title", title))),
            ["clientToken"] = clientToken,
        }) is { Status: HttpStatusCode.OK } response ? response.Id("caseId") : null;

    /// <summary>Returns the response, or null if the server no longer accepts connections.</summary>
    private async Task<ApiResponse?> SendAsync(int node, HttpMethod method, string path, JsonObject body)
    {
        try
        {
            var response = await nodes[node].SendAsync(method, DomainPath + path, body.ToJsonString());
            Judge(response, path);
            return response;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return null;
        }
    }

    private void Judge(ApiResponse response, string path)
    {
        if ((int)response.Status >= 500)
        {
            Interlocked.Increment(ref serverErrors);
        }

        var expected = (int)response.Status switch
        {
            200 => true,
            402 => response.ErrorType == "ServiceQuotaExceededException" && path.Contains("related-items", StringComparison.Ordinal),
            409 => response.ErrorType == "ConflictException" && path == "/fields",
            500 => response.ErrorType == "InternalServerException" && response.Headers.RetryAfter is not null,
            _ => false,
        };
        if (!expected)
        {
            Unexpected.Add($"{path} {(int)response.Status} {response.ErrorType} {response.Text}");
        }
    }

    private static async Task RepeatAsync(Func<Task> step, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await step();
        }
    }
}
