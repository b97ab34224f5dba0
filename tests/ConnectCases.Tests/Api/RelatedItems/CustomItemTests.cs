using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.RelatedItems;

public sealed class CustomItemTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task It_holds_values_of_custom_fields_as_a_case_would()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var (carrier, sent) = (await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("DateTime"));

        (await @case.AddCustomAsync(Value(sent, "2026-03-01T10:00:00+01:00"), Value(carrier, "Parcel Post"))).ShouldSucceed();

        var item = (await @case.SearchAsync("""{"filters":[{"custom":{}}]}"""))["relatedItems"][0]!;
        Assert.Equal("Custom", (string)item["type"]!);
        Assert.Equal(
            $$$"""{"custom":{"fields":[{{{Value(sent, "2026-03-01T09:00:00.000Z")}}},{{{Value(carrier, "Parcel Post")}}}]}}""",
            item["content"]!.ToJsonString());
        var created = (await @case.AuditEventsAsync())[0];
        Assert.Equal(["relatedItemId", sent, carrier], created["fields"]!.AsArray().Select(field => (string)field!["eventFieldId"]!));
    }

    [Fact]
    public async Task What_a_case_would_refuse_and_system_fields_are_refused()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var number = await domain.CreateFieldAsync("Number");
        var text = await domain.CreateFieldAsync("Text");
        var deleted = await domain.CreateFieldAsync("Text");
        (await domain.Client.DeleteAsync($"{domain.Path}/fields/{deleted}")).ShouldSucceed();

        (await @case.AddCustomAsync(Value("title", "a"))).ShouldBeInvalid("title", "system field");
        (await @case.AddCustomAsync(Value("nope", "a"))).ShouldBeInvalid("nope");
        (await @case.AddCustomAsync(Value(deleted, "a"))).ShouldBeInvalid(deleted, "deleted");
        (await @case.AddCustomAsync(Value(text, "a"), Value(text, "b"))).ShouldBeInvalid(text, "twice");
        (await @case.AddCustomAsync(Value(number, "1"))).ShouldBeInvalid(number, "doubleValue");
        (await @case.AddCustomAsync(Value(text, """{"emptyValue":{}}"""))).ShouldBeInvalid(text, "no value");
        (await @case.AddCustomAsync(Value(text, ""))).ShouldBeInvalid(text, "no value");
        Assert.Single(await @case.AuditEventsAsync());
    }

    [Fact]
    public async Task It_has_five_fields()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var fields = new List<string>();
        for (var number = 0; number < 6; number++)
        {
            fields.Add(await domain.CreateFieldAsync("Text"));
        }

        var itemId = (await @case.AddCustomAsync([.. fields.Take(5).Select(field => Value(field, "a"))])).ShouldSucceed().Id("relatedItemId");
        var six = string.Join(',', fields.Select(field => Value(field, "a")));
        (await @case.AddCustomAsync(six)).ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "6", "5");
        (await @case.UpdateItemAsync(itemId, $$$"""{"custom":{"fields":[{{{six}}}]}}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "6", "5");
    }

    [Fact]
    public async Task It_is_found_by_its_values()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var (carrier, weight) = (await domain.CreateFieldAsync("Text"), await domain.CreateFieldAsync("Number"));
        var light = (await @case.AddCustomAsync(Value(carrier, "Parcel Post"), Value(weight, """{"doubleValue":1}"""))).Id("relatedItemId");
        var heavy = (await @case.AddCustomAsync(Value(carrier, "Freight"), Value(weight, """{"doubleValue":50}"""))).Id("relatedItemId");
        var unknown = (await @case.AddCustomAsync(Value(carrier, "parcel post"))).Id("relatedItemId");

        foreach (var (filter, expected) in ((string, string[])[])[
            ($$"""{"field":{"equalTo":{{Value(carrier, "PARCEL POST")}} } }""", [unknown, light]),
            ($$"""{"field":{"contains":{{Value(carrier, "re")}} } }""", [heavy]),
            ($$"""{"field":{"greaterThan":{{Value(weight, """{"doubleValue":1}""")}} } }""", [heavy]),
            ($$"""{"not":{"field":{"greaterThan":{{Value(weight, """{"doubleValue":1}""")}} } } }""", [unknown, light]),
            ($$"""{"field":{"equalTo":{{Value(weight, """{"emptyValue":{} }""")}} } }""", [unknown]),
            ($$"""{"andAll":[{"field":{"equalTo":{{Value(carrier, "parcel post")}} } },{"field":{"lessThan":{{Value(weight, """{"doubleValue":2}""")}} } }]}""", [light]),
            ("""{"andAll":[]}""", [unknown, heavy, light]),
            ("""{"orAll":[]}""", [])])
        {
            var body = $$"""{"filters":[{"custom":{"fields":{{filter}} } }]}""";
            Assert.Equal(expected, Ids(await @case.SearchAsync(body)));
            Assert.Equal(expected, Ids(await domain.PostAsync("/related-items-search", body)));
        }

        (await @case.SearchAsync($$"""{"filters":[{"custom":{"fields":{"field":{"greaterThan":{{Value(carrier, "a")}} } } } }]}""")).ShouldBeInvalid(carrier);
        (await @case.SearchAsync($$"""{"filters":[{"custom":{"fields":{"field":{"equalTo":{{Value("nope", "a")}} } } } }]}""")).ShouldBeInvalid("nope");
    }

    [Fact]
    public async Task All_filters_of_a_search_have_100_conditions_together()
    {
        var domain = await app.CreateDomainAsync();
        var field = await domain.CreateFieldAsync("Text");
        var leaf = $$"""{"field":{"equalTo":{{Value(field, "a")}} } }""";
        var ten = $$"""{"andAll":[{{string.Join(',', Enumerable.Repeat(leaf, 10))}}]}""";
        var fifty = $$"""{"custom":{"fields":{"orAll":[{{string.Join(',', Enumerable.Repeat(ten, 5))}}] } } }""";
        (await domain.PostAsync("/related-items-search", $$"""{"filters":[{{fifty}},{{fifty}}]}""")).ShouldSucceed();
        (await domain.PostAsync("/related-items-search", $$"""{"filters":[{{fifty}},{{fifty}},{"custom":{"fields":{{leaf}} } }]}""")).ShouldBeInvalid("101", "100");
    }

    private static IEnumerable<string> Ids(ApiResponse response) =>
        response.ShouldSucceed()["relatedItems"].AsArray().Select(item => (string)item!["relatedItemId"]!);
}
