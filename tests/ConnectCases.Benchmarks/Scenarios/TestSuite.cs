using System.Text.Json.Nodes;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Seeding;

namespace ConnectCases.Benchmarks.Scenarios;

/// <summary>The requests of a small test suite in sequence: a domain, a template, and then each case with five operations.</summary>
internal sealed class TestSuite(RawConnection connection)
{
    public const int EarlyRequests = 52;
    public const int Requests = 2 + (Cases * 5);

    private const int Cases = 100;

    /// <summary>Returns each response when it arrives. A response without success ends the suite with an exception.</summary>
    public IEnumerable<JsonNode> Send()
    {
        var domain = Post("/domains", new() { ["name"] = "Suite" });
        yield return domain;
        var path = $"/domains/{domain["domainId"]}";
        var template = Post($"{path}/templates", new() { ["name"] = "General" });
        yield return template;
        var page = new JsonObject { ["maxResults"] = 25 };
        var fields = new JsonObject { ["fields"] = CaseQueries.Ids(["title", "status", "created_datetime"]) };
        for (var index = 0; index < Cases; index++)
        {
            var created = Post($"{path}/cases", new()
            {
                ["templateId"] = (string?)template["templateId"],
                ["fields"] = new JsonArray(CaseQueries.Value("title", new($"complaint {index}"))),
            });
            yield return created;
            var @case = $"{path}/cases/{created["caseId"]}";
            yield return Post($"{@case}/related-items/", CaseQueries.Comment(SampleData.Comment(index, 0)));
            yield return Post($"{@case}/related-items-search", page);
            yield return Post($"{@case}/audit-history", page);
            yield return Post(@case, fields);
        }
    }

    private JsonNode Post(string path, JsonObject body)
    {
        var status = connection.Exchange(RequestBytes.Post(path, body));
        return status is >= 200 and <= 299
            ? JsonNode.Parse(connection.Body)!
            : throw new InvalidOperationException($"POST {path} must succeed. The response was {status} {connection.Body}");
    }
}
