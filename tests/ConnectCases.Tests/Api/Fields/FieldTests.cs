using System.Net;
using ConnectCases.Tests.Infrastructure;

namespace ConnectCases.Tests.Api.Fields;

public sealed class FieldTests(CasesApp app) : IClassFixture<CasesApp>
{
    private static readonly string[] SystemFieldIds =
    [
        "case_id", "reference_number", "reference_id", "title", "summary", "status", "case_reason", "customer_id", "assigned_queue",
        "assigned_user", "created_datetime", "last_updated_datetime", "last_closed_datetime", "last_reopened_datetime",
        "next_sla_breach_datetime", "last_updated_user", "created_by",
    ];

    [Fact]
    public async Task A_new_domain_lists_the_system_fields_in_documented_order()
    {
        var domain = await app.CreateDomainAsync();

        var fields = (await domain.PostAsync("/fields-list")).ShouldSucceed()["fields"].AsArray();

        Assert.Equal(SystemFieldIds, fields.Select(field => (string)field!["fieldId"]!));
        Assert.All(fields, field => Assert.Equal("System", (string)field!["namespace"]!));
        Assert.All(fields, field => Assert.EndsWith($":domain/{domain.Id}/field/{field!["fieldId"]}", (string)field["fieldArn"]!, StringComparison.Ordinal));
        Assert.Equal("Case Id", (string)fields[0]!["name"]!);
        Assert.Equal("DateTime", (string)fields[10]!["type"]!);
        Assert.Equal("User", (string)fields[16]!["type"]!);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Number")]
    [InlineData("Boolean")]
    [InlineData("DateTime")]
    [InlineData("SingleSelect")]
    [InlineData("Url")]
    [InlineData("User")]
    public async Task A_created_field_is_described_in_full(string type)
    {
        var domain = await app.CreateDomainAsync();
        var created = (await domain.PostAsync(
            "/fields", $$"""{"name":"Order","type":"{{type}}","description":"The order"}""")).ShouldSucceed();

        var response = (await domain.PostAsync(
            "/fields-batch", $$"""{"fields":[{"id":"{{created.Id("fieldId")}}"}]}""")).ShouldSucceed();

        var field = response["fields"][0]!;
        Assert.Equal(created.Id("fieldArn"), (string)field["fieldArn"]!);
        Assert.Equal("Order", (string)field["name"]!);
        Assert.Equal("The order", (string)field["description"]!);
        Assert.Equal(type, (string)field["type"]!);
        Assert.Equal("Custom", (string)field["namespace"]!);
        Assert.False((bool)field["deleted"]!);
        Assert.Equal("{}", field["tags"]!.ToJsonString());
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)field["createdTime"]!);
        Assert.Equal("2026-11-02T09:30:00.125Z", (string)field["lastModifiedTime"]!);
        Assert.Null(field["attributes"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_field_says_whether_it_is_multiline(bool isMultiline)
    {
        var domain = await app.CreateDomainAsync();
        var attributes = $$$"""{"text":{"isMultiline":{{{(isMultiline ? "true" : "false")}}}}}""";
        var fieldId = await domain.CreateFieldAsync("Text", attributes);

        var fields = (await domain.PostAsync("/fields-list"))["fields"].AsArray();

        Assert.Equal(attributes, fields.Single(field => (string)field!["fieldId"]! == fieldId)!["attributes"]!.ToJsonString());
    }

    [Fact]
    public async Task Text_attributes_fit_text_fields_only()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"Order","type":"Number","attributes":{"text":{"isMultiline":true}}}"""))
            .ShouldBeInvalid("attributes.text", "Number");
        Assert.Equal(17, (await domain.PostAsync("/fields-list"))["fields"].AsArray().Count);
    }

    [Theory]
    [InlineData("Order")]
    [InlineData("Title")]
    public async Task A_name_in_use_conflicts_system_names_too(string name)
    {
        var domain = await app.CreateDomainAsync();
        (await domain.PostAsync("/fields", """{"name":"Order","type":"Text"}""")).ShouldSucceed();

        (await domain.PostAsync("/fields", $$"""{"name":"{{name}}","type":"Number"}"""))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", $"'{name}'");
        (await domain.PostAsync("/fields", """{"name":"order","type":"Text"}""")).ShouldSucceed();
    }

    [Fact]
    public async Task A_domain_holds_500_fields_system_fields_included()
    {
        await using var small = new CasesApp().With("Quotas:FieldsPerDomain", "18");
        var domain = await small.CreateDomainAsync();
        await domain.CreateFieldAsync("Text");

        (await domain.PostAsync("/fields", """{"name":"One more","type":"Text"}"""))
            .ShouldFail(HttpStatusCode.PaymentRequired, "ServiceQuotaExceededException", "18");
    }

    [Fact]
    public async Task A_batch_keeps_request_order_once_each_and_reports_what_does_not_exist()
    {
        var domain = await app.CreateDomainAsync();
        var response = (await domain.PostAsync(
            "/fields-batch", """{"fields":[{"id":"title"},{"id":"nope"},{"id":"case_id"},{"id":"title"}]}""")).ShouldSucceed();

        Assert.Equal(["title", "case_id"], response["fields"].AsArray().Select(field => (string)field!["fieldId"]!));
        Assert.Equal("Unique Identifier of the case", (string)response["fields"][1]!["description"]!);
        var error = Assert.Single(response["errors"].AsArray())!;
        Assert.Equal("nope", (string)error["id"]!);
        Assert.Equal("ResourceNotFoundException", (string)error["errorCode"]!);
        Assert.Equal("[]", (await domain.PostAsync("/fields-batch", """{"fields":[{"id":"title"}]}"""))["errors"].ToJsonString());
    }

    [Fact]
    public async Task An_unknown_domain_is_named()
    {
        var account = app.NewAccount();
        (await account.PostAsync("/domains/nope/fields", """{"name":"Order","type":"Text"}""")).ShouldNotBeFound("Domain");
        (await account.PostAsync("/domains/nope/fields-list")).ShouldNotBeFound("Domain");
        (await account.PostAsync("/domains/nope/fields-batch", """{"fields":[{"id":"title"}]}""")).ShouldNotBeFound("Domain");
        (await account.PutAsync("/domains/nope/fields/a/options", """{"options":[]}""")).ShouldNotBeFound("Domain");
        (await account.PostAsync("/domains/nope/fields/a/options-list")).ShouldNotBeFound("Domain");
    }
}
