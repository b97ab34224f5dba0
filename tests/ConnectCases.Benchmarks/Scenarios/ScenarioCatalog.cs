using System.Text.Json.Nodes;
using ConnectCases.Benchmarks.Load;
using ConnectCases.Benchmarks.Seeding;
using static ConnectCases.Benchmarks.Scenarios.CaseQueries;

namespace ConnectCases.Benchmarks.Scenarios;

/// <summary>All scenarios in the order of the measurement. Scenarios that add rows to the database come last.</summary>
internal static class ScenarioCatalog
{
    private const int MaxCases = 32_768;
    private const int MaxSearches = 1_024;
    private const int DeepPage = 40;
    private const int WidthOfRange = 10_000;

    // Selects cases that are far apart in the file. A prime, so that it has no common factor with the number of cases.
    private const long Stride = 104_729;

    public static readonly Scenario GetCase = Scenario.WithEfFloor("GetCase", Floor.Page, GetCases);

    public static readonly Scenario Items = Scenario.WithEfFloor("SearchRelatedItems", Floor.Page, SearchRelatedItems);

    public static readonly Scenario AuditEvents = Scenario.WithEfFloor("GetCaseAuditEvents", Floor.Page, GetCaseAuditEvents);

    public static readonly Scenario Comments = Scenario.WithEfFloor("CreateRelatedItem", Floor.Write, CreateRelatedItems);

