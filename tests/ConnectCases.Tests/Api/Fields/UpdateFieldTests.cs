using System.Net;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Fields;

public sealed class UpdateFieldTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Theory]
    [InlineData("""{"name":"Parcel"}""", "Parcel", "The order", false)]
    [InlineData("""{"description":"The parcel"}""", "Order", "The parcel", false)]
    [InlineData("""{"description":""}""", "Order", "", false)]
    [InlineData("""{"attributes":{"text":{"isMultiline":true}}}""", "Order", "The order", true)]
    [InlineData("""{"name":"Parcel","description":null,"attributes":null}""", "Parcel", "The order", false)]
    public async Task Only_what_is_given_changes(string body, string name, string description, bool isMultiline)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = (await domain.PostAsync(
            "/fields", """{"name":"Order","type":"Text","description":"The order","attributes":{"text":{"isMultiline":false}}}"""))
            .ShouldSucceed().Id("fieldId");
        var created = app.Now();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await domain.PutAsync($"/fields/{fieldId}", body)).ShouldSucceed().Text);

        var field = await domain.GetFieldAsync(fieldId);
        Assert.Equal(name, (string)field["name"]!);
        Assert.Equal(description, (string)field["description"]!);
        Assert.Equal(isMultiline, (bool)field["attributes"]!["text"]!["isMultiline"]!);
        Assert.Equal(created, (string)field["createdTime"]!);
        Assert.Equal(app.Now(), (string)field["lastModifiedTime"]!);
        Assert.Equal(name, (await domain.ListAsync("/fields-list", "fields", "name"))[^1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"type":"Number"}""")]
    [InlineData(null)]
    public async Task Nothing_to_change_is_no_change(string? body)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var before = (await domain.GetFieldAsync(fieldId)).ToJsonString();
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        (await app.WritesNothingAsync(() => domain.Client.SendAsync(HttpMethod.Put, $"{domain.Path}/fields/{fieldId}", body)))
            .ShouldSucceed();

        Assert.Equal(before, (await domain.GetFieldAsync(fieldId)).ToJsonString());
    }

    [Fact]
    public async Task Turning_multiline_off_leaves_stored_values_and_limits_new_ones()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text", """{"text":{"isMultiline":true}}""");
        var text = new string('x', 501);
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, text));

        (await domain.PutAsync($"/fields/{fieldId}", """{"attributes":{"text":{"isMultiline":false}}}""")).ShouldSucceed();

        Assert.Equal(text, (string)(await @case.GetAsync(fieldId))[fieldId]["stringValue"]!);
        (await @case.UpdateAsync(Value(fieldId, $"{text}x"))).ShouldBeInvalid(fieldId, "500", "502");
        (await @case.UpdateAsync(Value("title", "Found parcel"))).ShouldSucceed();
    }

    [Theory]
    [InlineData("""{"name":"Subject"}""")]
    [InlineData("""{"description":"What it is about"}""")]
    public async Task System_fields_keep_name_and_description(string body)
    {
        var domain = await app.CreateDomainAsync();

        (await app.WritesNothingAsync(() => domain.PutAsync("/fields/title", body))).ShouldBeInvalid("'title'", "system field");

        (await domain.PutAsync("/fields/title", """{"name":"Title"}""")).ShouldSucceed();
        Assert.Equal("Title", (string)(await domain.GetFieldAsync("title"))["name"]!);
    }

    [Fact]
    public async Task Text_attributes_fit_text_fields_only()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Number");

        (await app.WritesNothingAsync(
            () => domain.PutAsync($"/fields/{fieldId}", """{"name":"Weight","attributes":{"text":{"isMultiline":true}}}""")))
            .ShouldBeInvalid("attributes.text", "Number");
    }

    [Theory]
    [InlineData("Order")]
    [InlineData("Title")]
    public async Task A_name_in_use_conflicts_system_names_too(string name)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"Order","type":"Text"}""")).ShouldSucceed();
        var fieldId = await domain.CreateFieldAsync("Text");

        (await app.WritesNothingAsync(() => domain.PutAsync($"/fields/{fieldId}", $$"""{"name":"{{name}}","description":"Other"}""")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", $"'{name}'");
    }

    [Fact]
    public async Task Its_own_name_another_spelling_and_the_name_of_a_deleted_field_are_free()
    {
        var domain = await app.CreateDomainAsync();
        var order = (await domain.PostAsync("/fields", """{"name":"Order","type":"Text"}""")).Id("fieldId");
        var fieldId = await domain.CreateFieldAsync("Text");

        (await domain.PutAsync($"/fields/{order}", """{"name":"Order","description":"The order"}""")).ShouldSucceed();
        (await domain.PutAsync($"/fields/{fieldId}", """{"name":"order"}""")).ShouldSucceed();
        await domain.DeleteFieldAsync(order);
        (await domain.PutAsync($"/fields/{fieldId}", """{"name":"Order"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task An_unknown_field_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        var other = await TestDomain.CreateAsync(domain.Client);
        var fieldId = await other.CreateFieldAsync("Text");

        (await domain.PutAsync("/fields/nope", """{"name":"Title"}""")).ShouldNotBeFound("Field");
        (await domain.PutAsync($"/fields/{fieldId}", """{"name":"A"}""")).ShouldNotBeFound("Field");
        (await domain.Client.PutAsync("/domains/nope/fields/nope", """{"name":"A"}""")).ShouldNotBeFound("Domain");
    }
}
