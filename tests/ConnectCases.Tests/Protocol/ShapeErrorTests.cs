using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Protocol;

/// <summary>The errors for a wrong shape say what was expected and what was found.</summary>
public sealed class ShapeErrorTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("""{"field":{"id":"status","value":{"stringValue":"open"}}}""", "'filter.field'", "equalTo, contains, greaterThan, greaterThanOrEqualTo, lessThan, lessThanOrEqualTo; found: id, value")]
    [InlineData("""{"field":{}}""", "'filter.field'", "exactly one of equalTo, contains", "found: none")]
    [InlineData("""{}""", "'filter'", "exactly one of field, not, tag, andAll, orAll; found: none")]
    [InlineData("""{"andAll":[],"orAll":[],"not":null}""", "'filter'", "found: andAll, orAll")]
    [InlineData("""{"andAll":[{"tag":{"equals":{"key":"a"}}}]}""", "'filter.andAll[0].tag'", "must have the member equalTo and no other member; found: equals")]
    public async Task A_union_lists_its_members_and_what_was_found(string filter, params string[] mentions)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.SearchCasesAsync($$"""{"filter":{{filter}} }""")).ShouldBeInvalid(mentions);
    }

    [Fact]
    public async Task The_found_members_are_cut()
    {
        var domain = await app.CreateDomainAsync();
        var members = string.Join(',', Enumerable.Range(0, 50).Select(number => $"\"{new string('x', 200)}{number}\":1"));
        var response = await domain.SearchCasesAsync($$"""{"filter":{ {{members}} } }""");
        Assert.InRange(response.ShouldBeInvalid("…").Text.Length, 1_000, 1_500);
    }

    [Theory]
    [InlineData("/cases", """{"templateId":"t","fields":["title"]}""", "'fields[0]'", "expected an object, found a string")]
    [InlineData("/cases", """{"templateId":"t","fields":{"title":"a"}}""", "'fields'", "expected an array, found an object")]
    [InlineData("/cases", """{"templateId":"t","fields":[{"id":"a","value":{"doubleValue":""}}]}""", "'fields[0].value.doubleValue'", "expected a number, found a string")]
    [InlineData("/cases", """{"templateId":"t","fields":[{"id":"a","value":{"doubleValue":"3"}}]}""", "'fields[0].value.doubleValue'", "expected a number, found a string")]
    [InlineData("/cases", """{"templateId":"t","fields":[{"id":"a","value":{"stringValue":3}}]}""", "'fields[0].value.stringValue'", "expected a string, found a number")]
    [InlineData("/cases", """{"templateId":"t","fields":[{"id":"a","value":{"booleanValue":"true"}}]}""", "'fields[0].value.booleanValue'", "expected a boolean, found a string")]
    [InlineData("/cases", """{"templateId":"t","fields":[],"tags":{"a b":["c"]}}""", "tags", "expected a string, found an array")]
    [InlineData("/cases", """{"templateId":5,"fields":[]}""", "'templateId'", "expected a string, found a number")]
    [InlineData("/cases-search", """{"maxResults":3000000000}""", "'maxResults'", "expected an integer from -2147483648 to 2147483647, found 3000000000")]
    [InlineData("/cases-search", """{"searchTerm":5,"searchTerm":"ok"}""", "'searchTerm'", "expected a string, found a number")]
    [InlineData("/cases-search", """{"maxResults":"x","maxResults":5}""", "'maxResults'", "expected an integer, found a string")]
    [InlineData("/cases", """{"templateId":"t","fields":[],"tags":{"":5}}""", "tags", "expected a string, found a number")]
    [InlineData("/cases", """{"templateId":"t","fields":[],"tags":{"\n":5}}""", "tags", "expected a string, found a number")]
    [InlineData("/cases", """{"templateId":"t","fields":[],"tags":{"a']['b":5}}""", "tags", "expected a string, found a number")]
    [InlineData("/cases", """{"templateId":5,"fields":[""", "'templateId'", "expected a string, found a number.")]
    [InlineData("/fields", """{"name":"a","type":true}""", "'type'", "expected a string, found a boolean")]
    [InlineData("/cases-search", """{"maxResults":"5"}""", "'maxResults'", "expected an integer, found a string")]
    [InlineData("/cases-search", "\uFEFF{\n\n\"maxResults\":\n \"5\", \"filter\": -Infinity", "'maxResults'", "expected an integer, found a string")]
    [InlineData("/cases-search", """{"maxResults":2.5}""", "'maxResults'", "expected an integer, found 2.5")]
    [InlineData("/cases-search", """{"filter":{"not":{"andAll":{}}}}""", "'filter.not.andAll'", "expected an array, found an object")]
    public async Task A_wrong_type_says_what_was_expected_and_found(string path, string body, params string[] mentions)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync(path, body)).ShouldFail(HttpStatusCode.BadRequest, "SerializationException", mentions);
    }

    [Fact]
    public async Task A_text_that_is_not_Unicode_has_the_right_type()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"\ud800","type":"Text"}"""))
            .ShouldFail(HttpStatusCode.BadRequest, "SerializationException", "'name' is not valid Unicode text");
    }

    [Theory]
    [InlineData("/cases-search", """{"maxResults":101}""")]
    [InlineData("/cases-search", """{"filter":{} }""")]
    [InlineData("/cases-search", """{"maxResults":"1"}""")]
    [InlineData("/cases-search", "[")]
    [InlineData("/fields", """{"name":"a","type":"Colour"}""")]
    [InlineData("/fields-list?maxResults=a", "")]
    public async Task With_the_option_every_wrong_shape_is_a_BadRequestException(string path, string body)
    {
        await using var recorded = new CasesApp().With("ShapeErrors", "BadRequestException");
        var domain = await recorded.CreateDomainAsync();
        var response = (await domain.PostAsync(path, body)).ShouldFail(HttpStatusCode.BadRequest, "BadRequestException");
        Assert.Equal("Invalid request body", response.Id("message"));
    }

    [Fact]
    public async Task The_option_does_not_change_other_errors()
    {
        await using var recorded = new CasesApp().With("ShapeErrors", "BadRequestException");
        var domain = await recorded.CreateDomainAsync();
        (await domain.TryCreateCaseAsync(await domain.CreateTemplateAsync(), Value("nope", "a"))).ShouldBeInvalid("nope");
        (await (await domain.CreateCaseAsync()).AddContactAsync("c-1")).ShouldBeInvalid("contact ARN");
    }
}
