using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ConnectCases.Api.CaseRules;
using ConnectCases.Api.Cases;
using ConnectCases.Api.Fields;
using ConnectCases.Api.RelatedItems;
using ConnectCases.Protocol.Json;
using ConnectCases.Protocol.Paging;
using ConnectCases.Protocol.Shapes;

namespace ConnectCases.Benchmarks.Micro;

/// <summary>Benchmarks of code that runs in nearly every request. They need no server.</summary>
[MemoryDiagnoser]
public class HotPieces
{
    private readonly CreateRelatedItemValidator validator = new();
    private readonly CreateRelatedItemRequest request =
        new(RelatedItemType.Comment, new(Comment: new("The customer called again.", CommentBodyTextType.TextPlain)), null);

    private readonly byte[] requestJson = """
        {"type":"Comment","content":{"comment":{"body":"The customer called again.","contentType":"Text/Plain"}}}
        """u8.ToArray();

    private readonly SearchRelatedItemsResponse page = new(
        [.. Enumerable.Range(0, 25).Select(_ => new SearchRelatedItemsResponseItem(
            "01a2124e-a686-7e48-9d75-49e399370066",
            RelatedItemType.Comment,
            DateTimeOffset.UnixEpoch,
            StoredJson.From(
                new RelatedItemContent(Comment: new("The customer called again.", CommentBodyTextType.TextPlain)),
                RelatedItemJson.Wire.RelatedItemContent),
            TagSet.None,
            null))],
        "JHPGZl280iilRPZ5RviGzjI3Mg");

    private readonly PageTokens tokens = new(
        "SearchRelatedItems", "0d000000-0000-4000-8000-000000000001/0c000000-0000-4000-8000-000000000001", "[]");

    private readonly FieldValueUnion title = new("Wrong item delivered, the customer is waiting");

    private readonly Dictionary<string, FieldValueUnion> values = new()
    {
        ["status"] = new("open"),
        ["reason"] = new("return"),
        ["amount"] = new(DoubleValue: 19.5),
        ["product"] = new("phone"),
    };

    private readonly BoundRule[] rules =
    [
        new("Order number", new(Required: new(false, [Equal("status", "closed"), Equal("reason", "return")])), "order"),
        new("Amount", new(Hidden: new(true, [new(AndAll: new([Equal("status", "open"), Equal("reason", "return")]))])), "amount"),
        new("Products", new(FieldOptions: new("reason", "product", [new("return", ["phone", "tablet"])])), "product"),
    ];

    [Benchmark]
    public byte[] WriteSearchRelatedItemsPage() =>
        JsonSerializer.SerializeToUtf8Bytes(page, RelatedItemJson.Wire.SearchRelatedItemsResponse);

    [Benchmark]
    public object? ReadCreateRelatedItem() =>
        JsonSerializer.Deserialize(requestJson, RelatedItemJson.Wire.CreateRelatedItemRequest);

    [Benchmark]
    public bool ValidateCreateRelatedItem() => validator.Validate(request).IsValid;

    [Benchmark]
    public long? IssueAndReadPageToken() => tokens.Read(tokens.Issue("1234567"));

    [Benchmark]
    public object EvaluateThreeCaseRules() => CaseRuleEvaluator.Evaluate(rules, values);

    [Benchmark]
    public object StoreFieldValue() => new CaseValue(1, "title", title);

    private static BooleanCondition Equal(string fieldId, string value) =>
        new(EqualTo: new(new(fieldId), new(value), true));
}
