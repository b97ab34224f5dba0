using System.Net;
using System.Text.Json.Nodes;
using ConnectCases.Tests.Api.Merges;
using ConnectCases.Tests.Infrastructure;
using static ConnectCases.Tests.Infrastructure.CaseRuleBodies;
using static ConnectCases.Tests.Infrastructure.TestDomain;

namespace ConnectCases.Tests.Api.Fields;

/// <summary>A deleted field disappears from the configuration. Cases keep its values.</summary>
public sealed class DeleteFieldTests(CasesApp app) : IClassFixture<CasesApp>
{
    [Fact]
    public async Task BatchGetField_still_returns_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var live = await domain.GetFieldAsync(fieldId);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("{}", (await domain.DeleteAsync($"/fields/{fieldId}")).ShouldSucceed().Text);

        live["deleted"] = true;
        Assert.Equal(live.ToJsonString(), (await domain.GetFieldAsync(fieldId)).ToJsonString());
    }

    [Fact]
    public async Task ListFields_no_longer_mentions_it()
    {
        var domain = await app.CreateDomainAsync();
        var first = await domain.CreateFieldAsync("Text");
        var fieldId = await domain.CreateFieldAsync("Text");
        var last = await domain.CreateFieldAsync("Text");

        await domain.DeleteFieldAsync(fieldId);

        Assert.Equal([first, last], (await domain.ListAsync("/fields-list", "fields", "fieldId")).Skip(17));
    }

    [Fact]
    public async Task GetTemplate_no_longer_mentions_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var ruleId = await domain.CreateCaseRuleAsync();
        var templateId = await domain.CreateTemplateAsync(fieldId, "summary");
        (await domain.PutAsync(
            $"/templates/{templateId}", $$"""{"rules":{{ConfigurationSteps.Rules((ruleId, fieldId), (ruleId, "case_reason"))}}}"""))
            .ShouldSucceed();

        await domain.DeleteFieldAsync(fieldId);

        var template = (await domain.PostAsync($"/templates/{templateId}")).ShouldSucceed();
        Assert.Equal("""[{"fieldId":"summary"}]""", template["requiredFields"].ToJsonString());
        Assert.Equal(ConfigurationSteps.Rules((ruleId, "case_reason")), template["rules"].ToJsonString());
    }

    [Fact]
    public async Task GetLayout_no_longer_mentions_it_in_either_panel()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var panel = Content(fieldId, "summary")["basic"]!["topPanel"]!;
        var content = new JsonObject
        {
            ["basic"] = new JsonObject { ["topPanel"] = panel.DeepClone(), ["moreInfo"] = panel.DeepClone() },
        };
        var layoutId = (await domain.PostAsync("/layouts", $$"""{"name":"A","content":{{content.ToJsonString()}}}"""))
            .ShouldSucceed().Id("layoutId");

        await domain.DeleteFieldAsync(fieldId);

        var basic = (await domain.PostAsync($"/layouts/{layoutId}")).ShouldSucceed()["content"]["basic"]!;
        var without = Content("summary")["basic"]!["topPanel"]!.ToJsonString();
        Assert.Equal(without, basic["topPanel"]!.ToJsonString());
        Assert.Equal(without, basic["moreInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task GetCaseEventConfiguration_no_longer_mentions_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        (await domain.PutAsync("/case-event-configuration", $$$"""
            {"eventBridge":{"enabled":true,"includedData":{
              "caseData":{"fields":[{"id":"title"},{"id":"{{{fieldId}}}"}]},"relatedItemData":{"includeContent":true} } } }
            """)).ShouldSucceed();

        await domain.DeleteFieldAsync(fieldId);

        Assert.Equal(
            """{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"title"}]},"relatedItemData":{"includeContent":true}}}""",
            (await domain.PostAsync("/case-event-configuration")).ShouldSucceed()["eventBridge"].ToJsonString());
    }

    [Fact]
    public async Task UpdateField_and_BatchPutFieldOptions_refuse_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateSelectAsync("a");
        await domain.DeleteFieldAsync(fieldId);

        (await app.WritesNothingAsync(() => domain.PutAsync($"/fields/{fieldId}", """{"name":"Order"}""")))
            .ShouldBeInvalid(fieldId, "deleted");
        (await app.WritesNothingAsync(() => domain.PutAsync(
            $"/fields/{fieldId}/options", """{"options":[{"name":"B","value":"b","active":true}]}""")))
            .ShouldBeInvalid(fieldId, "deleted");
        (await domain.PutAsync($"/fields/{fieldId}/options", """{"options":[]}""")).ShouldBeInvalid(fieldId, "deleted");
    }

    [Fact]
    public async Task Nothing_new_can_refer_to_it()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var ruleId = await domain.CreateCaseRuleAsync();
        await domain.DeleteFieldAsync(fieldId);

        await RefuseAsync("/templates", $$"""{"name":"A","requiredFields":[{"fieldId":"{{fieldId}}"}]}""");
        await RefuseAsync("/templates", $$"""{"name":"A","rules":{{ConfigurationSteps.Rules((ruleId, fieldId))}}}""");
        await RefuseAsync("/layouts", $$"""{"name":"A","content":{{Content(fieldId).ToJsonString()}}}""");
        await RefuseAsync("/case-rules", $$"""{"name":"A","rule":{{Required(false, EqualTo(fieldId, "a"))}}}""");
        (await app.WritesNothingAsync(() => domain.PutAsync(
            "/case-event-configuration",
            $$$"""{"eventBridge":{"enabled":true,"includedData":{"caseData":{"fields":[{"id":"{{{fieldId}}}"}]} } } }""")))
            .ShouldBeInvalid(fieldId, "deleted");

        async Task RefuseAsync(string path, string body) =>
            (await app.WritesNothingAsync(() => domain.PostAsync(path, body))).ShouldBeInvalid(fieldId, "deleted");
    }

    [Fact]
    public async Task CreateCase_refuses_it_and_names_every_deleted_field()
    {
        var domain = await app.CreateDomainAsync();
        var templateId = await domain.CreateTemplateAsync();
        var first = await domain.CreateFieldAsync("Text");
        var second = await domain.CreateFieldAsync("Number");
        await domain.DeleteFieldAsync(first);
        await domain.DeleteFieldAsync(second);

        (await app.WritesNothingAsync(
            () => domain.TryCreateCaseAsync(templateId, Value(first, "a"), Value(second, """{"doubleValue":1}"""))))
            .ShouldBeInvalid("deleted", first, second);
        (await domain.TryCreateCaseAsync(templateId, Value(first, NoValue))).ShouldBeInvalid("deleted", first);
    }

    [Fact]
    public async Task A_template_that_required_it_no_longer_does()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var templateId = await domain.CreateTemplateAsync(fieldId);
        var @case = await domain.CreateCaseAsync(templateId, Value(fieldId, "a"));

        await domain.DeleteFieldAsync(fieldId);

        await domain.CreateCaseAsync(templateId);
        (await @case.UpdateAsync(Value(fieldId, NoValue))).ShouldSucceed();
    }

    [Fact]
    public async Task GetCase_returns_a_stored_value_if_there_is_one()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var with = await domain.CreateCaseAsync(null, Value(fieldId, "A-1"));
        var without = await domain.CreateCaseAsync();

        await domain.DeleteFieldAsync(fieldId);

        Assert.Equal("A-1", (string)(await with.GetAsync("title", fieldId))[fieldId]["stringValue"]!);
        Assert.Equal(["title"], (await without.GetAsync("title", fieldId)).Keys);
    }

    [Fact]
    public async Task UpdateCase_changes_and_clears_a_stored_value_but_sets_none_where_there_is_none()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, "A-1"));
        await domain.DeleteFieldAsync(fieldId);

        (await @case.UpdateAsync(Value(fieldId, "A-2"))).ShouldSucceed();
        Assert.Equal("A-2", (string)(await @case.GetAsync(fieldId))[fieldId]["stringValue"]!);
        (await @case.UpdateAsync(Value(fieldId, """{"doubleValue":1}"""))).ShouldBeInvalid(fieldId, "Text");
        (await @case.UpdateAsync(Value(fieldId, NoValue))).ShouldSucceed();
        Assert.Empty(await @case.GetAsync(fieldId));

        (await app.WritesNothingAsync(() => @case.UpdateAsync(Value("title", "Found parcel"), Value(fieldId, "A-3"))))
            .ShouldBeInvalid(fieldId, "deleted");
        Assert.Equal("Lost parcel", (string)(await @case.GetAsync("title"))["title"]["stringValue"]!);
    }

    [Fact]
    public async Task SearchCases_still_finds_and_returns_its_values()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var @case = await domain.CreateCaseAsync(null, Value(fieldId, "Zanzibar"));
        await domain.CreateCaseAsync();

        await domain.DeleteFieldAsync(fieldId);

        Assert.Equal([@case.Id], await FindAsync("""{"searchTerm":"zanzibar"}"""));
        Assert.Equal([@case.Id], await FindAsync($$$"""{"filter":{"field":{"contains":{{{Value(fieldId, "Zanz")}}}} } }"""));
        var found = (await domain.SearchCasesAsync(
            $$"""{"fields":[{"id":"{{fieldId}}"}],"sorts":[{"fieldId":"{{fieldId}}","sortOrder":"Asc"}]}""")).ShouldSucceed()["cases"];
        Assert.Equal($"[{Value(fieldId, "Zanzibar")}]", found[0]!["fields"]!.ToJsonString());

        async Task<IEnumerable<string>> FindAsync(string body) =>
            (await domain.SearchCasesAsync(body)).ShouldSucceed()["cases"].AsArray().Select(each => (string)each!["caseId"]!);
    }

    [Theory]
    [InlineData("operand")]
    [InlineData("nested operand")]
    [InlineData("parent")]
    [InlineData("child")]
    public async Task A_field_that_a_live_rule_uses_stays(string use)
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateSelectAsync("a");
        var other = await domain.CreateSelectAsync("b");
        var ruleId = await domain.CreateCaseRuleAsync(use switch
        {
            "operand" => Required(false, EqualTo(fieldId, "a")),
            "nested operand" => Hidden(false, EqualTo("title", "x"), AndAll(OrAll(NotEqualTo(fieldId, NoValue)))),
            "parent" => FieldOptions(fieldId, other, ("a", ["b"])),
            _ => FieldOptions(other, fieldId, ("b", ["a"])),
        });

        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/fields/{fieldId}")))
            .ShouldFail(HttpStatusCode.Conflict, "ConflictException", fieldId, ruleId);

        (await domain.DeleteAsync($"/case-rules/{ruleId}")).ShouldSucceed();
        await domain.DeleteFieldAsync(fieldId);
    }

    [Fact]
    public async Task A_rule_on_a_deleted_field_governs_nothing()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        var templateId = await domain.BindAsync((await domain.CreateCaseRuleAsync(), fieldId));
        (await domain.TryCreateCaseAsync(templateId)).ShouldBeInvalid(fieldId);

        await domain.DeleteFieldAsync(fieldId);

        await domain.CreateCaseAsync(templateId);
    }

    [Fact]
    public async Task A_second_deletion_changes_nothing()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = await domain.CreateFieldAsync("Text");
        await domain.DeleteFieldAsync(fieldId);

        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/fields/{fieldId}"))).ShouldSucceed();
    }

    [Fact]
    public async Task Its_name_is_free_again()
    {
        var domain = await app.CreateDomainAsync();
        var fieldId = (await domain.PostAsync("/fields", """{"name":"Order","type":"Text"}""")).ShouldSucceed().Id("fieldId");
        await domain.DeleteFieldAsync(fieldId);

        var again = (await domain.PostAsync("/fields", """{"name":"Order","type":"Number"}""")).ShouldSucceed().Id("fieldId");

        Assert.NotEqual(fieldId, again);
        Assert.Equal("Text", (string)(await domain.GetFieldAsync(fieldId))["type"]!);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("case_reason")]
    [InlineData("created_by")]
    public async Task System_fields_cannot_be_deleted(string fieldId)
    {
        var domain = await app.CreateDomainAsync();
        (await app.WritesNothingAsync(() => domain.DeleteAsync($"/fields/{fieldId}"))).ShouldBeInvalid($"'{fieldId}'", "system field");
    }

    [Fact]
    public async Task An_unknown_field_or_domain_is_named_from_left_to_right()
    {
        var domain = await app.CreateDomainAsync();
        (await domain.DeleteAsync("/fields/nope")).ShouldNotBeFound("Field");
        (await domain.Client.DeleteAsync("/domains/nope/fields/nope")).ShouldNotBeFound("Domain");
    }
}
