using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Storage;

/// <summary>
/// Clients of several servers on one database, who want the same at the same time, and what they were told. Any answer but
/// success, a modelled refusal or a 500 that may be tried again is a failure; no answer is none.
/// </summary>
internal sealed class NodesLoad(IReadOnlyList<CasesClient> nodes, string domainId, string templateId)
{
    private readonly ConcurrentDictionary<int, Lazy<Task<string?>>> crowdedCases = [];
    private int crowded;
    private int number;
    private int serverErrors;

    public string DomainPath => $"/domains/{domainId}";

    /// <summary>Ids of items that were acknowledged, with their cases.</summary>
    public ConcurrentDictionary<string, string> Items { get; } = [];

    /// <summary>Client tokens with the cases that were answered, which should be one for each.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> CasesByToken { get; } = [];

    /// <summary>Summaries that were acknowledged, in no order.</summary>
    public ConcurrentBag<string> Summaries { get; } = [];

    /// <summary>Names with the fields that were answered, which should be one for each.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> FieldsByName { get; } = [];

    public ConcurrentBag<string> Surprises { get; } = [];

    public int FullCases => crowded;

    public int ServerErrors => serverErrors;

    public IReadOnlyList<Task> Begin(string updatedCaseId, CancellationToken end) =>
    [
        .. Enumerable.Range(0, 9).Select(client => RepeatAsync(() => AddItemAsync(client % nodes.Count), end)),
        .. Enumerable.Range(0, 3).Select(client => RepeatAsync(() => UpdateAsync(client, updatedCaseId), end)),
        .. Enumerable.Range(0, 3).Select(_ => RepeatAsync(CreateCaseEverywhereAsync, end)),
        RepeatAsync(CreateFieldEverywhereAsync, end),
    ];

    // All want to add to the same case until it is full.
    private async Task AddItemAsync(int node)
    {
        var current = crowded;
        if (await crowdedCases.GetOrAdd(current, _ => new(() => CreateCaseAsync(node, "crowded", null))).Value is not { } caseId)
        {
            crowdedCases.TryRemove(current, out _);
            return;
        }

        var answer = await SendAsync(node, HttpMethod.Post, $"/cases/{caseId}/related-items/", new JsonObject
        {
            ["type"] = "Comment",
            ["content"] = new JsonObject { ["comment"] = new JsonObject { ["body"] = $"Comment {Interlocked.Increment(ref number)}", ["contentType"] = "Text/Plain" } },
        });
        if (answer?.Status == HttpStatusCode.OK)
        {
            Items[answer.Id("relatedItemId")] = caseId;
        }
        else if (answer?.ErrorType == "ServiceQuotaExceededException")
        {
            Interlocked.CompareExchange(ref crowded, current + 1, current);
        }
    }

    private async Task UpdateAsync(int node, string caseId)
    {
        var summary = $"Summary {Interlocked.Increment(ref number)}";
        var answer = await SendAsync(
            node, HttpMethod.Put, $"/cases/{caseId}", new JsonObject { ["fields"] = new JsonArray(JsonNode.Parse(Value("summary", summary))) });
        if (answer?.Status == HttpStatusCode.OK)
        {
            Summaries.Add(summary);
        }
    }

    private async Task CreateCaseEverywhereAsync()
    {
        var token = $"token-{Interlocked.Increment(ref number)}";
        var answered = CasesByToken.GetOrAdd(token, _ => []);
        foreach (var caseId in await Task.WhenAll(Enumerable.Range(0, nodes.Count).Select(node => CreateCaseAsync(node, token, token))))
        {
            if (caseId is not null)
            {
                answered.Add(caseId);
            }
        }
    }

    private async Task CreateFieldEverywhereAsync()
    {
        var name = $"Field {Interlocked.Increment(ref number)}";
        var answered = FieldsByName.GetOrAdd(name, _ => []);
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, nodes.Count).Select(node =>
            SendAsync(node, HttpMethod.Post, "/fields", new JsonObject { ["name"] = name, ["type"] = "Text" }))))
        {
            if (answer?.Status == HttpStatusCode.OK)
            {
                answered.Add(answer.Id("fieldId"));
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
        }) is { Status: HttpStatusCode.OK } answer ? answer.Id("caseId") : null;

    /// <summary>The answer, or none where there was no server any more.</summary>
    private async Task<ApiResponse?> SendAsync(int node, HttpMethod method, string path, JsonObject body)
    {
        try
        {
            var answer = await nodes[node].SendAsync(method, DomainPath + path, body.ToJsonString());
            Judge(answer, path);
            return answer;
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return null;
        }
    }

    private void Judge(ApiResponse answer, string path)
    {
        if ((int)answer.Status >= 500)
        {
            Interlocked.Increment(ref serverErrors);
        }

        var expected = (int)answer.Status switch
        {
            200 => true,
            402 => answer.ErrorType == "ServiceQuotaExceededException" && path.Contains("related-items", StringComparison.Ordinal),
            409 => answer.ErrorType == "ConflictException" && path == "/fields",
            500 => answer.ErrorType == "InternalServerException" && answer.Headers.RetryAfter is not null,
            _ => false,
        };
        if (!expected)
        {
            Surprises.Add($"{path} {(int)answer.Status} {answer.ErrorType} {answer.Text}");
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
