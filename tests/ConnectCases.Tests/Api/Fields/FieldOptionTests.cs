using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Fields;

public sealed class FieldOptionTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task Status_starts_open_or_closed_and_case_reason_without_options()
    {
        var domain = await app.CreateDomainAsync();

        Assert.Equal(
            """[{"name":"Open","value":"open","active":true},{"name":"Closed","value":"closed","active":true}]""",
            (await OptionsAsync(domain, "status")).ToJsonString());
        Assert.Equal("[]", (await OptionsAsync(domain, "case_reason")).ToJsonString());
    }

    [Fact]
    public async Task Known_values_are_changed_new_ones_added_others_stay()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("SingleSelect");
        (await PutAsync(domain, fieldId, """[{"name":"A","value":"a","active":true},{"name":"B","value":"b","active":true}]"""))
            .ShouldSucceed();

        var response = (await PutAsync(
            domain, fieldId, """[{"name":"Bee","value":"b","active":false},{"name":"C","value":"c","active":true}]""")).ShouldSucceed();

        Assert.Equal("[]", response["errors"].ToJsonString());
        Assert.Equal(
            """[{"name":"A","value":"a","active":true},{"name":"Bee","value":"b","active":false},{"name":"C","value":"c","active":true}]""",
            (await OptionsAsync(domain, fieldId)).ToJsonString());
    }

    [Theory]
    [InlineData("open", "cannot be changed")]
    [InlineData("closed", "cannot be changed")]
    [InlineData("on hold", "letters, digits, hyphens and underscores")]
    public async Task A_bad_option_is_reported_and_the_others_are_applied(string value, string why)
    {
        var domain = await app.CreateDomainAsync();

        var response = (await PutAsync(
            domain,
            "status",
            $$"""[{"name":"Renamed","value":"{{value}}","active":false},{"name":"Pending","value":"pending","active":true}]""")).ShouldSucceed();

        var error = Assert.Single(response["errors"].AsArray())!;
        Assert.Equal(value, (string)error["value"]!);
        Assert.Equal("ValidationException", (string)error["errorCode"]!);
        Assert.Contains(why, (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal(["open", "closed", "pending"], (await OptionsAsync(domain, "status")).Select(option => (string)option!["value"]!));
        Assert.Equal("Open", (string)(await OptionsAsync(domain, "status"))[0]!["name"]!);
    }

    [Fact]
    public async Task Spaces_in_option_values_can_be_allowed()
    {
        await using var relaxed = new CasesApp().With("OptionValues", "Pattern");
        var domain = await relaxed.CreateDomainAsync();
        (await PutAsync(domain, "case_reason", """[{"name":"Lost","value":"Shipment lost","active":true}]""")).ShouldSucceed();
        Assert.Equal("Shipment lost", (string)(await OptionsAsync(domain, "case_reason"))[0]!["value"]!);
    }

    [Fact]
    public async Task The_values_open_and_closed_are_ordinary_on_other_fields()
    {
        var domain = await app.CreateDomainAsync();
        var response = (await PutAsync(domain, "case_reason", """[{"name":"Open","value":"open","active":true}]""")).ShouldSucceed();
        Assert.Equal("[]", response["errors"].ToJsonString());
    }

    [Fact]
    public async Task The_same_value_twice_is_refused_as_a_whole()
    {
        var domain = await app.CreateDomainAsync();
        (await PutAsync(domain, "case_reason", """[{"name":"A","value":"a","active":true},{"name":"B","value":"a","active":true}]"""))
            .ShouldBeInvalid("'a'", "twice");
        Assert.Equal("[]", (await OptionsAsync(domain, "case_reason")).ToJsonString());
    }

    [Fact]
    public async Task Only_single_select_fields_have_options()
    {
        var domain = await app.CreateDomainAsync();
        (await PutAsync(domain, "title", "[]")).ShouldBeInvalid("'title'", "SingleSelect");
        (await domain.PostAsync("/fields/title/options-list")).ShouldBeInvalid("'title'", "SingleSelect");
        (await PutAsync(domain, "nope", "[]")).ShouldNotBeFound("Field");
        (await domain.PostAsync("/fields/nope/options-list")).ShouldNotBeFound("Field");
    }

    [Fact]
    public async Task A_field_holds_500_options_and_the_call_that_exceeds_them_changes_nothing()
    {
        await using var small = new CasesApp().With("Quotas:OptionsPerField", "2");
        var domain = await small.CreateDomainAsync();
        await domain.PutOptionAsync("case_reason", "a");

        (await PutAsync(domain, "case_reason", """[{"name":"B","value":"b","active":true},{"name":"C","value":"c","active":true}]"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "quota is 2");
        Assert.Equal(["a"], (await OptionsAsync(domain, "case_reason")).Select(option => (string)option!["value"]!));
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_one_value()
    {
        var domain = await app.CreateDomainAsync();
        var one = (await domain.PostAsync("/fields/status/options-list?values=closed")).ShouldSucceed();
        Assert.Equal("Closed", (string)Assert.Single(one["options"].AsArray())!["name"]!);
        Assert.Equal("[]", (await domain.PostAsync("/fields/status/options-list?values=nope")).ShouldSucceed()["options"].ToJsonString());
    }

    private static Task<ApiResponse> PutAsync(TestDomain domain, string fieldId, string options) =>
        domain.PutAsync($"/fields/{fieldId}/options", $$"""{"options":{{options}}}""");

    private static async Task<JsonArray> OptionsAsync(TestDomain domain, string fieldId) =>
        (await domain.PostAsync($"/fields/{fieldId}/options-list")).ShouldSucceed()["options"].AsArray();
}
