using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Refusals;

/// <summary>Inputs from published programs, and what the emulator says about them.</summary>
public sealed class PublicInputTests(CasesApp app) : IClassFixture<CasesApp>
{
    private const string Read = """{"fields":[{"id":"title"}]}""";

    [Fact]
    public async Task The_label_of_a_status()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        ShouldHint(await @case.UpdateAsync(Value("status", "Closed")), "'Closed' is the name of the option 'closed'; send the value 'closed'.", inMessage: true);
    }

    [Fact]
    public async Task An_option_of_a_field_without_options_and_an_unknown_option()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var cabin = (await domain.PostAsync("/fields", """{"name":"Cabin","type":"SingleSelect"}""")).ShouldSucceed().Id("fieldId");

        Assert.Contains($"Field '{cabin}' (Cabin) has no options yet.", ShouldHint(await @case.UpdateAsync(Value(cabin, "first")), "Add options with BatchPutFieldOptions."), StringComparison.Ordinal);
        foreach (var number in Enumerable.Range(1, 11))
        {
            await domain.PutOptionAsync(cabin, $"o{number}");
        }

        ShouldHint(await @case.UpdateAsync(Value(cabin, "first")), "The values are: o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, ….");
    }

    [Theory]
    [InlineData("""{"id":"status","value":{"stringValue":"open"}}""", "found: id, value")]
    [InlineData("{}", "found: none")]
    public async Task A_filter_without_an_operator(string field, string found)
    {
        var domain = await app.CreateDomainAsync();

        var response = await domain.SearchCasesAsync($$"""{"filter":{"field":{{field}} } }""");

        response.ShouldBeInvalid("filter.field", "one of equalTo, contains, greaterThan", found);
        Assert.Contains("equalTo, contains, greaterThan", HintOf(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Comment", """{"body":"a"}""", "body", "\"comment\": {\"body\": ...}")]
    [InlineData("Sla", """{"slaConfiguration":{"name":"a"}}""", "slaConfiguration", "did you mean 'sla.slaInputConfiguration'?")]
    public async Task The_content_of_an_item_in_the_wrong_place(string type, string content, string found, string hint)
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        var response = await @case.AddAsync(type, content);

        response.ShouldBeInvalid("one of contact, comment, file, sla", $"found: {found}");
        Assert.Contains(hint, HintOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_without_the_type_of_the_field()
    {
        var domain = await app.CreateDomainAsync();

        var response = await domain.PostAsync("/fields", """{"name":"a","type":"Text","attributes":{"isMultiline":true}}""");

        response.ShouldBeInvalid("Member must have the member text", "found: isMultiline");
        ShouldHint(response, "Put 'isMultiline' into text: \"text\": {\"isMultiline\": …}.");
    }

    [Fact]
    public async Task Values_of_the_wrong_type()
    {
        var domain = await app.CreateDomainAsync();
        var amount = (await domain.PostAsync("/fields", """{"name":"Amount","type":"Number"}""")).ShouldSucceed().Id("fieldId");
        var @case = await domain.CreateCaseAsync();

        Assert.Contains("expected a number, found a string", ShouldHint(
            await @case.UpdateAsync(Value(amount, """{"doubleValue":""}""")), "An empty text is not a number."), StringComparison.Ordinal);
        Assert.Contains("expected an object, found a string", ShouldHint(
            await domain.PutAsync(@case.Path, """{"fields":["title"]}"""), "Send an object with id, value"), StringComparison.Ordinal);
        Assert.Contains($"Field '{amount}' (Amount) is of type Number and takes doubleValue", ShouldHint(
            await @case.UpdateAsync(Value(amount, "12")), "The value is a number, sent as text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_field_in_place_of_its_id()
    {
        var domain = await app.CreateDomainAsync();
        var order = await CreateFieldAsync(domain, "Order number");
        var @case = await domain.CreateCaseAsync();

        ShouldHint(await @case.UpdateAsync(Value("Title", "a")), "'Title' is the name of the field 'title'; use its id.", inMessage: true);
        ShouldHint(await @case.UpdateAsync(Value("Order number", "a")), $"'Order number' is the name of the field '{order}'; use its id.", inMessage: true);
        ShouldHint(await @case.UpdateAsync(Value("order number", "a")), $"'order number' is the name of the field '{order}'; use its id.", inMessage: true);
    }

    [Fact]
    public async Task Members_in_Pascal_case()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();

        ShouldHint(
            await domain.PutAsync(@case.Path, """{"Fields":[]}"""), "Unknown member 'Fields' was ignored; member names are case-sensitive: 'fields'.");
        ShouldHint(
            await domain.PostAsync("/fields", """{"name":"a","Type":"Text"}"""), "Unknown member 'Type' was ignored; member names are case-sensitive: 'type'.");
        ShouldHint(
            await @case.PostAsync("/related-items/", """{"type":"Comment","Content":{}}"""), "Unknown member 'Content' was ignored; member names are case-sensitive: 'content'.");
        await ShouldWarnAsync(
            await domain.PostAsync("/fields", """{"name":"b","type":"Text","Description":"a"}"""),
            "Unknown member 'Description' was ignored; member names are case-sensitive: 'description'.");
    }

    [Fact]
    public async Task Members_below_a_union()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        await ShouldWarnAsync(
            await @case.SearchAsync("""{"filters":[{"contact":{"channels":["VOICE"]}}]}"""),
            "Unknown member 'filters[0].contact.channels' was ignored; did you mean 'channel'?");
        ShouldHint(
            await @case.AddAsync("Comment", """{"comment":{"Body":"a","contentType":"Text/Plain"}}"""),
            "Unknown member 'content.comment.Body' was ignored; member names are case-sensitive: 'body'.");
    }

    [Fact]
    public async Task A_value_as_text()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        ShouldHint(
            await @case.Domain.PutAsync(@case.Path, """{"fields":[{"id":"title","value":"a"}]}"""),
            "Send an object with stringValue, doubleValue, booleanValue, emptyValue, userArnValue: { \"stringValue\": … }.");
    }

    [Fact]
    public async Task Paths_of_other_programs()
    {
        var domain = await app.CreateDomainAsync();

        ShouldHint(await domain.Client.PostAsync($"/prod{domain.Path}"), "Remove '/prod' from the endpoint.");
        ShouldHint(await domain.Client.SendAsync(HttpMethod.Get, $"{domain.Path}/fields", null), "CreateField is POST /domains/{domainId}/fields. ListFields is POST /domains/{domainId}/fields-list.");
        ShouldHint(await domain.PostAsync("/case-rules-list"), "ListCaseRules is POST /domains/{domainId}/rules-list.");
        ShouldHint(await domain.PostAsync("/cases:batchUpdateCase"), "BatchUpdateCase is POST /cases:batchUpdateCase.");
        ShouldHint(await domain.Client.PostAsync($"/domains/{domain.ArnOf()}"), "Send the id: the part of the ARN after the last /.");
        ShouldHint(await domain.PostAsync("/cases/c/comments"), "Swagger UI at /swagger lists the operations");
        ShouldHint(await domain.Client.PostAsync("/_emulator/resets"), "Reset is POST /_emulator/reset.");
    }

    [Fact]
    public async Task The_ARN_of_a_case_and_a_deleted_item()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var item = (await @case.AddCommentAsync("a")).ShouldSucceed().Id("relatedItemId");
        (await @case.DeleteItemAsync(item)).ShouldSucceed();
        var deletion = (await @case.AuditEventsAsync())[0];

        ShouldHint(
            await domain.PostAsync($"/cases/{Uri.EscapeDataString(domain.ArnOf(@case.Path))}", Read), $"Send only the last part of the ARN: '{@case.Id}'.");
        ShouldHint(await @case.DeleteItemAsync(item), $"It was deleted at 2026-11-02T09:30:00.125Z. GetCaseAuditEvents shows by whom, in event '{deletion["eventId"]}'.");
    }

    [Fact]
    public async Task A_member_of_an_object_without_members()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();

        await ShouldWarnAsync(
            await @case.UpdateAsync(Value("summary", """{"emptyValue":{"now":true}}""")),
            "Unknown member 'fields[0].value.emptyValue.now' was ignored; this object has no members.");
    }

    [Fact]
    public async Task Very_long_names()
    {
        var domain = await app.CreateDomainAsync();
        var name = new string('x', 30_000);

        ShouldHint(await domain.Client.PostAsync($"/domain/{name}"), "GetDomain is POST /domains/{domainId}.");
        ShouldHint(await domain.PostAsync("/fields", $$"""{"name":"a","type":"{{name}}"}"""), "Send one of Text, Number");
        ShouldHint(await domain.PostAsync("/fields", $$"""{"{{name}}":"a"}"""), "the members are name, type, description, attributes");
    }

    [Fact]
    public async Task Members_of_another_operation()
    {
        var domain = await app.CreateDomainAsync();

        await ShouldWarnAsync(
            await domain.PostAsync("/fields", """{"name":"a","type":"SingleSelect","options":[]}"""),
            "Unknown member 'options' was ignored; CreateField does not have this member. Add options with BatchPutFieldOptions after CreateField.");
        ShouldHint(
            await domain.PostAsync("/templates", """{"name":"a","requiredFields":[{"id":"title"}]}"""),
            "Unknown member 'requiredFields[0].id' was ignored; the only member is 'fieldId'.");
    }

    [Fact]
    public async Task A_page_of_fifty_related_items()
    {
        var @case = await (await app.CreateDomainAsync()).CreateCaseAsync();

        ShouldHint(await @case.SearchAsync("""{"maxResults":50}"""), "SearchRelatedItems returns at most 25 items per page. Use nextToken to read the next page.");
    }

    [Fact]
    public async Task A_case_of_another_world()
    {
        var client = app.NewAccount("eu-west-1");
        var domain = await TestDomain.CreateAsync(client);
        var @case = await domain.CreateCaseAsync();

        ShouldHint(
            await app.NewAccount().PostAsync(domain.Path + @case.Path, Read),
            $"It exists in account {client.AccessKeyId}, Region eu-west-1.",
            inMessage: true);
        ShouldHint(
            await (await app.CreateDomainAsync()).PostAsync(@case.Path, Read),
            $"It exists in domain '{domain.Id}' of account {client.AccessKeyId}, Region eu-west-1.",
            inMessage: true);

        var deletion = (await domain.DeleteAsync(@case.Path)).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();
        ShouldHint(await domain.PostAsync(@case.Path, Read), $"It was deleted at 2026-11-02T09:30:00.125Z by request {deletion}.", inMessage: true);
    }

    [Fact]
    public async Task A_deleted_domain()
    {
        var domain = await app.CreateDomainAsync();
        var deletion = (await domain.DeleteAsync("")).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();

        ShouldHint(await domain.PostAsync(""), $"It was deleted at 2026-11-02T09:30:00.125Z by request {deletion}.", inMessage: true);
    }

    [Fact]
    public async Task A_domain_whose_deletion_lost_its_response()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        (await domain.Client.PostAsync("/_emulator/faults", """[{"operation":"DeleteDomain","times":1,"moment":"afterCommit"}]""")).ShouldSucceed();
        var lost = (await domain.DeleteAsync("")).Headers.GetValues("x-amzn-RequestId").Single();

        ShouldHint(await domain.DeleteAsync(""), $"It was deleted at 2026-11-02T09:30:00.125Z by request {lost}.");
    }

    [Fact]
    public async Task An_id_in_capital_letters()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();

        ShouldHint(await domain.Client.PostAsync(domain.Path.ToUpperInvariant().Replace("DOMAINS", "domains", StringComparison.Ordinal)), $"Ids are in lower case: '{domain.Id}'.");
        ShouldHint(await domain.PostAsync($"/cases/{@case.Id.ToUpperInvariant()}", Read), $"Ids are in lower case: '{@case.Id}'.");
    }

    [Fact]
    public async Task The_name_or_the_ARN_of_a_domain()
    {
        var domain = await app.CreateDomainAsync();
        var name = (await domain.PostAsync("")).Id("name");

        ShouldHint(await domain.Client.PostAsync($"/domains/{Uri.EscapeDataString(name)}"), $"'{name}' is the name of the domain '{domain.Id}'; use its id.");
        ShouldHint(await domain.Client.PostAsync($"/domains/{Uri.EscapeDataString(domain.ArnOf())}"), $"Send only the last part of the ARN: '{domain.Id}'.");
    }

    [Fact]
    public async Task A_wrong_method_or_path()
    {
        var domain = await app.CreateDomainAsync();

        ShouldHint(await domain.Client.SendAsync(HttpMethod.Get, domain.Path, null), "GetDomain is POST /domains/{domainId}.");
        ShouldHint(await domain.PostAsync("/search-cases", "{}"), "SearchCases is POST /domains/{domainId}/cases-search.");
    }

    [Fact]
    public async Task The_service_name_in_an_ARN()
    {
        var domain = await app.CreateDomainAsync();
        var arn = domain.ArnOf().Replace(":cases:", ":connectcases:", StringComparison.Ordinal);

        ShouldHint(
            await domain.Client.SendAsync(HttpMethod.Get, $"/tags/{Uri.EscapeDataString(arn)}", null),
            "The ARNs of Amazon Connect Cases have the service 'cases'.");
    }

    [Fact]
    public async Task A_filter_on_an_option_that_does_not_exist()
    {
        var domain = await app.CreateDomainAsync();
        await domain.CreateCaseAsync();

        await ShouldWarnAsync(
            await domain.SearchCasesAsync($$"""{"filter":{"orAll":[{"field":{"equalTo":{{Value("status", "Open")}} } },{"field":{"equalTo":{{Value("status", "new")}} } }]} }"""),
            "No case can match this condition of the filter. Field 'status' has no option with the value 'Open'. 'Open' is the name of the option 'open'; send the value 'open'.",
            "No case can match this condition of the filter. Field 'status' has no option with the value 'new'. The values are: open, closed.");
    }

    [Fact]
    public async Task A_filter_on_a_deleted_field()
    {
        var domain = await app.CreateDomainAsync();
        var field = await CreateFieldAsync(domain, "Order number");
        (await domain.DeleteAsync($"/fields/{field}")).ShouldSucceed();

        await ShouldWarnAsync(
            await domain.SearchCasesAsync($$"""{"filter":{"field":{"equalTo":{{Value(field, "4711")}} } } }"""),
            $"Field '{field}' (Order number) of the filter is deleted. Only cases from before its deletion have a value.");
    }

    [Fact]
    public async Task The_names_of_deleted_resources()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var field = await CreateFieldAsync(domain, "Order number");
        (await domain.DeleteAsync($"/fields/{field}")).ShouldSucceed();
        var layout = (await domain.PostAsync("/layouts", """{"name":"Agent","content":{"basic":{}}}""")).ShouldSucceed().Id("layoutId");
        (await domain.DeleteAsync($"/layouts/{layout}")).ShouldSucceed();

        ShouldHint(
            await @case.UpdateAsync(Value("Order number", "1")), $"'Order number' is the name of the field '{field}', which is deleted.", inMessage: true);
        ShouldHint(await domain.PostAsync("/layouts/Agent"), $"'Agent' is the name of the layout '{layout}', which is deleted.");

        var second = await CreateFieldAsync(domain, "Order number");
        ShouldHint(await @case.UpdateAsync(Value("Order number", "1")), $"'Order number' is the name of the field '{second}'; use its id.", inMessage: true);
    }

    [Fact]
    public async Task A_client_token_with_other_parameters()
    {
        var domain = await app.CreateDomainAsync();
        var other = await TestDomain.CreateAsync(domain.Client);
        (await other.PostAsync("/cases", $$"""{"templateId":"{{await other.CreateTemplateAsync()}}","clientToken":"t","fields":[{{Value("title", "x")}}]}"""))
            .ShouldSucceed();
        var template = await domain.CreateTemplateAsync();
        var first = (await CreateAsync("a")).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();

        ShouldHint(await CreateAsync("b"), $"Request {first} used the token first. Different: field 'title'. A token belongs to one request and its retries.");

        Task<ApiResponse> CreateAsync(string title) => domain.PostAsync(
            "/cases", $$"""{"templateId":"{{template}}","clientToken":"t","fields":[{{Value("title", title)}}]}""");
    }

    [Theory]
    [InlineData("\"foo\":\"\\ud83d\"")]
    [InlineData("\"clientToken\":\"t\"")]
    [InlineData("""
        "fields":[{"id":"title","id":"title","value":{"stringValue":"TITLE"}}]
        """)]
    public async Task A_client_token_in_a_body_that_cannot_be_compared(string member)
    {
        var domain = await app.CreateDomainAsync();
        var template = await domain.CreateTemplateAsync();
        var first = (await CreateAsync("a")).ShouldSucceed().Id("caseId");

        ShouldHint(await CreateAsync("b"), $"The token created case '{first}' at 2026-11-02T09:30:00.125Z.");

        Task<ApiResponse> CreateAsync(string title) => domain.PostAsync(
            "/cases",
            $$"""{"templateId":"{{template}}","clientToken":"t","fields":[{{Value("title", title)}}],{{member.Replace("TITLE", title, StringComparison.Ordinal)}}}""");
    }

    [Fact]
    public async Task A_client_token_that_an_undone_request_used_before()
    {
        await using var own = new CasesApp();
        var domain = await own.CreateDomainAsync();
        var template = await domain.CreateTemplateAsync();
        var world = $$"""{"account":"{{domain.Client.AccessKeyId}}"}""";
        (await domain.Client.PutAsync("/_emulator/snapshots/empty", world)).ShouldSucceed();
        await CreateAsync("b");
        (await domain.Client.PostAsync("/_emulator/snapshots/empty/restore", world)).ShouldSucceed();
        var first = await CreateAsync("b");
        await CreateAsync("b");

        await ShouldConflictAsync("a", first);
        own.Clock.Advance(TimeSpan.FromDays(2));
        var second = await CreateAsync("a");
        await ShouldConflictAsync("b", second);

        async Task<string> CreateAsync(string title) =>
            (await SendAsync(title)).ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();

        async Task ShouldConflictAsync(string title, string request) =>
            ShouldHint(await SendAsync(title), $"Request {request} used the token first. Different: field 'title'.");

        Task<ApiResponse> SendAsync(string title) => domain.PostAsync(
            "/cases", $$"""{"templateId":"{{template}}","clientToken":"t","fields":[{{Value("title", title)}}]}""");
    }

    [Fact]
    public async Task A_related_item_that_left_its_case_with_a_merge()
    {
        var domain = await app.CreateDomainAsync();
        var (primary, secondary) = (await domain.CreateCaseAsync(), await domain.CreateCaseAsync());
        var item = (await secondary.AddCommentAsync("a")).ShouldSucceed().Id("relatedItemId");
        await primary.MergeAsync(secondary);

        ShouldHint(await secondary.DeleteItemAsync(item), $"It belongs to the case '{primary.Id}' of the same domain.");
        (await primary.DeleteItemAsync(item)).ShouldSucceed();
        ShouldHint(await primary.DeleteItemAsync(item), "It was deleted at 2026-11-02T09:30:00.125Z.");
        ShouldHint(
            await secondary.DeleteItemAsync(item), $"It left this case with the merge into case '{primary.Id}' at 2026-11-02T09:30:00.125Z.");
    }

    [Fact]
    public async Task The_name_of_a_field_in_other_letter_case()
    {
        var domain = await app.CreateDomainAsync();
        var @case = await domain.CreateCaseAsync();
        var field = await CreateFieldAsync(domain, "Order number");

        ShouldHint(await UpdateAsync("order number"), "Did you mean 'Order number'?");
        (await domain.DeleteAsync($"/fields/{field}")).ShouldSucceed();
        ShouldHint(await UpdateAsync("Order number"), $"'Order number' is the name of the field '{field}', which is deleted.");

        Task<ApiResponse> UpdateAsync(string name) => domain.BatchUpdateAsync(
            $$$"""{"fields":[{"fieldIdentifier":{"name":"{{{name}}}"},"value":{"stringValue":"a"}}]}"""[1..^1], ById(@case.Id));
    }

    [Fact]
    public async Task A_field_without_active_options()
    {
        var domain = await app.CreateDomainAsync();
        var field = await domain.CreateFieldAsync("SingleSelect");
        await domain.PutOptionAsync(field, "v", active: false);

        ShouldHint(await (await domain.CreateCaseAsync()).UpdateAsync(Value(field, "v")), "The field has no active options.");
    }

    [Fact]
    public async Task An_endpoint_that_ends_with_a_slash()
    {
        var domain = await app.CreateDomainAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{domain.Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}/{domain.Path}/cases-search"));

        ShouldHint(await domain.Client.SendAsync(request), "Remove the / at the end of the endpoint.");
    }

    [Fact]
    public async Task A_layout_with_four_sections()
    {
        var domain = await app.CreateDomainAsync();
        var sections = string.Join(',', Enumerable.Repeat("""{"fieldGroup":{"fields":[]}}""", 4));

        ShouldHint(
            await domain.PostAsync("/layouts", $$"""{"name":"a","content":{"basic":{"topPanel":{"sections":[{{sections}}]} } } }"""),
            "A layout has one section per panel. Put all field groups of the panel into this section.");
    }

    [Fact]
    public async Task Shape_errors_as_a_program_recorded_them()
    {
        await using var own = new CasesApp().With("ShapeErrors", "BadRequestException");
        var domain = await own.CreateDomainAsync();

        var response = await domain.PostAsync("/fields", """{"Name":"a","type":"Text"}""");

        Assert.Equal("""{"message":"Invalid request body"}""", response.Text);
        Assert.Contains("Value at 'name' failed to satisfy constraint: Member must not be null", HintOf(response), StringComparison.Ordinal);
        Assert.Contains("'Name' was ignored; member names are case-sensitive: 'name'.", HintOf(response), StringComparison.Ordinal);
    }

    private static string HintOf(ApiResponse response) => response.Headers.GetValues("x-emulator-hint").Single();

    private static async Task<string> CreateFieldAsync(TestDomain domain, string name) =>
        (await domain.PostAsync("/fields", $$"""{"name":"{{name}}","type":"Text"}""")).ShouldSucceed().Id("fieldId");

    /// <summary>Checks the hint of a refused request. Returns the message.</summary>
    private static string ShouldHint(ApiResponse response, string hint, bool inMessage = false)
    {
        Assert.True((int)response.Status >= 400, response.Text);
        Assert.Contains(hint.Replace("…", "...", StringComparison.Ordinal), HintOf(response), StringComparison.Ordinal);
        var message = response.Id("message");
        Assert.True(!inMessage || message.Contains(hint, StringComparison.Ordinal), message);
        return message;
    }

    private async Task ShouldWarnAsync(ApiResponse response, params string[] warnings)
    {
        var requestId = response.ShouldSucceed().Headers.GetValues("x-amzn-RequestId").Single();
        var entry = (await app.NewAccount().SendAsync(HttpMethod.Get, $"/_emulator/requests/{requestId}", null)).ShouldSucceed();
        Assert.Equal(warnings, entry["warnings"].AsArray().Select(warning => (string)warning!));
    }
}
