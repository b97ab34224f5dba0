using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Api.Cases;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Cases;

/// <summary>The system fields reference_id and reference_number (contract-delta.md 4, row 'system fields').</summary>
public sealed class CaseReferenceTests : IAsyncLifetime
{
    private const string Empty = """{"emptyValue":{}}""";
    private const string DefaultId = "^[0-9BCDFGHJKLMNPQRSTVWXYZ]{9}$";
    private const string DefaultNumber = "^[0-9]{8}$";

    private readonly CasesApp app = new();
    private TestDomain domain = null!;

    public async Task InitializeAsync() => domain = await app.CreateDomainAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_service_chooses_them_where_the_creator_does_not()
    {
        var templateId = await domain.CreateTemplateAsync();
        var ids = new List<string>();
        for (var count = 0; count < 20; count++)
        {
            var @case = await domain.CreateCaseAsync(templateId);
            ids.Add(await @case.ReferenceIdAsync());
            Assert.Matches(DefaultNumber, await @case.TextAsync("reference_number"));
        }

        Assert.All(ids, id => Assert.Matches(DefaultId, id));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Parcel-1._/:#=+z")]
    [InlineData("01234567890123456789012345678901234567890123456789")]
    public async Task The_creator_can_choose_them_and_an_update_can_change_them(string reference)
    {
        var created = await domain.CreateCaseAsync(null, Value("reference_id", reference), Value("reference_number", reference));
        Assert.Equal(reference, await created.ReferenceIdAsync());
        Assert.Equal(reference, await created.TextAsync("reference_number"));
        (await created.UpdateAsync(Value("reference_id", "other"))).ShouldSucceed();

        var updated = await domain.CreateCaseAsync();
        (await updated.UpdateAsync(Value("reference_id", reference), Value("reference_number", reference))).ShouldSucceed();
        Assert.Equal(reference, await updated.ReferenceIdAsync());
        Assert.Equal(reference, await updated.TextAsync("reference_number"));
    }

    [Theory]
    [InlineData("reference_id")]
    [InlineData("reference_number")]
    public async Task Refuses_what_cannot_be_a_reference(string fieldId)
    {
        var @case = await domain.CreateCaseAsync();
        var templateId = await domain.CreateTemplateAsync();
        string[] impossible = [new string('a', 51), "a b", "a\n", "a%", "a?", "a@", "é", "a,b", "a|b"];
        foreach (var reference in impossible)
        {
            (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId, Value(fieldId, reference))))
                .ShouldBeInvalid(fieldId);
            (await app.WritesNothingAsync(() => @case.UpdateAsync(Value(fieldId, reference)))).ShouldBeInvalid(fieldId);
        }

        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value(fieldId, """{"doubleValue":1}""")))).ShouldBeInvalid(fieldId);
    }

    [Fact]
    public async Task Refuses_the_reference_id_of_another_case_in_any_letters()
    {
        var templateId = await domain.CreateTemplateAsync();
        await domain.CreateCaseAsync(templateId, Value("reference_id", "Parcel-1"));
        var other = await domain.CreateCaseAsync(templateId);

        foreach (var referenceId in new[] { "Parcel-1", "PARCEL-1", "parcel-1" })
        {
            (await app.WritesNothingAsync(() => domain.TryCreateCaseAsync(templateId, Value("reference_id", referenceId))))
                .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "reference_id", referenceId);
            (await app.WritesNothingAsync(() => other.UpdateAsync(Value("summary", "a"), Value("reference_id", referenceId))))
                .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "reference_id", referenceId);
        }

        (await domain.TryCreateCaseAsync(templateId, Value("reference_id", "Parcel-10"))).ShouldSucceed();
    }

    [Fact]
    public async Task Refuses_a_reference_id_that_the_service_chose_for_another_case()
    {
        var @case = await domain.CreateCaseAsync();
        var other = await domain.CreateCaseAsync();
        var taken = (await @case.ReferenceIdAsync()).ToLowerInvariant();

        (await app.WritesNothingAsync(() => other.UpdateAsync(Value("reference_id", taken))))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", taken);
    }

    [Fact]
    public async Task Its_own_reference_id_can_be_given_to_a_case_in_other_letters()
    {
        var @case = await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));

        (await @case.UpdateAsync(Value("reference_id", "Parcel-1"), Value("summary", "a"))).ShouldSucceed();
        (await @case.UpdateAsync(Value("reference_id", "PARCEL-1"))).ShouldSucceed();

        Assert.Equal("PARCEL-1", await @case.ReferenceIdAsync());
    }

    [Fact]
    public async Task A_case_of_another_domain_can_have_the_same_reference_id()
    {
        await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        var elsewhere = await TestDomain.CreateAsync(domain.Client);
        Assert.Equal(
            "Parcel-1", await (await elsewhere.CreateCaseAsync(null, Value("reference_id", "Parcel-1"))).ReferenceIdAsync());
    }

    [Fact]
    public async Task Another_field_can_have_the_reference_id_of_another_case_as_its_value()
    {
        await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        var @case = await domain.CreateCaseAsync(null, Value("reference_number", "Parcel-1"), Value("summary", "Parcel-1"));
        (await @case.UpdateAsync(Value("reference_id", "Parcel-2"))).ShouldSucceed();
    }

    [Fact]
    public async Task Reference_numbers_need_not_be_unique()
    {
        await domain.CreateCaseAsync(null, Value("reference_number", "1"));
        var @case = await domain.CreateCaseAsync(null, Value("reference_number", "1"));
        var other = await domain.CreateCaseAsync();
        (await other.UpdateAsync(Value("reference_number", "1"))).ShouldSucceed();
        Assert.NotEqual(await @case.ReferenceIdAsync(), await other.ReferenceIdAsync());
    }

    [Theory]
    [InlineData(Empty)]
    [InlineData("")]
    public async Task No_value_leaves_them_to_the_service_and_is_refused_in_an_update(string nothing)
    {
        var @case = await domain.CreateCaseAsync(null, Value("reference_id", nothing), Value("reference_number", nothing));
        Assert.Matches(DefaultId, await @case.ReferenceIdAsync());
        Assert.Matches(DefaultNumber, await @case.TextAsync("reference_number"));

        foreach (var fieldId in new[] { "reference_id", "reference_number" })
        {
            (await app.WritesNothingAsync(() => @case.UpdateAsync(Value("summary", "a"), Value(fieldId, nothing))))
                .ShouldBeInvalid(fieldId, "cannot be cleared");
        }
    }

    [Fact]
    public async Task The_reference_id_of_a_deleted_case_is_free()
    {
        var @case = await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        (await domain.DeleteAsync(@case.Path)).ShouldSucceed();
        (await domain.BatchUpdateAsync("\"title\":\"a\"", ByReference("Parcel-1"))).ShouldNotBeFound("Case");

        var successor = await domain.CreateCaseAsync(null, Value("reference_id", "PARCEL-1"));

        await ShouldBeFoundAsync("Parcel-1", successor);
    }

    [Fact]
    public async Task The_reference_id_that_a_case_had_before_is_free()
    {
        var @case = await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        (await @case.UpdateAsync(Value("reference_id", "Parcel-2"))).ShouldSucceed();

        var successor = await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));

        await ShouldBeFoundAsync("Parcel-1", successor);
        await ShouldBeFoundAsync("Parcel-2", @case);
    }

    [Fact]
    public async Task A_template_that_requires_them_is_content_with_what_the_service_chooses()
    {
        var templateId = await domain.CreateTemplateAsync("reference_id", "reference_number");
        var @case = await domain.CreateCaseAsync(templateId);
        Assert.Matches(DefaultId, await @case.ReferenceIdAsync());
        (await @case.UpdateAsync(Value("summary", "a"))).ShouldSucceed();
    }

    [Fact]
    public async Task A_case_rule_that_requires_a_reference_id_is_content_with_what_the_service_chooses()
    {
        var templateId = await domain.BindAsync((await domain.CreateCaseRuleAsync(), "reference_id"));
        Assert.Matches(DefaultId, await (await domain.CreateCaseAsync(templateId)).ReferenceIdAsync());
    }

    [Fact]
    public async Task A_search_finds_a_reference_id_in_any_letters()
    {
        var @case = await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-10"));

        await ShouldBeFoundAsync("Parcel-1", @case);
        await ShouldBeFoundAsync("PARCEL-1", @case);
        await ShouldBeFoundAsync("parcel-1", @case);
    }

    [Fact]
    public async Task The_audit_history_records_the_first_and_each_later_reference_id()
    {
        var @case = await domain.CreateCaseAsync();
        var (id, number) = (await @case.ReferenceIdAsync(), await @case.TextAsync("reference_number"));
        (await @case.UpdateAsync(Value("reference_id", "Parcel-1"))).ShouldSucceed();

        var events = await @case.AuditEventsAsync();

        Assert.Contains(
            $$$"""{"eventFieldId":"reference_id","newValue":{"stringValue":"{{{id}}}"}}""", Changes(events[1]));
        Assert.Contains(
            $$$"""{"eventFieldId":"reference_number","newValue":{"stringValue":"{{{number}}}"}}""", Changes(events[1]));
        Assert.Contains(
            $$$"""{"eventFieldId":"reference_id","oldValue":{"stringValue":"{{{id}}}"},"newValue":{"stringValue":"Parcel-1"}}""",
            Changes(events[0]));
    }

    [Fact]
    public async Task Of_parallel_cases_with_one_reference_id_one_is_created()
    {
        var templateId = await domain.CreateTemplateAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => domain.TryCreateCaseAsync(
            templateId, Value("reference_id", number % 2 == 0 ? "Parcel-1" : "PARCEL-1"))));

        var winner = Assert.Single(responses, response => response.Status == HttpStatusCode.OK);
        Assert.All(responses.Where(response => response != winner), response =>
            response.ShouldFail(HttpStatusCode.Conflict, "ConflictException", "reference_id"));
        await ShouldBeFoundAsync("parcel-1", new TestCase(domain, winner.Id("caseId")));
        Assert.Equal(1, (int)(await domain.SearchCasesAsync()).ShouldSucceed()["totalCount"]);
    }

    [Fact]
    public async Task Of_parallel_updates_to_one_reference_id_one_is_made()
    {
        var templateId = await domain.CreateTemplateAsync();
        var cases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => domain.CreateCaseAsync(templateId)));

        var responses = await Task.WhenAll(cases.Select(@case => @case.UpdateAsync(Value("reference_id", "Parcel-1"))));

        Assert.Single(responses, response => response.Status == HttpStatusCode.OK);
        await ShouldBeFoundAsync("Parcel-1", cases[Array.FindIndex(responses, response => response.Status == HttpStatusCode.OK)]);
    }

    [Fact]
    public async Task A_refused_reference_id_does_not_use_up_the_token_of_its_request()
    {
        var templateId = await domain.CreateTemplateAsync();
        var @case = await domain.CreateCaseAsync(templateId, Value("reference_id", "Parcel-1"));
        Task<ApiResponse> CreateAsync() => domain.PostAsync("/cases", $$"""
            {"templateId":"{{templateId}}","clientToken":"token","fields":[{{Value("title", "Lost parcel")}},{{Value("reference_id", "Parcel-1")}}]}
            """);
        (await CreateAsync()).ShouldFail(HttpStatusCode.Conflict, "ConflictException", "Parcel-1");
        (await domain.DeleteAsync(@case.Path)).ShouldSucceed();

        var created = (await CreateAsync()).ShouldSucceed();

        Assert.Equal(created.Text, (await CreateAsync()).ShouldSucceed().Text);
    }

    [Fact]
    public async Task An_old_case_is_read_and_updated_without_a_reference_id()
    {
        var old = await CreateOldCaseAsync(await domain.CreateTemplateAsync("reference_id", "reference_number"));
        Assert.Equal(["title"], (await old.GetAsync("reference_id", "title")).Keys);

        (await old.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
        (await old.UpdateAsync(Value("summary", "a"), Value("reference_id", Empty))).ShouldSucceed();

        Assert.Equal(["title", "summary"], (await old.GetAsync("title", "reference_id", "summary")).Keys);
    }

    [Fact]
    public async Task An_old_case_without_a_reference_id_is_found_by_searches()
    {
        var @case = await domain.CreateCaseAsync();
        var old = await CreateOldCaseAsync();

        Assert.Equal([old.Id], await FoundAsync(
            $$"""{"filter":{"field":{"equalTo":{{Value("reference_id", Empty)}} } } }"""));
        Assert.Equal([@case.Id], await FoundAsync(
            $$"""{"filter":{"not":{"field":{"equalTo":{{Value("reference_id", Empty)}} } } } }"""));
        foreach (var order in new[] { "Asc", "Desc" })
        {
            Assert.Equal([@case.Id, old.Id], await FoundAsync(
                $$"""{"sorts":[{"fieldId":"reference_id","sortOrder":"{{order}}"}],"fields":[{"id":"reference_id"}]}"""));
        }
    }

    [Fact]
    public async Task A_batch_returns_an_old_case_without_a_reference_id()
    {
        var old = await CreateOldCaseAsync();

        var updated = await domain.BatchUpdateAsync("\"title\":\"Found parcel\"", ById(old.Id));
        var invalid = await domain.BatchUpdateAsync("\"title\":\"\"", ById(old.Id));
        var commented = await domain.BatchAddAsync(
            """{"comment":{"body":"Hello","contentType":"Text/Plain"}}""", "\"clientToken\":\"token\"", ById(old.Id));

        JsonNode[] entries =
        [
            updated.ShouldSucceed()["successfulCases"], invalid.ShouldSucceed()["failedCases"], commented.ShouldSucceed()["successfulItems"],
        ];
        Assert.All(entries, list => Assert.Equal(
            $$"""{"caseId":"{{old.Id}}"}""", Assert.Single(list.AsArray())!["caseIdentifier"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_old_case_can_be_given_a_reference_id()
    {
        await domain.CreateCaseAsync(null, Value("reference_id", "Parcel-1"));
        var old = await CreateOldCaseAsync();
        (await app.WritesNothingAsync(() => old.UpdateAsync(Value("reference_id", "PARCEL-1"))))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", "PARCEL-1");

        (await old.UpdateAsync(Value("reference_id", "Parcel-2"))).ShouldSucceed();

        await ShouldBeFoundAsync("parcel-2", old);
        var response = (await domain.BatchUpdateAsync("\"title\":\"Found parcel\"", ByReference("PARCEL-2"))).ShouldSucceed();
        Assert.Equal(
            $$$"""{"caseIdentifier":{"caseId":"{{{old.Id}}}","referenceId":"Parcel-2"}}""",
            Assert.Single(response["successfulCases"].AsArray())!.ToJsonString());
        (await app.WritesNothingAsync(() => old.UpdateAsync(Value("reference_id", Empty)))).ShouldBeInvalid("reference_id");
    }

    private async Task<TestCase> CreateOldCaseAsync(string? templateId = null)
    {
        var @case = await domain.CreateCaseAsync(templateId);
        using var db = app.OpenDatabase();
        Assert.Equal(1, await db.CaseValues
            .Where(value => value.FieldId == "reference_id"
                && db.Set<Case>().Any(row => row.Key == value.CaseKey && row.CaseId == @case.Id))
            .ExecuteDeleteAsync());
        return @case;
    }

    private async Task ShouldBeFoundAsync(string referenceId, TestCase @case) => Assert.Equal([@case.Id], await FoundAsync(
        $$"""{"filter":{"field":{"equalTo":{{Value("reference_id", referenceId)}} } } }"""));

    private async Task<IEnumerable<string>> FoundAsync(string body) =>
        (await domain.SearchCasesAsync(body)).ShouldSucceed()["cases"].AsArray().Select(found => (string)found!["caseId"]!);

    private static IEnumerable<string> Changes(JsonNode @event) =>
        @event["fields"]!.AsArray().Select(field => field!.ToJsonString());
}
