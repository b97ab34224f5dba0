using System.Globalization;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>Random searches over random cases. The database must find the same cases as a simple search in memory.</summary>
public sealed class SearchCrossCheckTests
{
    private const int CaseCount = 120;
    private const int SearchCount = 250;

    private static readonly string[] Words = ["parcel", "Parcel", "PARCELS", "Ärger", "ärger", "naïve", "%", "_", "late parcel", "🙂 ok", "a\\b", "'", "x", "東京都の駅", "parcel 4711 東京", "e-mail parcels", "กรุงเทพ", "late\u3000parcel", "x\u00a0y"];
    private static readonly string[] Instants = ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z", "2026-06-30T12:00:00.000Z", "2027-01-01T00:00:00.000Z"];
    private static readonly double[] Numbers = [-1.5, 0, 0.1, 1, 2, 1e15];
    private static readonly string[] Users = ["arn:aws:connect:us-east-1:123456789012:instance/i/agent/a", "arn:aws:connect:us-east-1:123456789012:instance/i/agent/B"];
    private static readonly string[] WholeFields = ["case_id", "reference_number", "reference_id"];
    private static readonly string[] Options = ["red", "Green", "blue"];

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(2, 1_000)]
    [InlineData(3, 8)]
    [InlineData(4, 0)]
    public async Task The_database_finds_and_sorts_what_a_plain_evaluation_does(int seed, int candidates)
    {
        await using var app = new CasesApp().With("SearchCandidates", $"{candidates}");
        var random = new Random(seed);
        var domain = await app.CreateDomainAsync();
        var fields = new Dictionary<string, string>();
        foreach (var type in (string[])["Text", "Url", "Number", "Boolean", "DateTime", "User", "SingleSelect"])
        {
            fields[type] = await domain.CreateFieldAsync(type);
        }

        foreach (var option in Options)
        {
            await domain.PutOptionAsync(fields["SingleSelect"], option);
        }

        var cases = await CreateAsync(domain, fields, random);
        for (var number = 0; number < SearchCount; number++)
        {
            var filter = random.Next(5) == 0 ? null : Filter(fields, random, 3);
            var term = random.Next(3) == 0 ? Term(cases, random) : null;
            var sorts = Sorts(fields, random);
            var expected = Sorted(cases.Where(@case => (filter is null || Holds(@case, filter)) && Occurs(@case, term)), sorts);

            var body = new JsonObject
            {
                ["filter"] = filter?.DeepClone(),
                ["searchTerm"] = term,
                ["sorts"] = new JsonArray([.. sorts.Select(sort => new JsonObject { ["fieldId"] = sort.FieldId, ["sortOrder"] = sort.Descending ? "Desc" : "Asc" })]),
                ["maxResults"] = random.Next(1, 101),
            };
            var (found, total) = await WalkAsync(domain, body);

            Assert.True(expected.SequenceEqual(found), $"{body.ToJsonString()}\nexpected {string.Join(',', expected)}\nfound {string.Join(',', found)}");
            Assert.Equal(expected.Count, total);
        }
    }

    private static async Task<List<SearchedCase>> CreateAsync(TestDomain domain, Dictionary<string, string> fields, Random random)
    {
        var templateId = await domain.CreateTemplateAsync();
        var cases = new List<SearchedCase>();
        for (var number = 0; number < CaseCount; number++)
        {
            var values = new Dictionary<string, JsonNode>();
            foreach (var (type, fieldId) in fields.Where(_ => random.Next(3) > 0))
            {
                values[fieldId] = ValueOf(type, random);
            }

            var tags = new Dictionary<string, string>();
            foreach (var key in ((string[])["team", "Team", "stage"]).Where(_ => random.Next(2) == 0))
            {
                tags[key] = random.Next(2) == 0 ? "a" : "";
            }

            var title = Pick(Words, random);
            var body = new JsonObject
            {
                ["templateId"] = templateId,
                ["fields"] = new JsonArray([
                    JsonNode.Parse(Value("title", title)),
                    .. values.Select(value => new JsonObject { ["id"] = value.Key, ["value"] = value.Value.DeepClone() })]),
                ["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
            };
            var caseId = (await domain.PostAsync("/cases", body.ToJsonString())).ShouldSucceed().Id("caseId");
            var all = await new TestCase(domain, caseId).GetAsync(
                ["title", "status", "case_id", "reference_number", "reference_id", "created_datetime", "last_updated_datetime", .. values.Keys]);
            cases.Add(new(number, caseId, all, tags));
        }

        return cases;
    }

    private static JsonObject ValueOf(string type, Random random) => type switch
    {
        "Number" => new JsonObject { ["doubleValue"] = Pick(Numbers, random) },
        "Boolean" => new JsonObject { ["booleanValue"] = random.Next(2) == 0 },
        "User" => new JsonObject { ["userArnValue"] = Pick(Users, random) },
        "DateTime" => new JsonObject { ["stringValue"] = Pick(Instants, random) },
        "SingleSelect" => new JsonObject { ["stringValue"] = Pick(Options, random) },
        "Url" => new JsonObject { ["stringValue"] = $"https://example.com/{Uri.EscapeDataString(Pick(Words, random))}" },
        _ => new JsonObject { ["stringValue"] = Pick(Words, random) },
    };

    private static JsonObject Filter(Dictionary<string, string> fields, Random random, int depth)
    {
        switch (depth == 0 ? 9 : random.Next(10))
        {
            case 0:
                return new() { ["not"] = Filter(fields, random, depth - 1) };
            case 1 or 2:
                return new() { ["andAll"] = Several(fields, random, depth) };
            case 3 or 4:
                return new() { ["orAll"] = Several(fields, random, depth) };
            case 5:
                var tag = new JsonObject { ["key"] = random.Next(2) == 0 ? "team" : "stage" };
                if (random.Next(2) == 0)
                {
                    tag["value"] = random.Next(2) == 0 ? "a" : "";
                }

                return new() { ["tag"] = new JsonObject { ["equalTo"] = tag } };
            default:
                var type = Pick([.. fields.Keys], random);
                var comparison = Pick(Comparisons(type), random);
                var operand = comparison == "equalTo" && random.Next(6) == 0
                    ? new JsonObject { ["emptyValue"] = new JsonObject() }
                    : ValueOf(type, random);
                return new()
                {
                    ["field"] = new JsonObject { [comparison] = new JsonObject { ["id"] = fields[type], ["value"] = operand } },
                };
        }
    }

    private static JsonArray Several(Dictionary<string, string> fields, Random random, int depth) =>
        new([.. Enumerable.Range(0, random.Next(4)).Select(_ => Filter(fields, random, depth - 1))]);

    private static string[] Comparisons(string type) => type switch
    {
        "Text" or "Url" or "SingleSelect" => ["equalTo", "contains"],
        "Number" or "DateTime" => ["equalTo", "greaterThan", "greaterThanOrEqualTo", "lessThan", "lessThanOrEqualTo"],
        _ => ["equalTo"],
    };

    private static List<(string FieldId, bool Descending)> Sorts(Dictionary<string, string> fields, Random random) =>
    [
        .. fields.Values.Concat(["title", "status", "created_datetime"]).OrderBy(_ => random.Next()).Take(random.Next(3))
            .Select(fieldId => (fieldId, random.Next(2) == 0)),
    ];

    private static bool Holds(SearchedCase @case, JsonObject filter)
    {
        var (kind, operand) = filter.Single();
        return kind switch
        {
            "not" => !Holds(@case, operand!.AsObject()),
            "andAll" => operand!.AsArray().All(each => Holds(@case, each!.AsObject())),
            "orAll" => operand!.AsArray().Any(each => Holds(@case, each!.AsObject())),
            "tag" => @case.Tags.TryGetValue((string)operand!["equalTo"]!["key"]!, out var tag)
                && (operand["equalTo"]!["value"] is not { } value || (string)value! == tag),
            _ => HoldsField(@case, operand!.AsObject()),
        };
    }

    private static bool HoldsField(SearchedCase @case, JsonObject filter)
    {
        var (comparison, operand) = filter.Single();
        var wanted = operand!["value"]!;
        var own = @case.Values.GetValueOrDefault((string)operand["id"]!);
        if (wanted["emptyValue"] is not null)
        {
            return own is null;
        }

        if (own is null)
        {
            return false;
        }

        if (wanted["doubleValue"] is { } number)
        {
            return Compares(comparison, ((double)own["doubleValue"]!).CompareTo((double)number));
        }

        if (wanted["booleanValue"] is { } truth)
        {
            return (bool)own["booleanValue"]! == (bool)truth;
        }

        if (wanted["userArnValue"] is { } user)
        {
            return (string)own["userArnValue"]! == (string)user!;
        }

        var (text, other) = ((string)own["stringValue"]!, (string)wanted["stringValue"]!);
        return Options.Contains(other) ? text == other
            : Instants.Contains(other) ? Compares(comparison, string.CompareOrdinal(text, other))
            : comparison == "contains" ? Lower(text).Contains(Lower(other), StringComparison.Ordinal)
            : Lower(text) == Lower(other);
    }

    private static bool Compares(string comparison, int order) => comparison switch
    {
        "greaterThan" => order > 0,
        "greaterThanOrEqualTo" => order >= 0,
        "lessThan" => order < 0,
        "lessThanOrEqualTo" => order <= 0,
        _ => order == 0,
    };

    private static bool Occurs(SearchedCase @case, string? term) => WordModel.Matches(
        term ?? "",
        @case.Values.Select(value => (
            Text(value.Value), WholeFields.Contains(value.Key) || value.Value["doubleValue"] is not null || value.Value["booleanValue"] is not null)));

    private static string Term(List<SearchedCase> cases, Random random)
    {
        var value = Text(Pick([.. Pick(cases, random).Values.Values], random));
        var runes = value.EnumerateRunes().ToArray();
        var start = random.Next(runes.Length);
        var part = string.Concat(runes.Skip(start).Take(random.Next(1, 256)));
        return random.Next(6) switch
        {
            0 => Pick(Words, random),
            1 => $"\"{Pick(Words, random)}\"",
            2 => $"{Pick(Words, random)} {Pick(Words, random)}",
            3 => value,
            4 => part,
            _ => $"\"{part}\"",
        };
    }

    private static List<string> Sorted(IEnumerable<SearchedCase> cases, List<(string FieldId, bool Descending)> sorts)
    {
        if (sorts.Count == 0)
        {
            sorts = [("last_updated_datetime", true)];
        }

        var sorted = cases.OrderBy(_ => 0);
        foreach (var (fieldId, descending) in sorts)
        {
            sorted = sorted.ThenBy(@case => !@case.Values.ContainsKey(fieldId));
            var comparer = Comparer<JsonNode?>.Create((left, right) => (descending ? -1 : 1) * Compare(left, right));
            sorted = sorted.ThenBy(@case => @case.Values.GetValueOrDefault(fieldId), comparer);
        }

        return [.. sorted.ThenBy(@case => sorts[0].Descending ? -@case.Number : @case.Number).Select(@case => @case.CaseId)];
    }

    private static int Compare(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => 0,
        ({ } one, { } two) when one["doubleValue"] is { } first => ((double)first).CompareTo((double)two["doubleValue"]!),
        ({ } one, { } two) => CompareCodePoints(Lower(Text(one)), Lower(Text(two))),
        _ => 0,
    };

    private static int CompareCodePoints(string left, string right) =>
        left.EnumerateRunes().Zip(right.EnumerateRunes()).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0) is var order and not 0
            ? order
            : left.Length.CompareTo(right.Length);

    private static string Text(JsonNode value) => value.AsObject().Single() switch
    {
        ("booleanValue", { } truth) => (bool)truth ? "true" : "false",
        ("doubleValue", { } number) => ((double)number).ToString(CultureInfo.InvariantCulture),
        var (_, text) => (string)text!,
    };

    private static string Lower(string text) => text.ToLowerInvariant();

    private static async Task<(List<string> CaseIds, int Total)> WalkAsync(TestDomain domain, JsonObject body)
    {
        var caseIds = new List<string>();
        while (true)
        {
            var page = (await domain.SearchCasesAsync(body.ToJsonString())).ShouldSucceed();
            caseIds.AddRange(page["cases"].AsArray().Select(@case => (string)@case!["caseId"]!));
            Assert.True(caseIds.Count <= CaseCount, "The pages contain more cases than exist.");
            if (page.Json["nextToken"] is not { } token)
            {
                return (caseIds, (int)page["totalCount"]);
            }

            body["nextToken"] = token.DeepClone();
        }
    }

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private sealed record SearchedCase(
        int Number, string CaseId, IReadOnlyDictionary<string, JsonNode> Values, IReadOnlyDictionary<string, string> Tags);
}