    public static readonly Scenario Mixed = Scenario.Of("Mixed", null, Mix);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Scenario.Of("Health", Floor.Kestrel, _ => [RequestBytes.Get("/_emulator/health/live")]),
        GetCase,
        Items,
        AuditEvents,
        Scenario.Of("SearchCases/selective", null, SearchSelective),
        Scenario.Of("SearchCases/campaign", null, SearchCampaign),
        Scenario.Of("SearchCases/range", null, SearchRange),
        Scenario.Of("SearchCases/term", null, sample =>
            Searches(sample, index => new() { ["searchTerm"] = sample.Data.RareWord(index) })),
        Scenario.Of("SearchCases/contains", null, sample => Searches(sample, index =>
            Filter(Field("contains", sample.Field("Account"), new(sample.Data.Account(index)[2..]))))),
        Scenario.Of("SearchCases/not-or", null, SearchNotOr),
        new("SearchCases/deep-page", null, SearchDeepPageAsync),
        Scenario.Of("SearchCases/all", null, sample => Searches(sample, _ => [])),
        Mixed,
        Scenario.Of("UpdateCase", Floor.Write, UpdateCases),
        Comments,
        Scenario.Of("CreateCase", Floor.Write, CreateCases),
    ];

    private static byte[][] GetCases(Sample sample)
    {
        string[] system =
        [
            "case_id", "reference_number", "title", "status", "created_datetime", "last_updated_datetime", "last_closed_datetime",
        ];
        var body = new JsonObject { ["fields"] = Ids([.. system, .. sample.Domain.FieldIds.Values]) };
        return Many(sample, MaxCases, index => RequestBytes.Post(sample.PathOf(index), body));
    }

    private static byte[][] SearchRelatedItems(Sample sample) => OfBigCases(sample, "related-items-search");

    private static byte[][] GetCaseAuditEvents(Sample sample) => OfBigCases(sample, "audit-history");

    private static byte[][] SearchSelective(Sample sample) => Searches(sample, index =>
        Filter(Field("equalTo", sample.Field("Account"), new(sample.Data.Account(index)))));

    private static byte[][] SearchCampaign(Sample sample) => Searches(sample, index =>
        Filter(Field("equalTo", sample.Field("Campaign"), new(SampleData.Campaign(index)))));

    private static byte[][] SearchRange(Sample sample) => Searches(sample, index =>
    {
        var (amount, min) = (sample.Field("Amount"), index * Stride % SampleData.MaxAmount);
        var request = Filter(All(
            Field("greaterThanOrEqualTo", amount, new(DoubleValue: min)),
            Field("lessThan", amount, new(DoubleValue: min + WidthOfRange))));
        request["sorts"] = Sort(amount, "Asc");
        return request;
    });

    private static byte[][] SearchNotOr(Sample sample) => Searches(sample, index => Filter(All(
        Not(Field("equalTo", "status", new("closed"))),
        Any(
            Field("equalTo", sample.Field("Campaign"), new(SampleData.Campaign(index))),
            Field("equalTo", sample.Field("Account"), new(sample.Data.Account(index)))))));

    private static async Task<byte[][]> SearchDeepPageAsync(Sample sample, EmulatorClient emulator)
    {
        var path = $"{sample.Domain.Path}/cases-search";
        var request = new JsonObject { ["maxResults"] = 20 };
        for (var page = 1; page <= DeepPage; page++)
        {
            var response = await emulator.PostAsync(path, request);
            request["nextToken"] = response["nextToken"]?.DeepClone()
                ?? throw new InvalidOperationException($"The search needs {DeepPage} pages. Page {page} is the last page.");
        }

        return [RequestBytes.Post(path, request)];
    }

    // Alternates between two values for each case, so that every update is a change.
    private static byte[][] UpdateCases(Sample sample)
    {
        var paths = Many(sample, MaxCases / 2, sample.PathOf);
        return [.. To(10), .. To(20)];

        IEnumerable<byte[]> To(int quantity)
        {
            var body = new JsonObject
            {
                ["fields"] = new JsonArray(
                    Value(sample.Field("Quantity"), new(DoubleValue: quantity)),
                    Value(sample.Field("Remark"), new($"asked for {quantity} pieces"))),
            };
            return paths.Select(path => RequestBytes.Put(path, body));
        }
    }

    private static byte[][] CreateRelatedItems(Sample sample) => [.. Many(sample, MaxCases, index => index)
        .Where(index => !sample.Data.IsBig(index))
        .Select(index => RequestBytes.Post($"{sample.PathOf(index)}/related-items/", Comment(SampleData.Comment(index, 0))))];

    private static byte[][] CreateCases(Sample sample)
    {
        string[] given = ["Account", "Amount", "Priority", "Remark"];
        var fields = sample.Data.Fields.Where(field => given.Contains(field.Name)).ToList();
        return Many(sample, MaxSearches, index => RequestBytes.Post($"{sample.Domain.Path}/cases", new JsonObject
        {
            ["templateId"] = sample.Domain.TemplateId,
            ["fields"] = new JsonArray(
            [
                Value("title", new($"new complaint {index}")),
                .. fields.Select(field => Value(sample.Field(field.Name), field.Value(index))),
            ]),
        }));
    }

    /// <summary>Returns four reading requests for each writing request.</summary>
    private static byte[][] Mix(Sample sample)
    {
        var (cases, items, events) = (GetCases(sample), SearchRelatedItems(sample), GetCaseAuditEvents(sample));
        var (selective, campaign) = (SearchSelective(sample), SearchCampaign(sample));
        var (comments, updates, newCases) = (CreateRelatedItems(sample), UpdateCases(sample), CreateCases(sample));
        byte[][][] pattern =
        [
            cases, items, comments, cases, selective, cases, items, events, updates, cases,
            items, campaign, newCases, cases, items, selective, cases, comments, events, items,
        ];
        return [.. Enumerable.Range(0, MaxCases).Select(number =>
        {
            var kind = pattern[number % pattern.Length];
            return kind[number % kind.Length];
        })];
    }

    private static byte[][] Searches(Sample sample, Func<int, JsonObject> request)
    {
        string[] shown = ["title", "status", "last_updated_datetime", sample.Field("Account"), sample.Field("Amount")];
        return Many(sample, MaxSearches, index =>
        {
            var body = request(index);
            body["maxResults"] = 25;
            body["fields"] = Ids(shown);
            return RequestBytes.Post($"{sample.Domain.Path}/cases-search", body);
        });
    }

    private static byte[][] OfBigCases(Sample sample, string listing)
    {
        var page = new JsonObject { ["maxResults"] = 25 };
        return [.. Enumerable.Range(0, SampleData.BigCases).Select(number =>
            RequestBytes.Post($"{sample.PathOf(sample.Data.BigCase(number))}/{listing}", page))];
    }

    private static T[] Many<T>(Sample sample, int max, Func<int, T> of) =>
        [.. Enumerable.Range(0, Math.Min(max, sample.Data.Count)).Select(number => of((int)(number * Stride % sample.Data.Count)))];
}
